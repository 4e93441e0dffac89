"""Schemas of values that many documents contain."""

from configurator.json_schema.builders import INTEGER, Schema, text

AMOUNT: Schema = INTEGER | {"description": "In whole units of the currency."}
CODE = text(pattern="^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$")
TIME = text(format="date-time")
HEX = text(pattern="^#[0-9a-f]{6}$")
