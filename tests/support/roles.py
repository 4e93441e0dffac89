"""One name for each role of the two engines' accessibility trees: ARIA's."""

_OURS = {
    # Chromium's own
    "RootWebArea": "document",
    "StaticText": "text",
    "LayoutTable": "generic",
    "LabelText": "generic",
    "Legend": "generic",
    "Section": "generic",
    "none": "generic",
    "presentation": "generic",
    "image": "img",
    "graphics-document": "img",
    "SvgRoot": "img",
    "Details": "group",
    "details": "group",
    "DisclosureTriangle": "summary",
    "DisclosureTriangleGrouped": "summary",
    "DescriptionList": "list",
    "DescriptionListTerm": "term",
    "DescriptionListDetail": "definition",
    "MenuListPopup": "listbox",
    "Date": "textbox",
    # Firefox's own
    "text leaf": "text",
    "statictext": "text",
    "label": "generic",
    "text container": "generic",
    "definitionlist": "list",
    "password text": "textbox",
}
_SILENT = ("generic", "InlineTextBox", "ListMarker", "LineBreak", "list item marker", "whitespace")


def role_of(told: str) -> str:
    """ARIA's name for an engine's role, or the engine's own where ARIA has none."""
    return _OURS.get(told, told)


def is_worth_telling(role: str, name: str) -> bool:
    """Whether a node says anything; a text of white space doesn't."""
    return role not in _SILENT and (role != "text" or name.strip() != "")
