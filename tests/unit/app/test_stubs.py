"""Modules that stand for others while a library is imported."""

import importlib
import sys
from pathlib import Path

import pytest

from configurator.aws_lambda.stubs import stubbed

LIBRARY = """
from rarely_used import answer
import rarely_used

def ask(*words, **more):
    return answer(*words, **more), rarely_used.answer("again")
"""
RARELY_USED = """
def answer(word, ending=""):
    return word + ending
"""


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "some_library.py").write_text(LIBRARY, encoding="utf-8")
    (tmp_path / "rarely_used.py").write_text(RARELY_USED, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in ("some_library", "rarely_used"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return "some_library"


def test_a_postponed_module_is_imported_by_the_first_call(library: str) -> None:
    with stubbed(postponed=("rarely_used",)):
        imported = importlib.import_module(library)
    assert "rarely_used" not in sys.modules
    assert imported.ask("yes", ending="!") == ("yes!", "again")
    assert "rarely_used" in sys.modules


def test_a_module_that_was_there_before_is_there_again(library: str) -> None:
    real = importlib.import_module("rarely_used")
    with stubbed("rarely_used"):
        assert importlib.import_module(library).answer().anything() is None
    assert sys.modules["rarely_used"] is real
