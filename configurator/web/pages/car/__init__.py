"""/car/<code>: the page of a car, and what every page that shows a car needs."""
