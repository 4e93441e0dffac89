"""Base64 as servers send it: every way of writing the same bytes, and what isn't base64."""

import base64

import pytest

from configurator.image_model.base64_text import decoded, is_data_url

BYTES = b"\xfb\xff\xfe\x00 a picture?"
PLAIN = base64.b64encode(BYTES).decode()
URL_SAFE = base64.urlsafe_b64encode(BYTES).decode()


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN.rstrip("="),
        URL_SAFE,
        URL_SAFE.rstrip("="),
        f"{PLAIN[:4]}\r\n{PLAIN[4:8]} \t{PLAIN[8:]}\n",
        f"data:image/png;base64,{PLAIN}",
        f"DATA:image/png;charset=utf-8;BASE64,{URL_SAFE}",
        f"data:;base64,{PLAIN}",
        "data:image/png,%FB%FF%FE%00%20a%20picture%3F",
    ],
)
def test_every_way_of_writing_gives_the_same_bytes(text: str) -> None:
    assert {"+", "/"} <= {*PLAIN}, "the alphabets differ in these two"
    assert decoded(text) == BYTES
    assert is_data_url(text) is text.lower().startswith("data:")


@pytest.mark.parametrize("text", ["*****", "ä" * 8, "A", "data:image/png;base64,A", "AB=C"])
def test_what_is_not_base64_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not base64"):
        decoded(text)
