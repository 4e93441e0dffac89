"""What can be built and what it costs: catalogue, selection, configuration, conflicts, choices, price and code.

Imports no other package, and only the standard library.
"""
