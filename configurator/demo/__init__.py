"""A stand-in for OpenAI's Images API: `make demo-renders` and the tests use it.

May import app, drawings and renders. It is not part of the package for Lambda.
"""
