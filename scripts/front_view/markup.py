"""Elements of SVG as text, and the names that the drawings share with their kit."""

KIT = "kf"
"""The prefix of the kit's ids and of its classes."""


def element(name: str, *content: str, **attributes: str) -> str:
    """An element. In the names of attributes, an underscore stands for a hyphen; a last one is dropped: `class_`.

    Attributes with the value "" are left out.
    """
    written = "".join(f' {key.rstrip("_").replace("_", "-")}="{value}"' for key, value in attributes.items() if value)
    inside = "".join(content)
    return f"<{name}{written}>{inside}</{name}>" if content else f"<{name}{written}/>"


def group(*content: str, **attributes: str) -> str:
    """A `g` element."""
    return element("g", *content, **attributes)


def path(data: str, **attributes: str) -> str:
    """A `path` element with this data."""
    return element("path", d=data, **attributes)


def named_path(name: str, data: str, **attributes: str) -> str:
    """A `path` element with an id, for `use`."""
    return element("path", id=name, d=data, **attributes)


def use(name: str, **attributes: str) -> str:
    """A `use` element that draws what has this id."""
    return element("use", href=f"#{name}", **attributes)


def url(name: str) -> str:
    """A reference to a definition, for `fill`, `filter` and the like."""
    return f"url(#{name})"


def option(name: str, *content: str, **attributes: str) -> str:
    """A group that is visible only if the car has this option of the side view; "" without content."""
    inside = "".join(content)
    return group(inside, class_=f"k-o-{name}", **attributes) if inside else ""


def kit(name: str) -> str:
    """A reference to a definition of the front views' kit."""
    return url(f"{KIT}-{name}")
