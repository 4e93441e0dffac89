"""The pages that people use.

May import cars, colour_vision, drawings, kiosks, renders, services, settings, users, web.api and web.http.
"""
