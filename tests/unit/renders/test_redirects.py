"""What an operator reads about a redirect: the address to set, if there is one, and nothing secret."""

import pytest

from configurator.image_model.redirects import redirection

ASKED = "https://old.example.com/v1/images/generations?code=s3cret"


@pytest.mark.parametrize(
    ("location", "address"),
    [
        ("https://new.example.com/v2/images/generations", "https://new.example.com/v2"),
        ("https://new.example.com/v2/images/generations/?code=s3cret#top", "https://new.example.com/v2"),
        ("https://me:s3cret@new.example.com:8443/v2/images/generations", "https://new.example.com:8443/v2"),
        ("http://[::1]:8080/images/generations", "http://[::1]:8080"),
        ("/v2/images/generations", "https://old.example.com/v2"),
        ("//new.example.com/v1/images/generations", "https://new.example.com/v1"),
    ],
)
def test_a_moved_server_is_named_as_it_has_to_be_set(location: str, address: str) -> None:
    assert redirection(ASKED, location) == f"the address redirects: set OPENAI_BASE_URL to {address}"


@pytest.mark.parametrize(
    "location",
    [
        None,
        "",
        "https://login.example.com/?next=s3cret",
        "ftp://new.example.com/v1/images/generations",
        "https://new.example.com:port/v1/images/generations",
        "https://[/v1/images/generations",
        "https://new.example.com/\x1b[2J/v1/images/generations",
        f"https://{'x' * 300}.example.com/v1/images/generations",
    ],
)
def test_an_address_that_cannot_be_set_is_not_named(location: str | None) -> None:
    expected = "the address redirects: set OPENAI_BASE_URL to the address that it leads to"
    assert redirection(ASKED, location) == expected


def test_a_model_may_have_a_slash_in_its_name() -> None:
    told = redirection(
        "http://a.example/v1/models/openai%2Fgpt-image-1", "https://a.example/v1/models/openai%2Fgpt-image-1"
    )
    assert told.endswith("set OPENAI_BASE_URL to https://a.example/v1")


@pytest.mark.parametrize("location", [ASKED, "/v1/images/generations/", "generations"])
def test_a_server_that_redirects_to_itself_cannot_be_helped_by_a_setting(location: str) -> None:
    assert redirection(ASKED, location) == "the address redirects to itself: ask whoever runs the server"
