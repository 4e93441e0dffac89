"""/car/<code>: the summary of a car, and what every page needs that shows one."""
