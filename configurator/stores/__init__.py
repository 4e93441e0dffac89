"""The stores of users, renders, the ledger and kiosks: SQLite in a file, or DynamoDB.

May import aws, kiosks, renders and users, whose protocols it implements.
"""
