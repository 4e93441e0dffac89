"""The two routes that the mobile app knows: what comes back is what was sent, and what we add."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest

from tests.support.client import Client
from tests.support.examples import A_SECRET, a_car, a_user, bearer, exact, named, problem

AS_IN_THE_GUIDE = b"""{
  "userId": "user-2931",
  "name": "Jane Doe",
  "age": 30,
  "gender": "female",
  "colorBlindness": true,
  "carConfiguration": {
    "model": "911",
    "color": "Gentian Blue",
    "tire": "winter tyres",
    "interior": "brown leather",
    "additionalFeatures": {"sunroof": true, "stereo": "loud"}
  }
}"""


def test_a_client_written_from_the_guide_works_with_no_header_but_the_type(http: Client) -> None:
    answer = http.request("POST", "/users", AS_IN_THE_GUIDE, {"Content-Type": "application/json"})
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/json"
    found = http.get("/users/user-2931")
    assert found.status == 200
    assert found.json()["carConfiguration"]["additionalFeatures"] == {"sunroof": True, "stereo": "loud"}


def test_the_answer_is_what_was_sent_and_what_we_add(http: Client) -> None:
    sent = a_user()
    received = http.post("/users", sent).json()
    assert exact({name: received[name] for name in sent}) == exact(sent)
    assert set(received) - set(sent) == {"configuration", "createdAt", "updatedAt", "accessToken"}
    assert received["configuration"]["buildable"] is True


def test_reading_gives_the_same_without_the_token(http: Client) -> None:
    sent = a_user()
    received = http.post("/users", sent).json()
    del received["accessToken"]
    assert exact(http.get(f"/users/{sent['userId']}").json()) == exact(received)


def test_times_are_utc_to_the_millisecond_and_equal_at_first(http: Client) -> None:
    received = http.post("/users", a_user()).json()
    assert received["createdAt"] == received["updatedAt"]
    assert received["createdAt"].endswith("Z")
    age = datetime.now(UTC) - datetime.fromisoformat(received["createdAt"])
    assert timedelta(seconds=-1) < age < timedelta(minutes=1)


@pytest.mark.parametrize("said", [{}, {"age": None, "gender": None, "colorBlindness": None}])
def test_nobody_has_to_say_age_gender_or_how_they_see(said: dict[str, Any], http: Client) -> None:
    sent = {"userId": a_user()["userId"], "name": "Ada", **said, "carConfiguration": a_car()}
    received = http.post("/users", sent).json()
    assert [received[name] for name in ("age", "gender", "colorBlindness")] == [None, None, None]


def test_a_car_needs_no_features(http: Client) -> None:
    car = a_car()
    del car["additionalFeatures"]
    received = http.post("/users", a_user(carConfiguration=car)).json()
    assert exact(received["carConfiguration"]) == exact(car)
    assert received["configuration"]["buildable"] is True


def test_an_app_that_is_newer_than_the_catalogue_loses_nothing(http: Client) -> None:
    sent = a_user(carConfiguration=a_car(color="Mamba Mint", additionalFeatures={"fridge": True, "bose": True}))
    received = http.post("/users", sent).json()
    assert exact(received["carConfiguration"]) == exact(sent["carConfiguration"])
    assert received["configuration"] == {
        "buildable": False,
        "price": None,
        "code": None,
        "conflicts": [],
        "unrecognised": [
            {"name": "color", "value": "Mamba Mint"},
            {"name": "additionalFeatures.fridge", "value": "fridge"},
        ],
    }


@pytest.mark.parametrize("user_id", ["a", "x" * 128, "user.2931", "~", "me@example.com", "urn:uuid:1-2_3", "..."])
def test_an_id_is_what_fits_into_an_address(user_id: str, http: Client) -> None:
    assert http.post("/users", a_user(userId=user_id)).status == 200
    assert http.get(f"/users/{user_id}").json()["userId"] == user_id


@pytest.mark.parametrize(
    "user_id",
    [
        "auth0|507f1f77bcf86cd799439020",
        "a+b@c.de",
        "aGVsbG8gd29ybGQ=",
        "-_8=",
        "google-oauth2|10769150350006150715",
        "+",
    ],
)
def test_an_id_of_an_identity_provider_works_encoded_in_every_way_that_clients_use(user_id: str, http: Client) -> None:
    token = http.post("/users", a_user(userId=user_id)).json()["accessToken"]
    for path in (quote(user_id, safe=""), quote(user_id, safe="@+="), user_id):
        assert http.get(f"/users/{path}").json()["userId"] == user_id
    path = f"/users/{quote(user_id, safe='')}"
    assert http.post(f"{path}/token", {"accessToken": A_SECRET}, bearer(token)).json()["userId"] == user_id
    assert http.delete(path, {**bearer(A_SECRET), "If-Match": "*"}).status == 204
    problem(http.get(path), 404)


def test_an_id_in_plain_base64_is_refused_with_the_form_that_fits_into_an_address(http: Client) -> None:
    refusal = problem(http.post("/users", a_user(userId="a/+=")), 400)
    assert "base64url" in refusal["invalid_params"][0]["reason"]


@pytest.mark.parametrize("path", ["/users/nobody", "/users/%F0%9F%9A%97", "/users/%00", "/users/%ff", "/users/a%2Fb"])
def test_a_user_who_is_not_there_is_a_404(path: str, http: Client) -> None:
    problem(http.get(path), 404)


def test_the_same_again_is_a_retry_and_changes_nothing(http: Client) -> None:
    sent = a_user()
    first = http.post("/users", sent)
    again = http.post("/users", dict(reversed(sent.items())))
    assert again.status == 200
    assert again.headers["ETag"] == first.headers["ETag"]
    assert "accessToken" not in again.json()


def test_an_answer_sent_back_is_a_retry_too(http: Client) -> None:
    received = http.post("/users", a_user()).json()
    assert http.post("/users", received).status == 200


@pytest.mark.parametrize("change", [{"name": "Eve"}, {"age": 37}, {"carConfiguration": a_car(color="white")}])
def test_another_body_for_the_same_id_is_refused_and_names_the_way(change: dict[str, Any], http: Client) -> None:
    sent = a_user()
    http.post("/users", sent)
    refusal = problem(http.post("/users", {**sent, **change}), 400)
    assert named(refusal) == ["userId"]
    assert "PUT or PATCH" in refusal["invalid_params"][0]["reason"]
    assert http.get(f"/users/{sent['userId']}").json()["name"] == sent["name"]


def test_one_and_one_point_zero_are_two_different_bodies(http: Client) -> None:
    sent = a_user(carConfiguration=a_car(additionalFeatures={"seats": 1}))
    http.post("/users", sent)
    sent["carConfiguration"]["additionalFeatures"]["seats"] = 1.0
    problem(http.post("/users", sent), 400)


def test_strict_handling_refuses_what_cannot_be_built_and_stores_nothing(http: Client) -> None:
    clash = {"bose": True, "burmester": True, "fridge": True}
    sent = a_user(carConfiguration=a_car(color="Mamba Mint", additionalFeatures=clash))
    refusal = problem(http.post("/users", sent, {"Prefer": "handling=strict"}), 400)
    assert named(refusal) == [
        "carConfiguration.color",
        "carConfiguration.additionalFeatures.fridge",
        "carConfiguration",
    ]
    problem(http.get(f"/users/{sent['userId']}"), 404)


@pytest.mark.parametrize(
    ("prefer", "status"),
    [
        ("handling=strict", 400),
        ('respond-async, Handling = "strict"; foo=bar', 400),
        ("handling=lenient", 200),
        ("handling=lenient, handling=strict", 200),
        ("mishandling=strict", 200),
        ("handling", 200),
    ],
)
def test_a_preference_is_read_as_its_standard_spells_it(prefer: str, status: int, http: Client) -> None:
    sent = a_user(carConfiguration=a_car(color="Mamba Mint"))
    assert http.post("/users", sent, {"Prefer": prefer}).status == status


def test_strict_handling_lets_pass_what_can_be_built(http: Client) -> None:
    assert http.post("/users", a_user(), {"Prefer": "handling=strict"}).status == 200
