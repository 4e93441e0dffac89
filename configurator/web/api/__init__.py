"""The JSON API: routes, documents, and the OpenAPI description.

May import cars, colour_vision, drawings, json_schema, renders, services, users and web.http.
"""
