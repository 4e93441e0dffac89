"""No address of ours is written by hand: under a stage's prefix, or with files at a CDN, it would lead nowhere."""

import json
import re
from pathlib import Path

import pytest

from configurator.app.factory import create_app
from configurator.settings import Settings

ROOT = Path(__file__).resolve().parents[3]
WRITTEN = {
    ".html": re.compile(r"""(?:href|src|srcset|action|formaction|poster|data)=["']/|\w\(.*?["']/[\w"'-]|url\(["']?/"""),
    ".js": re.compile(r"""["'`]/(?![*/ ])"""),
    ".css": re.compile(r"""url\(\s*["']?/"""),
}
FILES = [path for folder in ("templates", "static") for path in (ROOT / folder).rglob("*") if path.suffix in WRITTEN]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_absolute_path_is_written_by_hand(path: Path) -> None:
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    assert [f"{number}: {line.strip()}" for number, line in lines if WRITTEN[path.suffix].search(line)] == []


def test_the_search_finds_what_it_looks_for() -> None:
    by_hand = [
        '<a href="/open">',
        '{{ button("All models", "/") }}',
        "<form action='/you'>",
        "fetch('/users')",
        "url(/x.svg)",
    ]
    for text, suffix in zip(by_hand, (".html", ".html", ".html", ".js", ".css"), strict=True):
        assert WRITTEN[suffix].search(text)


def test_no_route_begins_with_the_name_of_a_stage(tmp_path: Path) -> None:
    """API Gateway's address has the stage in front, and Zappa takes off whatever looks like it."""
    stages = [name for name in json.loads((ROOT / "zappa_settings.json").read_text()) if name != "common"]
    rules = create_app(Settings(data_dir=tmp_path, secret_key="k")).url_map.iter_rules()
    assert stages == ["dev", "production"]
    assert [rule.rule for rule in rules if rule.rule.startswith(tuple(f"/{stage}" for stage in stages))] == []
