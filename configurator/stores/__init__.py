"""The stores of users, renders and the ledger: SQLite in a file, or DynamoDB.

May import aws, renders and users, whose protocols it implements.
"""
