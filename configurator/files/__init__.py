"""The picture stores: a folder or an S3 bucket.

May import aws and renders, whose protocol for pictures it implements.
"""
