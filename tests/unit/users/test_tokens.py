"""Tokens that come from a key: the same for ever, and others for every other argument."""

from configurator.users.tokens import derive_token

SERVER, CLIENT = "the key of the server", "the-key-of-the-client"


def test_tokens_never_change_or_repetitions_would_get_others() -> None:
    assert derive_token(SERVER, "ada", CLIENT) == "Ox1gkd-o4rSH8o2J5j7Bl-L3CTG95KlTTfXfv9g1ozk"
    assert derive_token(SERVER, "ada", CLIENT, "the old token") == "Z_uc45cCa-acumCDEZmJdNAb5FVY3-e_1sYmvnKdjaw"


def test_every_argument_counts() -> None:
    variants = [
        (SERVER, "ada", CLIENT),
        ("another key of a server", "ada", CLIENT),
        (SERVER, "eve", CLIENT),
        (SERVER, "ada", "another-key-of-a-client"),
        (SERVER, "ada", CLIENT, "the old token"),
        (SERVER, "ada", CLIENT, "another old token"),
    ]
    assert len({derive_token(*variant) for variant in variants}) == len(variants)
