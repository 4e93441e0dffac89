"""The JSON API.

May import web.http, but not web.pages.
"""
