"""JSON Schema: builders for schemas, and a validator for request bodies. JSON merge patches.

Imports no other package.
"""
