"""HTTP for API and pages alike: security headers, CORS, sessions, compression, URLs, JSON bodies, problems.

May import services, settings and the packages below them, but neither web.api nor web.pages.
"""
