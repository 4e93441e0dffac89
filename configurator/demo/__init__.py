"""`make demo-renders`: the app with a stand-in for OpenAI's Images API, which the tests use too.

May import app, drawings and renders. Never goes to Lambda.
"""
