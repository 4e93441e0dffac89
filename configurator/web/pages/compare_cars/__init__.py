"""/compare: two or three models or complete cars side by side, their differences first."""
