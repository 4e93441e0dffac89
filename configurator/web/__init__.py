"""Everything over HTTP: the JSON API, the pages, and what both share.

May import cars, settings, web.api, web.http and web.pages.
"""
