"""Types of colour vision: which colours look alike to each, and the best order of the colours.

May import cars.
"""
