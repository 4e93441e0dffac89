"""The picture stores, a folder or an S3 bucket; files that are complete or absent; a lock of a process.

May import aws and renders, whose protocol for pictures it implements.
"""
