"""AWS: signatures, credentials, addresses and connections; botocore's clients; Parameter Store; CloudWatch metrics.

Imports no other package.
"""
