"""The pages.

May import web.http, and from web.api what both show.
"""
