"""HTTP: the JSON API, the pages, and what both share.

May import services, settings and the packages below them, but neither app nor commands.
"""
