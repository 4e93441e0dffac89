"""/docs: the API for developers, with code samples and forms that send requests to this server.

May import cars, services, web.api and web.http.
"""
