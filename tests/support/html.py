"""What every page of ours must be, checked on every HTML answer that a visitor gets."""

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser

from tests.support.client import Answer

_VOID = {"base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_POINTS_AT = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "form")
_PUNCTUATION = tuple(",.;:!?)")
"""What begins with one of these continues the word of the element before it."""
_NOTICE = "not affiliated with Porsche AG"

Attributes = dict[str, str | None]


@dataclass
class Page(HTMLParser):
    """A page taken apart: `elements` in their order, `faults` of its form, `words` as they stand."""

    elements: list[tuple[str, Attributes]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    words: str = ""
    title: str = ""
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.faults += [f"<{tag}> has {name}, which the policy blocks" for name, _ in attrs if name == "style"]
        self.faults += [f"<{tag}> has {name}, which the policy blocks" for name, _ in attrs if name.startswith("on")]
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        expected = self._open.pop() if self._open else "nothing"
        if tag != expected:
            self.faults.append(f"</{tag}> where {expected} is open, line {self.getpos()[0]}")

    def handle_data(self, data: str) -> None:
        if "title" in self._open and "svg" not in self._open:
            self.title += data.strip()
        elif not {"style", "script"} & set(self._open):
            self.words += data if data[:1] in _PUNCTUATION else f" {data}"

    def all(self, tag: str) -> list[Attributes]:
        return [attributes for name, attributes in self.elements if name == tag]

    def values(self, attribute: str) -> list[str]:
        return [attributes[attribute] or "" for _, attributes in self.elements if attribute in attributes]

    @property
    def hidden(self) -> dict[str, str]:
        """What its forms send along unseen."""
        inputs = [attributes for attributes in self.all("input") if attributes.get("type") == "hidden"]
        return {attributes["name"] or "": attributes["value"] or "" for attributes in inputs}

    @property
    def text(self) -> str:
        return " ".join(self.words.split())


def read_page(answer: Answer) -> Page:
    return _read(answer.text)


@lru_cache(maxsize=8)
def _read(text: str) -> Page:
    """Most pages are read twice: when they arrive, and by their test."""
    page = Page()
    page.feed(text)
    page.close()
    return page


def assert_well_made(answer: Answer) -> None:
    """One heading, a title, a language; ids unique and there where something points at them; nothing unclosed;
    every script and style carries the policy's nonce; the notice is there."""
    page = read_page(answer)
    assert page.faults == []
    assert [len(page.all(tag)) for tag in ("html", "title", "main", "h1")] == [1, 1, 1, 1]
    assert page.title
    assert page.all("html")[0].get("lang") == "en"
    assert [name for name, count in Counter(page.values("id")).items() if count > 1] == []
    assert _dangling(page) == []
    assert _without_nonce(page, answer) == []
    assert _NOTICE in page.text


def _dangling(page: Page) -> list[str]:
    ids = set(page.values("id"))
    pointed_at = [name for attribute in _POINTS_AT for value in page.values(attribute) for name in value.split()]
    anchors = [value[1:] for tag in ("a", "use") for value in _links(page, tag) if value.startswith("#")]
    return sorted({name for name in (*pointed_at, *anchors) if name not in ids})


def _links(page: Page, tag: str) -> list[str]:
    return [attributes.get("href") or "" for attributes in page.all(tag)]


def _without_nonce(page: Page, answer: Answer) -> list[str]:
    policy = answer.headers["Content-Security-Policy"]
    loose = [(tag, attributes) for tag, attributes in page.elements if tag in ("script", "style")]
    return [tag for tag, attributes in loose if f"'nonce-{attributes.get('nonce')}'" not in policy]
