"""HTTP for both API and pages: hosts, security headers, CORS, sessions, compression, URLs, JSON bodies, errors.

May import services, settings and the packages below them, but neither web.api nor web.pages.
"""
