"""A picture from words by one call to OpenAI's Images API; the only package that imports openai.

May import aws, renders and settings.
"""
