"""What is the same for everybody travels compressed, and its tags still work; what is one person's travels as it is."""

import gzip

import pytest

from tests.support.client import Client
from tests.support.examples import A_BROWSER, a_user, bearer

COMPRESSED = {"Accept-Encoding": "gzip"}
PATHS = ["/catalogue", "/drawings/F9F7-EPWE-7JFK/side.svg"]


@pytest.mark.parametrize("path", [*PATHS, "/static/any/css/base.css"])
def test_it_is_much_smaller_and_the_same(path: str, http: Client) -> None:
    plain, small = http.get(path), http.get(path, COMPRESSED)
    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.body) == plain.body
    assert len(small.body) < len(plain.body) / 2
    for answer in (plain, small):
        assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize("path", PATHS)
def test_either_form_is_recognised_by_its_tag(path: str, http: Client) -> None:
    for form in ({}, COMPRESSED):
        known = {"If-None-Match": http.get(path, form).headers["ETag"]}
        assert http.get(path, {**form, **known}).status == 304


def test_png_is_left_as_it_is(http: Client) -> None:
    assert http.get("/drawings/F9F7-EPWE-7JFK/interior-600.png", COMPRESSED).headers["Content-Encoding"] is None


def test_a_user_is_never_compressed_and_has_one_tag_for_reading_and_changing(http: Client) -> None:
    sent = a_user()
    first = http.post("/users", sent, COMPRESSED)
    path = f"/users/{sent['userId']}"
    owner = {**bearer(first.json()["accessToken"]), "If-Match": http.get(path, COMPRESSED).headers["ETag"]}
    changed = http.patch(path, {"name": "Eve"}, {**owner, **COMPRESSED})
    assert changed.status == 200
    answers = [first, http.get(path, COMPRESSED), changed]
    assert [answer.headers["Content-Encoding"] for answer in answers] == [None] * 3


def test_errors_are_never_compressed(http: Client) -> None:
    assert http.get("/nothing", {**A_BROWSER, **COMPRESSED}).headers["Content-Encoding"] is None
