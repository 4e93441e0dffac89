"""Users of the API: their members and limits, the use cases, the protocol of their store, the lines of an export.

May import cars, colour_vision and json_schema.
"""
