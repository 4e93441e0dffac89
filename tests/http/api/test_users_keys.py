"""A public user created with an Idempotency-Key: a repetition with the key gets the token again, nobody else does."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.client import Client
from tests.support.examples import A_SECRET, ANOTHER_SECRET, Document, a_user, bearer, named, problem
from tests.support.processes import Server, closed_port

A_KEY = "0b7a6c9e-3f1d-4f5e-9d51-6d2f0c8a4e77"
KEYED = {"Idempotency-Key": A_KEY}


def created(http: Client) -> tuple[Document, str]:
    sent = a_user()
    answer = http.post("/users", sent, KEYED)
    assert answer.status == 200, answer.text
    return sent, answer.json()["accessToken"]


@pytest.mark.parametrize("key", [A_KEY, f'"{A_KEY}"', f"  {A_KEY} "])
def test_a_repetition_with_the_key_gets_the_same_answer(key: str, http: Client) -> None:
    sent = a_user()
    first, again = http.post("/users", sent, KEYED), http.post("/users", sent, {"Idempotency-Key": key})
    assert (first.status, again.status) == (200, 200)
    assert first.body == again.body
    assert first.headers["ETag"] == again.headers["ETag"]
    assert again.headers["Cache-Control"] == "no-store"
    owner = {**bearer(again.json()["accessToken"]), "If-Match": again.headers["ETag"]}
    assert http.delete(f"/users/{sent['userId']}", owner).status == 204


def test_of_many_repetitions_at_once_all_get_the_same_token(http: Client) -> None:
    sent = a_user()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: http.post("/users", sent, KEYED), range(16)))
    assert {(answer.status, answer.body) for answer in answers} == {(200, answers[0].body)}


def test_the_user_is_public_and_reading_it_shows_no_token(http: Client) -> None:
    sent, token = created(http)
    read = http.get(f"/users/{sent['userId']}")
    assert read.status == 200
    assert token not in read.text


def test_two_users_with_the_same_key_have_two_tokens(http: Client) -> None:
    assert created(http)[1] != created(http)[1]


def test_a_repetition_without_the_key_gets_no_token(http: Client) -> None:
    sent, _ = created(http)
    again = http.post("/users", sent)
    assert again.status == 200
    assert "accessToken" not in again.json()


def test_a_repetition_with_another_key_or_secret_is_told_that_the_id_is_taken(http: Client) -> None:
    sent, token = created(http)
    for headers in ({"Idempotency-Key": "another-key-of-mine"}, bearer(ANOTHER_SECRET), {**KEYED, **bearer(A_SECRET)}):
        refusal = problem(http.post("/users", sent, headers), 400)
        assert named(refusal) == ["userId"]
        assert "same secret or key" in refusal["invalid_params"][0]["reason"]
        assert token not in str(refusal)


def test_another_body_with_the_key_is_refused(http: Client) -> None:
    sent, _ = created(http)
    refusal = problem(http.post("/users", {**sent, "name": "Eve"}, KEYED), 400)
    assert "PUT or PATCH" in refusal["invalid_params"][0]["reason"]


@pytest.mark.parametrize("headers", [{}, bearer(A_SECRET)], ids=["no token", "a secret of its own"])
def test_a_key_gets_no_token_of_a_user_who_was_created_without_it(headers: dict[str, str], http: Client) -> None:
    sent = a_user()
    assert http.post("/users", sent, headers).status == 200
    assert named(problem(http.post("/users", sent, KEYED), 400)) == ["userId"]


def test_a_key_is_worth_nothing_once_the_token_is_replaced(http: Client) -> None:
    sent, token = created(http)
    body = {"accessToken": ANOTHER_SECRET}
    assert http.post(f"/users/{sent['userId']}/token", body, bearer(token)).status == 200
    assert named(problem(http.post("/users", sent, KEYED), 400)) == ["userId"]


def test_with_a_secret_of_its_own_a_client_needs_no_key_and_gets_no_token(http: Client) -> None:
    sent = a_user()
    for _ in range(2):
        answer = http.post("/users", sent, {**KEYED, **bearer(A_SECRET)})
        assert answer.status == 200
        assert "accessToken" not in answer.json()
    problem(http.get(f"/users/{sent['userId']}"), 404)


@pytest.mark.parametrize(
    "key", ["", "x" * 15, "x" * 256, "sixteen with spaces", f'"{A_KEY}', f'{A_KEY}"', 'with"a"quote-inside', "\\" * 16]
)
@pytest.mark.parametrize("headers", [{}, bearer(A_SECRET)], ids=["no token", "a secret of its own"])
def test_a_key_that_is_none_is_named_and_nothing_is_stored(key: str, headers: dict[str, str], http: Client) -> None:
    sent = a_user()
    refusal = problem(http.post("/users", sent, {**headers, "Idempotency-Key": key}), 400)
    assert named(refusal) == ["Idempotency-Key"]
    problem(http.get(f"/users/{sent['userId']}", headers), 404)


def test_any_server_of_an_installation_gives_the_same_token_and_another_one_gives_none(
    server: Callable[..., Server],
) -> None:
    ours = {"DATA_DIR": str(server().folder / "data"), "SECRET_KEY": "the key of all servers of one installation"}
    sent = a_user()
    first, again = (server(**ours).client().post("/users", sent, KEYED) for _ in range(2))
    assert (again.status, again.body) == (200, first.body)
    changed = server(**{**ours, "SECRET_KEY": "a key that took the place of another one"}).client()
    assert named(problem(changed.post("/users", sent, KEYED), 400)) == ["userId"]
    owner = {**bearer(first.json()["accessToken"]), "If-Match": "*"}
    assert changed.delete(f"/users/{sent['userId']}", owner).status == 204


def test_while_the_servers_key_cannot_be_read_a_key_is_refused_for_a_moment_and_stores_nothing(
    server: Callable[..., Server],
) -> None:
    nowhere = f"http://127.0.0.1:{closed_port()}"
    keys = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_DEFAULT_REGION": "us-east-1"}
    app = server(SECRET_KEY_PARAMETER="/profile/secret-key", AWS_ENDPOINT_URL_SSM=nowhere, **keys)
    http, sent = app.client(), a_user()
    answer = http.post("/users", sent, KEYED)
    problem(answer, 500)
    assert int(answer.headers["Retry-After"]) > 0
    problem(http.get(f"/users/{sent['userId']}"), 404)
    assert http.post("/users", sent, {**KEYED, **bearer(A_SECRET)}).status == 200
    assert A_KEY not in app.output
