"""On a DynamoDB whose eventually consistent reads are old, nobody is refused a change, and no change is lost."""

from collections.abc import Callable

import pytest

from tests.support.client import Answer, Client
from tests.support.commands import run_command
from tests.support.examples import A_SECRET, ANOTHER_SECRET, a_car, a_user, bearer, named, problem, registered
from tests.support.html import read_page
from tests.support.lagging_copies import LaggingCopies
from tests.support.pages import code_of, hidden_fields, save, save_another
from tests.support.processes import Server
from tests.support.proxy import Proxy
from tests.support.stores import Place


@pytest.fixture
def copies(proxy: Proxy, behind_proxy: Place) -> LaggingCopies:
    proxy.behaviour = copies = LaggingCopies()
    return copies


@pytest.fixture
def app(copies: LaggingCopies, behind_proxy: Place, server: Callable[..., Server]) -> Server:
    return server(**behind_proxy.environment)


@pytest.fixture
def http(app: Server) -> Client:
    return app.client()


def changed(http: Client, path: str, token: str, tag: str = "*") -> Answer:
    answer = http.patch(path, {"name": "Eve"}, {**bearer(token), "If-Match": tag})
    assert answer.status == 200, answer.text
    return answer


def test_a_reader_without_a_token_may_see_what_was_there_before(http: Client, copies: LaggingCopies) -> None:
    path, token = registered(http)
    changed(http, path, token)
    assert http.get(path).json()["name"] == "Ada"
    assert copies.stale_reads == 1


def test_a_user_is_there_as_soon_as_it_is_created(http: Client, copies: LaggingCopies) -> None:
    path, _ = registered(http)
    assert http.get(path).json()["name"] == "Ada"
    assert copies.stale_reads == 1


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_a_change_follows_a_creation_or_another_change_with_its_tag(method: str, http: Client) -> None:
    body = {"name": "Zoë", "carConfiguration": a_car()}
    first = http.post("/users", a_user(), bearer(A_SECRET))
    path = f"/users/{first.json()['userId']}"
    for _ in range(3):
        first = http.patch(path, {"name": "Eve"}, {**bearer(A_SECRET), "If-Match": first.headers["ETag"]})
        assert first.status == 200, first.text
    last = http.send_json(method, path, body, {**bearer(A_SECRET), "If-Match": first.headers["ETag"]})
    assert last.status in (200, 204), last.text


def test_a_change_with_the_tag_from_before_is_refused_though_a_copy_still_has_it(http: Client) -> None:
    path, token = registered(http)
    old = http.get(path).headers["ETag"]
    changed(http, path, token, old)
    for method in ("PUT", "PATCH", "DELETE"):
        problem(http.send_json(method, path, {}, {**bearer(token), "If-Match": old}), 412)


def test_a_change_follows_a_new_token_at_once_and_the_old_one_opens_nothing(http: Client) -> None:
    tag = http.post("/users", body := a_user(), bearer(A_SECRET)).headers["ETag"]
    path = f"/users/{body['userId']}"
    assert http.post(f"{path}/token", {"accessToken": ANOTHER_SECRET}, bearer(A_SECRET)).status == 200
    problem(http.get(path, bearer(A_SECRET)), 404)
    problem(http.patch(path, {"age": 1}, {**bearer(A_SECRET), "If-Match": tag}), 404)
    assert http.get(path, {**bearer(ANOTHER_SECRET), "If-None-Match": tag}).status == 304
    changed(http, path, ANOTHER_SECRET, tag)
    again = http.post(f"{path}/token", {"accessToken": ANOTHER_SECRET}, bearer(A_SECRET))
    assert again.status == 200


def test_owners_read_what_they_wrote_and_not_what_they_erased(http: Client) -> None:
    path, token = registered(http)
    for headers in (bearer(token), {**bearer(token), "If-None-Match": http.get(path).headers["ETag"]}):
        tag = changed(http, path, token).headers["ETag"]
        assert http.get(path, headers).headers["ETag"] == tag
    assert http.delete(path, {**bearer(token), "If-Match": tag}).status == 204
    problem(http.get(path, bearer(token)), 404)
    problem(http.delete(path, {**bearer(token), "If-Match": "*"}), 404)


def test_a_creation_is_compared_with_the_latest_state(http: Client) -> None:
    sent = a_user()
    token = http.post("/users", sent).json()["accessToken"]
    path = f"/users/{sent['userId']}"
    changed(http, path, token)
    assert named(problem(http.post("/users", sent), 400)) == ["userId"]
    assert http.post("/users", {**sent, "name": "Eve"}).status == 200
    assert http.delete(path, {**bearer(token), "If-Match": "*"}).status == 204
    assert "accessToken" in http.post("/users", sent).json()


def test_pages_show_and_change_the_latest_state(app: Server) -> None:
    visitor = app.visitor()
    save(visitor, code_of())
    assert "Saved for Ada Quispe" in read_page(visitor.get("/saved")).text
    assert save_another(visitor, code_of("taycan"), "Mine").status == 303
    assert "Mine" in read_page(visitor.get("/saved")).text
    assert visitor.submit("/saved/erase", hidden_fields(visitor, "/saved/erase")).status == 303
    assert "Saved for" not in read_page(visitor.get("/saved")).text


def test_a_kiosk_changes_the_latest_state(app: Server, behind_proxy: Place) -> None:
    visitor, path = app.visitor(), f"/kiosk/save/{code_of()}"
    for name in ("Zoë", "Zoë Ł", "Zoë Łukasz"):
        assert visitor.submit(path, {**hidden_fields(visitor, path), "name": name}).status == 303
    (user,) = behind_proxy.open().all()
    assert (user.document["name"], user.version) == ("Zoë Łukasz", 3)


def test_commands_see_the_latest_state(http: Client, behind_proxy: Place) -> None:
    path, token = registered(http)
    changed(http, path, token)
    exported = run_command("export", environment=behind_proxy.environment)
    assert '"name":"Eve"' in exported.data.decode()
    assert run_command("erase", path.removeprefix("/users/"), environment=behind_proxy.environment).code == 0
    problem(http.get(path, bearer(token)), 404)
    again = run_command("import", "-", given=exported.data, environment=behind_proxy.environment)
    assert again.lines[-1].startswith("1 user imported")
