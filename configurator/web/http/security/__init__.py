"""Security: trusted hosts, response headers, CORS, sessions."""
