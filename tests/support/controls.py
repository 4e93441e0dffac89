"""The configurator's form as a browser would send it."""

from urllib.parse import urlencode

from tests.support.client import Answer
from tests.support.html import read_page


class Controls:
    """The form's inputs by id, as a browser would send them."""

    def __init__(self, page: Answer) -> None:
        self.by_id = {str(tag["id"]): tag for tag in read_page(page).all("input") if tag.get("id")}

    def sent(self) -> list[tuple[str, str]]:
        return [
            (str(control["name"]), str(control["value"]))
            for control in self.by_id.values()
            if control.get("name")
            and control["name"] != "light"
            and "disabled" not in control
            and (control["type"] == "hidden" or "checked" in control)
        ]

    @property
    def chosen(self) -> set[str]:
        """The ids of the options that are marked."""
        return {control_id for control_id, control in self.by_id.items() if "checked" in control}

    def with_chosen(self, control_id: str) -> str:
        """The query string after a click on this radio or checkbox."""
        control = self.by_id[control_id]
        name, value = str(control["name"]), str(control["value"])
        others = [pair for pair in self.sent() if pair[0] != name or control["type"] == "checkbox"]
        return urlencode([*others, (name, value)])
