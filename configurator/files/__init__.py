"""Pictures as files: in a folder, in S3, written atomically.

May import aws and renders (whose protocol for pictures it implements).
"""
