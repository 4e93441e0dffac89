"""Which colours look alike to whom, and in which order paints help.

May import cars.
"""
