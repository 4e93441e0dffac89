"""Where users, renders and budgets are kept: one contract (`base`), SQLite or DynamoDB behind it."""
