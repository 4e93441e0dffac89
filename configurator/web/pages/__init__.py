"""The pages that people use.

May import cars, colour_vision, drawings, json_schema, kiosks, renders, services, settings, users, web.api and web.http.
"""
