"""A page of the kiosk that fails: nobody is there to press a button, so the screen starts again by itself."""

from pathlib import Path

import pytest

from configurator.app.factory import create_app
from configurator.web.pages.kiosk import page


def test_a_page_that_fails_says_so_and_returns_to_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("something about Ada")

    monkeypatch.setattr(page, "line_cards", fail)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    answer = create_app().test_client().get("/kiosk")
    assert answer.status_code == 500
    assert answer.headers["Refresh"] == "5; url=/kiosk"
    assert "This screen starts again by itself." in answer.text
    assert "about Ada" not in answer.text
    assert "<a " not in answer.text.partition("<main")[2]
