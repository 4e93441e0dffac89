"""Everything over HTTP: the JSON API, the pages, and what both share.

May import cars, services, settings, web.api, web.http and web.pages.
"""
