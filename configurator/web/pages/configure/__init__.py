"""/configure: one form with every part of a car."""
