"""What pages say about a paint next to its name."""

from configurator.cars.catalogue import Paint


def paint_words(paint: Paint) -> str:
    """The colour word and the finish: "dark blue, satin". Also where the name contains one of them."""
    return f"{paint.family}, {paint.finish}"
