"""The owner replaces the user's token: the old one ends at once, and neither user nor tag change."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.client import Answer, Client
from tests.support.examples import A_SECRET, ANOTHER_SECRET, a_user, bearer, named, problem, registered
from tests.support.processes import Server

A_KEY = "0b7a6c9e-3f1d-4f5e-9d51-6d2f0c8a4e77"


def rotate(http: Client, path: str, token: str, body: object = None, **headers: str) -> Answer:
    sent = {**bearer(token), **{name.replace("_", "-"): value for name, value in headers.items()}}
    return (
        http.request("POST", f"{path}/token", headers=sent) if body is None else http.post(f"{path}/token", body, sent)
    )


def is_owner(http: Client, path: str, token: str) -> bool:
    status = http.patch(path, {"age": 37}, {**bearer(token), "If-Match": "*"}).status
    assert status in (200, 403, 404)
    return status == 200


def test_a_new_token_ends_the_old_one(http: Client) -> None:
    path, old = registered(http)
    answer = rotate(http, path, old)
    assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")
    new = answer.json()["accessToken"]
    assert answer.json() == {"userId": path.removeprefix("/users/"), "accessToken": new}
    assert len(new) >= 43  # 256 bits
    assert is_owner(http, path, new)
    assert not is_owner(http, path, old)
    problem(rotate(http, path, old), 403)


def test_a_private_user_stays_private_and_its_old_secret_reads_nothing(http: Client) -> None:
    path = f"/users/{http.post('/users', a_user(), bearer(A_SECRET)).json()['userId']}"
    assert rotate(http, path, A_SECRET, {"accessToken": ANOTHER_SECRET}).json()["accessToken"] == ANOTHER_SECRET
    assert http.get(path, bearer(ANOTHER_SECRET)).status == 200
    for headers in ({}, bearer(A_SECRET)):
        problem(http.get(path, headers), 404)
    problem(rotate(http, path, A_SECRET), 404)


@pytest.mark.parametrize("body", [None, {}, {"accessToken": None}, {"accessToken": ANOTHER_SECRET}])
def test_the_user_and_its_tag_stay_as_they_were(body: object, http: Client) -> None:
    path, token = registered(http)
    before = http.get(path)
    assert rotate(http, path, token, body).status == 200
    after = http.get(path)
    assert (after.body, after.headers["ETag"]) == (before.body, before.headers["ETag"])


def test_a_change_goes_on_with_the_tag_from_before_the_new_token(http: Client) -> None:
    path, token = registered(http)
    tag = http.get(path).headers["ETag"]
    new = rotate(http, path, token).json()["accessToken"]
    assert http.patch(path, {"name": "Eve"}, {**bearer(new), "If-Match": tag}).status == 200


def test_with_a_secret_of_its_own_a_client_may_repeat_the_request_with_the_old_token(http: Client) -> None:
    path, old = registered(http)
    answers = [rotate(http, path, old, {"accessToken": ANOTHER_SECRET}) for _ in range(3)]
    assert {(answer.status, answer.body) for answer in answers} == {(200, answers[0].body)}
    assert is_owner(http, path, ANOTHER_SECRET)


def test_with_a_key_a_client_may_repeat_the_request_with_the_old_token(http: Client) -> None:
    path, old = registered(http)
    answers = [rotate(http, path, old, Idempotency_Key=key) for key in (A_KEY, A_KEY, f'"{A_KEY}"')]
    assert {(answer.status, answer.body) for answer in answers} == {(200, answers[0].body)}
    assert is_owner(http, path, answers[0].json()["accessToken"])


def test_neither_secret_nor_key_gives_the_token_to_one_who_has_only_the_old_token(http: Client) -> None:
    path, old = registered(http)
    rotate(http, path, old, Idempotency_Key=A_KEY)
    problem(rotate(http, path, old, Idempotency_Key=A_KEY.replace("0", "1")), 403)
    problem(rotate(http, path, old, {"accessToken": ANOTHER_SECRET}), 403)


def test_a_key_that_is_used_again_gives_another_token(http: Client) -> None:
    sent = a_user()
    created = http.post("/users", sent, {"Idempotency-Key": A_KEY}).json()["accessToken"]
    path = f"/users/{sent['userId']}"
    first = rotate(http, path, created, Idempotency_Key=A_KEY).json()["accessToken"]
    second = rotate(http, path, first, Idempotency_Key=A_KEY).json()["accessToken"]
    assert len({created, first, second}) == 3
    assert [is_owner(http, path, token) for token in (created, first, second)] == [False, False, True]


def test_the_own_secret_counts_more_than_a_key(http: Client) -> None:
    path, token = registered(http)
    answer = rotate(http, path, token, {"accessToken": ANOTHER_SECRET}, Idempotency_Key=A_KEY)
    assert answer.json()["accessToken"] == ANOTHER_SECRET


def test_a_new_token_needs_the_old_one(http: Client) -> None:
    path, _ = registered(http)
    answer = http.post(f"{path}/token", {"accessToken": ANOTHER_SECRET})
    problem(answer, 401)
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    problem(rotate(http, path, ANOTHER_SECRET), 403)
    problem(rotate(http, "/users/nobody", ANOTHER_SECRET), 404)


@pytest.mark.parametrize(
    "secret", ["short", "x" * 513, "with spaces in between", "with-an-ümlaut-inside", "", 1, [], True]
)
def test_a_secret_that_cannot_be_sent_is_refused_and_changes_nothing(secret: object, http: Client) -> None:
    path, token = registered(http)
    assert named(problem(rotate(http, path, token, {"accessToken": secret}), 400)) == ["accessToken"]
    assert is_owner(http, path, token)


def test_a_body_that_is_no_such_object_is_refused(http: Client) -> None:
    path, token = registered(http)
    for body, name in (([], ""), ("x" * 20, ""), ({"token": ANOTHER_SECRET}, "token")):
        assert named(problem(rotate(http, path, token, body), 400)) == [name]
    problem(rotate(http, path, token, b"accessToken=x", Content_Type="application/x-www-form-urlencoded"), 415)
    problem(rotate(http, path, token, Idempotency_Key="too short"), 400)
    assert is_owner(http, path, token)


def test_of_many_rotations_at_once_one_wins(http: Client) -> None:
    path, old = registered(http)
    secrets = [f"the-secret-of-client-number-{number}" for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda secret: rotate(http, path, old, {"accessToken": secret}), secrets))
    assert sorted(answer.status for answer in answers) == [200] + [403] * 7
    owners = [secret for secret in secrets if is_owner(http, path, secret)]
    assert owners == [answer.json()["accessToken"] for answer in answers if answer.status == 200]


def test_the_same_rotation_many_times_at_once_is_one(http: Client) -> None:
    path, old = registered(http)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: rotate(http, path, old, {"accessToken": ANOTHER_SECRET}), range(16)))
    assert {answer.status for answer in answers} == {200}
    assert is_owner(http, path, ANOTHER_SECRET)


@pytest.mark.parametrize("tag", ["*", "the one that was read"])
def test_a_rotation_and_a_change_at_once_lose_neither(tag: str, http: Client) -> None:
    for age in range(8):
        path, old = registered(http)
        match = http.get(path).headers["ETag"] if tag != "*" else "*"
        with ThreadPoolExecutor(2) as pool:
            change = pool.submit(http.patch, path, {"age": age}, {**bearer(old), "If-Match": match})
            rotation = pool.submit(rotate, http, path, old, {"accessToken": ANOTHER_SECRET})
        assert rotation.result().status == 200
        assert change.result().status in (200, 403)
        assert http.get(path).json()["age"] == (age if change.result().status == 200 else 36)
        assert is_owner(http, path, ANOTHER_SECRET)


def test_a_new_token_outlives_the_server(server: Callable[..., Server]) -> None:
    running = server()
    path, old = registered(running.client())
    new = rotate(running.client(), path, old).json()["accessToken"]
    running.kill()
    again = server(DATA_DIR=str(running.folder / "data")).client()
    assert not is_owner(again, path, old)
    assert is_owner(again, path, new)
