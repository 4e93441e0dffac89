"""Deploys the app to AWS Lambda: builds the package, calls Zappa with Terraform's outputs, sets secrets and limits.

May import app and settings. Runs on the operator's machine, never on Lambda.
"""
