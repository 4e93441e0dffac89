"""The schemas of request bodies in the OpenAPI document allow what the API takes, and nothing else."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.colour_vision.visions import SEVERITIES, VISION_TYPES
from configurator.json_schema.builders import ref_name
from configurator.renders.prompt import RENDER_VIEWS
from configurator.users.tokens import new_token_faults
from configurator.users.validation import clean, faults, merge_user_patch
from configurator.web.api.request_bodies import car_to_check_faults, new_render_faults
from tests.support.examples import WRONG, Document, a_user
from tests.support.openapi import OURS_DESCRIBED, operations, validator


@pytest.mark.parametrize(("member", "value"), [(member, it) for member in WRONG for it in WRONG[member]])
def test_what_the_api_refuses_it_forbids(member: str, value: Any) -> None:
    assert not validator("NewUser").is_valid(a_user(**{member: value}))


AGES = st.none() | st.integers(-5, 160) | st.integers(-5, 160).map(float) | st.floats()
TEXTS = st.text(max_size=4) | st.sampled_from(["911", "Ada", " ", "x" * 200, "x" * 201])
CAR_PARTS = st.fixed_dictionaries(dict.fromkeys(("model", "color", "tire", "interior"), TEXTS))
CARS = CAR_PARTS | st.fixed_dictionaries({"model": TEXTS}, optional={"engine": TEXTS, "additionalFeatures": st.none()})
ODD_VALUES = st.none() | st.booleans() | st.integers(-1, 1) | TEXTS | st.lists(TEXTS, max_size=1)
ANY_BODIES = ODD_VALUES | st.dictionaries(
    st.sampled_from(["view", "code", "carConfiguration", "name"]), ODD_VALUES, max_size=2
)
RENDERS = st.fixed_dictionaries(
    {"view": st.sampled_from([*RENDER_VIEWS, "top"])},
    optional={"code": TEXTS, "carConfiguration": CARS, "prompt": TEXTS},
)
LISTED_CARS = st.fixed_dictionaries(
    {"id": st.sampled_from(["a", "b-2", "", "a b"]), "carConfiguration": CARS},
    optional={
        "name": st.none() | TEXTS,
        "savedAt": st.none() | st.sampled_from(["2026-11-29T09:30:00Z", "2026-11-29T09:30:00.123Z", "today", 1]),
        "code": ODD_VALUES,
        "email": TEXTS,
    },
)
LISTS: st.SearchStrategy[Any] = ODD_VALUES | st.lists(LISTED_CARS | ODD_VALUES, max_size=3) | st.just([{}] * 21)
PATCHES = st.fixed_dictionaries(
    {},
    optional={
        "userId": st.none() | st.sampled_from(["ada", "a/b"]),
        "name": st.none() | TEXTS,
        "age": AGES | TEXTS,
        "gender": st.none() | TEXTS,
        "colorBlindness": st.none() | st.booleans() | TEXTS,
        "colorVision": st.none() | st.sampled_from([*VISION_TYPES, "red-green"]),
        "colorVisionSeverity": st.none() | st.sampled_from([*SEVERITIES, "strong", 1]),
        "carConfiguration": ODD_VALUES
        | st.fixed_dictionaries(
            {},
            optional={
                "model": st.none() | TEXTS,
                "additionalFeatures": ODD_VALUES | st.dictionaries(TEXTS, ODD_VALUES, max_size=2),
                "engine": st.none() | TEXTS,
            },
        ),
        "cars": LISTS,
        "createdAt": st.none() | TEXTS,
        "email": st.none() | TEXTS,
    },
)
BODIES = st.fixed_dictionaries(
    {"userId": st.from_regex(r"[A-Za-z0-9._~@:/ -]{0,4}", fullmatch=True), "name": TEXTS, "carConfiguration": CARS},
    optional={
        "age": AGES | st.booleans(),
        "gender": st.none() | TEXTS | st.integers(),
        "colorBlindness": st.none() | st.booleans() | TEXTS,
        "colorVision": st.none() | st.sampled_from([*VISION_TYPES, "red-green"]),
        "colorVisionSeverity": st.none() | st.sampled_from([*SEVERITIES, "strong", 1]),
        "cars": LISTS,
        "createdAt": st.just("2026-11-25T09:30:00.000Z"),
        "email": TEXTS,
    },
)


@given(BODIES)
def test_it_allows_the_users_that_the_api_takes_and_no_others(body: Document) -> None:
    assert validator("NewUser").is_valid(body) == (faults(body) == ())


@given(BODIES, st.booleans())
def test_it_allows_the_replacements_that_the_api_takes_and_no_others(body: Document, has_id: bool) -> None:
    """The id in the path counts for a body without one."""
    body = body if has_id else {name: value for name, value in body.items() if name != "userId"}
    assert validator("UserReplacement").is_valid(body) == (faults({"userId": "ada", **body}) == ())


@given(PATCHES)
def test_it_allows_the_patches_that_the_api_takes_and_no_others(patch: Document) -> None:
    """What a patch may say of colour vision depends on the user too: this one has said nothing."""
    stored = clean(a_user(colorBlindness=None))
    merged = {"userId": stored["userId"], **merge_user_patch(stored, patch)}
    assert validator("UserPatch").is_valid(patch) == (faults(merged) == ())


@given(ANY_BODIES | st.fixed_dictionaries({"carConfiguration": CARS | ODD_VALUES}, optional={"name": TEXTS}))
def test_it_allows_the_cars_that_the_api_checks_and_no_others(body: Any) -> None:
    assert validator("CarToCheck").is_valid(body) == (car_to_check_faults(body) == ())


@given(ANY_BODIES | RENDERS)
def test_it_allows_the_renders_that_the_api_takes_and_no_others(body: Any) -> None:
    """Only the catalogue knows which codes are those of cars."""
    assert validator("NewRender").is_valid(body) == (new_render_faults(body) == ())


@given(ODD_VALUES | st.fixed_dictionaries({}, optional={"accessToken": ODD_VALUES | st.text(), "email": TEXTS}))
def test_it_allows_the_new_tokens_that_the_api_takes_and_no_others(body: Any) -> None:
    assert validator("NewToken").is_valid(body) == (new_token_faults(body) == ())


def test_every_body_has_such_a_test() -> None:
    bodies = (operation["requestBody"] for _, _, operation in operations(OURS_DESCRIBED) if "requestBody" in operation)
    schemas = {ref_name(body["content"]["application/json"]["schema"]) for body in bodies}
    assert schemas == {"NewUser", "UserReplacement", "UserPatch", "NewToken", "CarToCheck", "NewRender"}
