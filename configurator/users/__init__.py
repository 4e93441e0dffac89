"""The user of the API: its members and limits, use cases, protocol for its store, lines of an export.

May import colour_vision and json_schema.
"""
