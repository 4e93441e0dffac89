"""The app as it runs in a kiosk's browser while the server is away: the same routes and rules, without a database.

May import app, colour_vision, kiosks, renders, settings, users, web.http and web.pages.
"""
