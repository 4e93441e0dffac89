"""The codes of an enrolment: short ones that people can type, long ones that nobody can guess."""

from configurator.kiosks.enrolment import from_text, new_enrolment, to_text, typed
from tests.support.stores import NOON

CONFUSED = ("0OQ", "1ILJ", "2Z", "5S", "8B", "UV")


def test_a_user_code_has_no_characters_that_look_alike() -> None:
    used = {it for _ in range(300) for it in new_enrolment("here", NOON)[0].user_code}
    for group in CONFUSED:
        assert len(used.intersection(group)) <= 1, group
    assert used.isdisjoint("AEIOU")


def test_a_user_code_is_shown_in_two_halves() -> None:
    started, stored = new_enrolment("here", NOON)
    first, second = started.user_code.split("-")
    assert (len(first), len(second)) == (4, 4)
    assert typed(started.user_code) == stored.user_code == first + second


def test_no_two_enrolments_share_a_code_or_an_id() -> None:
    pairs = [new_enrolment("here", NOON) for _ in range(200)]
    assert len({started.device_code for started, _ in pairs}) == len({stored.kiosk_id for _, stored in pairs}) == 200
    assert min(len(started.device_code) for started, _ in pairs) >= 43


def test_enrolments_are_the_same_after_being_stored() -> None:
    enrolments = tuple(new_enrolment("here", NOON)[1] for _ in range(3))
    assert from_text(to_text(enrolments)) == enrolments
    assert from_text("") == ()
