"""The API's description in OpenAPI 3.1: the route /openapi.json, and what builds the document.

Imports nothing itself: a cold start needs the route alone.
"""
