"""HTTP for both API and pages: hosts, security headers, CORS, sessions, compression, URLs, JSON bodies, errors.

May import aws, cars, drawings, json_schema, rate_limits, renders and settings.
"""
