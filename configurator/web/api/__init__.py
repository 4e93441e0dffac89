"""The JSON API: routes, documents, and the OpenAPI description.

May import web.http, but not web.pages.
"""
