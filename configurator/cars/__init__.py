"""What can be built and what it costs: catalogue, selection, configuration, conflicts, choices, price and code.

Imports only the standard library: no other package of the product, no framework.
"""
