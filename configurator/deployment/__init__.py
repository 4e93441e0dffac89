"""From this folder to AWS Lambda: what goes there, how it is started there, and how Zappa is told.

Only `entry` runs on Lambda; the rest runs where somebody deploys.
"""
