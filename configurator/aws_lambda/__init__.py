"""What runs on AWS Lambda: the entry point, the HTTP adapter for API Gateway, the request log.

May import app, aws, cars, services, settings and web.http.
"""
