"""Tokens behind a mask: another text each time, and the same token."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.web.http.security.masked_tokens import mask, unmask

TOKENS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=60)


@given(TOKENS)
def test_a_mask_comes_off_again(token: str) -> None:
    assert unmask(mask(token)) == token


@given(TOKENS, TOKENS)
def test_all_tokens_of_one_length_are_equally_long_behind_their_masks(one: str, other: str) -> None:
    width = max(len(one), len(other))
    assert len(mask(one.ljust(width, "#"))) == len(mask(other.ljust(width, "#")))


def test_the_same_token_never_looks_the_same() -> None:
    token = "20261129063000##" + 40 * "a"
    masked = [mask(token) for _ in range(100)]
    assert len({text[:16] for text in masked}) == 100
    assert len({text[-16:] for text in masked}) == 100


@pytest.mark.parametrize("text", ["A", "AAA", "20261129063000##abc", "ü", "____" * 3])
def test_a_text_that_is_no_token_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        unmask(text)
