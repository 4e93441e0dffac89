"""Clients for AWS, Parameter Store and CloudWatch metrics.

Imports no other package.
"""
