"""Deploys the product to AWS Lambda with Zappa: builds the package, connects it to what Terraform made, sets limits.

May import app, aws_lambda, cars, settings, web, web.http and web.pages. It runs where you deploy and is not part of the
package for Lambda.
"""
