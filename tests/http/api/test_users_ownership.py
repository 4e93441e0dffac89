"""Who may read and change a user: whoever has the secret; by its id alone only what came without one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from tests.support.client import Answer, Client
from tests.support.examples import A_SECRET, ANOTHER_SECRET, a_user, bearer, named, problem, registered
from tests.support.processes import Server


def private_user(http: Client) -> str:
    answer = http.post("/users", a_user(), bearer(A_SECRET))
    assert answer.status == 200, answer.text
    return f"/users/{answer.json()['userId']}"


def told(answer: Answer) -> object:
    """All that a caller could tell two answers apart by."""
    headers = {name: value for name, value in answer.headers.items() if name not in ("Date", "X-Request-Id")}
    return answer.status, headers, answer.body


def test_the_first_answer_has_the_token_and_no_other_ever_has(http: Client) -> None:
    sent = a_user()
    first = http.post("/users", sent)
    token, tag = first.json()["accessToken"], first.headers["ETag"]
    assert len(token) >= 43  # 256 bits
    assert first.headers["Cache-Control"] == "no-store"
    path, owner = f"/users/{sent['userId']}", bearer(token)
    changed = http.put(path, {**sent, "name": "Eve"}, {**owner, "If-Match": tag})
    later = [http.get(path), http.get(path, owner), changed, http.post("/users", {**sent, "name": "Eve"})]
    assert [answer.status for answer in later] == [200] * 4
    assert not [answer for answer in later if "accessToken" in answer.text or token in answer.text]


def test_of_many_equal_registrations_at_once_one_gets_the_token(http: Client) -> None:
    sent = a_user()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: http.post("/users", sent), range(16)))
    assert {answer.status for answer in answers} == {200}
    assert len([answer for answer in answers if "accessToken" in answer.json()]) == 1


def test_two_users_have_two_tokens_and_one_opens_only_its_own(http: Client) -> None:
    (_, token), (other_path, other_token) = registered(http), registered(http)
    assert token != other_token
    problem(http.delete(other_path, {**bearer(token), "If-Match": "*"}), 403)


def test_with_a_secret_of_its_own_a_client_gets_none_from_us(http: Client) -> None:
    answer = http.post("/users", a_user(), bearer(A_SECRET))
    assert "accessToken" not in answer.json()
    assert A_SECRET not in answer.text


def test_a_private_user_is_there_for_its_owner(http: Client) -> None:
    path = private_user(http)
    assert http.get(path, bearer(A_SECRET)).status == 200
    assert http.get(path, {"Authorization": f"bearer   {A_SECRET}"}).status == 200


@pytest.mark.parametrize("headers", [{}, bearer(ANOTHER_SECRET)], ids=["no token", "another token"])
@pytest.mark.parametrize(
    ("method", "more"), [(it, "") for it in ("GET", "HEAD", "PUT", "PATCH", "DELETE")] + [("POST", "/token")]
)
def test_a_stranger_cannot_tell_a_private_user_from_none(
    method: str, more: str, headers: dict[str, str], http: Client
) -> None:
    sent = {**headers, "If-Match": "*", "Content-Type": "application/json", "If-None-Match": "*"}
    there = http.request(method, private_user(http) + more, b"{}", sent)
    absent = http.request(method, f"/users/{uuid4()}{more}", b"{}", sent)
    assert there.status in (401, 404)
    assert told(there) == told(absent)


def test_a_retry_with_the_secret_is_answered(http: Client) -> None:
    sent = a_user()
    first, again = (http.post("/users", sent, bearer(A_SECRET)) for _ in range(2))
    assert (first.status, again.status) == (200, 200)
    assert first.body == again.body


@pytest.mark.parametrize("headers", [{}, bearer(ANOTHER_SECRET)], ids=["no token", "another token"])
@pytest.mark.parametrize("change", [{}, {"name": "Eve"}], ids=["same body", "another body"])
def test_a_retry_without_the_secret_learns_only_that_the_id_is_taken(
    headers: dict[str, str], change: dict[str, str], http: Client
) -> None:
    sent = a_user()
    http.post("/users", sent, bearer(A_SECRET))
    refusal = problem(http.post("/users", {**sent, **change}, headers), 400)
    assert named(refusal) == ["userId"]
    assert refusal["invalid_params"][0]["reason"].startswith("userId is taken: choose another")


def test_the_owner_of_a_public_user_may_repeat_its_creation_with_its_token(http: Client) -> None:
    sent = a_user()
    first = http.post("/users", sent)
    again = http.post("/users", sent, bearer(first.json()["accessToken"]))
    assert (again.status, again.headers["ETag"]) == (200, first.headers["ETag"])
    assert "accessToken" not in again.json()


def test_a_later_secret_takes_over_nothing(http: Client) -> None:
    sent = a_user()
    http.post("/users", sent)
    path, stranger = f"/users/{sent['userId']}", bearer(ANOTHER_SECRET)
    assert named(problem(http.post("/users", sent, stranger), 400)) == ["userId"]
    problem(http.delete(path, {**stranger, "If-Match": "*"}), 403)
    assert http.get(path).status == 200


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer short", f"Basic {A_SECRET}", A_SECRET, "Bearer " + "x" * 513],
    ids=["empty", "no secret", "easily guessed", "another scheme", "no scheme", "too long"],
)
def test_a_secret_that_cannot_be_used_is_refused_before_it_protects_nothing(header: str, http: Client) -> None:
    sent = a_user()
    assert named(problem(http.post("/users", sent, {"Authorization": header}), 400)) == ["Authorization"]
    problem(http.get(f"/users/{sent['userId']}"), 404)


def test_cookies_open_nothing(http: Client) -> None:
    path = private_user(http)
    user_id = path.removeprefix("/users/")
    cookie = {"Cookie": f"owner={user_id}.{A_SECRET}; accessToken={A_SECRET}"}
    problem(http.get(path, cookie), 404)
    problem(http.delete(path, {**cookie, "If-Match": "*"}), 401)


def test_api_answers_set_no_cookie(http: Client) -> None:
    answers = [http.post("/users", a_user()), http.get("/catalogue"), http.get("/users/nobody")]
    assert not [answer for answer in answers if answer.headers["Set-Cookie"]]


def test_an_operator_may_close_reading_by_id(server: Callable[..., Server]) -> None:
    http = server(USER_ACCESS="owner").client()
    path, token = registered(http)
    assert http.get(path, bearer(token)).status == 200
    assert told(http.get(path)) == told(http.get("/users/nobody"))
    assert told(http.get(path, bearer(ANOTHER_SECRET))) == told(http.get("/users/nobody", bearer(ANOTHER_SECRET)))
    problem(http.delete(path, {**bearer(ANOTHER_SECRET), "If-Match": "*"}), 404)


def test_a_user_outlives_the_server_and_so_does_its_token(server: Callable[..., Server]) -> None:
    running = server()
    sent = a_user()
    answer = running.client().post("/users", sent)
    running.kill()
    again = server(DATA_DIR=str(running.folder / "data")).client()
    path = f"/users/{sent['userId']}"
    assert again.get(path).headers["ETag"] == answer.headers["ETag"]
    owner = {**bearer(answer.json()["accessToken"]), "If-Match": "*"}
    assert again.delete(path, owner).status == 204
