"""Pictures of a car: the drawing, always there at once, and renders made from words."""
