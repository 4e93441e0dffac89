"""The stores of users, renders, the ledger, kiosks and rate limits: SQLite in files, or DynamoDB.

May import aws, backups, kiosks, rate_limits, renders and users, whose protocols it implements.
"""
