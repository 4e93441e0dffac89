"""The owner's cookie: nobody else can choose under which id and secret a visitor's data is stored.

A neighbouring host, such as https://shop.example.com for https://cars.example.com, can set a cookie for both. A server
sees neither who set a cookie nor for which hosts. Visitors here have cookies as a browser would send them.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from configurator.stores.sqlite import sqlite_stores
from tests.support.client import Client, Visitor
from tests.support.examples import a_user, bearer
from tests.support.html import read_page
from tests.support.kiosks import PIN
from tests.support.pages import RICH, code_of, hidden_fields, save, save_another
from tests.support.processes import Server, Site
from tests.support.staff import SETTINGS as STAFF_SETTINGS
from tests.support.staff import STAFF, beat, enrolled_screen, enter, poll, shown_code, staff_of

CODE = code_of(features=RICH)
SECRET = "known-to-mallory-and-long-enough-to-be-one"
OURS = "__Host-owner"
SAVED = {"name": "Grace Hopper"}


@pytest.fixture(params=["over TLS", "without TLS"])
def running(request: pytest.FixtureRequest, server: Callable[..., Server]) -> Server:
    return server(PUBLIC_URL="https://cars.example.com" if request.param == "over TLS" else "")


@pytest.fixture
def tls(server: Callable[..., Server]) -> Server:
    """A site that visitors reach over TLS, where the cookies' names have a prefix."""
    return server(PUBLIC_URL="https://cars.example.com")


def users_in(server: Server) -> list[str]:
    """The ids of all stored users."""
    return [user.user_id for user in sqlite_stores(server.folder / "data")[0].all()]


def created(http: Client, **members: Any) -> str:
    """The id of a user who belongs to SECRET, as the pages or an app would have made it."""
    body = a_user(**members)
    assert http.post("/users", body, bearer(SECRET)).status == 200
    return str(body["userId"])


def read_with_secret(site: Site, user_id: str) -> Any:
    """What somebody reads who knows the id and SECRET."""
    answer = site.client().get(f"/users/{user_id}", bearer(SECRET))
    return answer.json() if answer.status == 200 else None


def saved_text(visitor: Visitor) -> str:
    return read_page(visitor.get("/saved")).text


@pytest.mark.parametrize("name", ["owner", OURS])
def test_nobody_is_stored_under_an_id_and_secret_from_a_cookie(running: Server, name: str) -> None:
    user_id, visitor = str(uuid4()), running.visitor()
    visitor.cookies[name] = f"{user_id}.{SECRET}"
    assert save(visitor, CODE, SAVED).status == 303
    assert "Saved for Grace Hopper" in saved_text(visitor)
    [stored] = users_in(running)
    assert stored != user_id
    assert read_with_secret(running, user_id) is None


@pytest.mark.parametrize("path", ["/you", f"/kiosk/save/{CODE}"])
def test_a_form_that_is_sent_with_a_planted_cookie_stores_nobody_under_it(running: Server, path: str) -> None:
    """The cookie comes while the form is open."""
    user_id, visitor = str(uuid4()), running.visitor()
    fields = hidden_fields(visitor, f"/you?code={CODE}" if path == "/you" else path)
    visitor.cookies.update(dict.fromkeys(("owner", OURS), f"{user_id}.{SECRET}"))
    assert visitor.submit(path, {**fields, **SAVED}).status == 303
    assert user_id not in users_in(running)


def test_what_is_saved_with_the_planted_cookie_of_somebody_who_exists_stays_unreadable_for_them(tls: Server) -> None:
    """The visitor finds Mallory's car, but Mallory never finds what the visitor adds."""
    visitor = tls.visitor()
    user_id = created(tls.client(), name="Mallory")
    visitor.cookies["owner"] = f"{user_id}.{SECRET}"
    save_another(visitor, CODE, "Grace's car")
    assert visitor.submit("/you", {**hidden_fields(visitor, "/you"), **SAVED}).status == 303
    assert "Grace's car" in saved_text(visitor)
    assert read_with_secret(tls, user_id) is None
    again = tls.visitor()
    again.cookies["owner"] = f"{user_id}.{SECRET}"
    assert "Nothing is saved here." in saved_text(again)


def test_a_planted_cookie_of_a_user_whom_everybody_can_read_is_not_used(tls: Server) -> None:
    """Whoever knows the id could read what is added, whatever the secret is."""
    visitor, body = tls.visitor(), a_user(name="Mallory")
    token = tls.client().post("/users", body).json()["accessToken"]
    planted = f"{body['userId']}.{token}"
    visitor.cookies["owner"] = planted
    assert "Nothing is saved here." in saved_text(visitor)
    assert save(visitor, CODE, SAVED).status == 303
    visitor.cookies["owner"] = planted
    assert "Saved for Grace Hopper" in saved_text(visitor)
    assert tls.client().get(f"/users/{body['userId']}").json()["name"] == "Mallory"


def test_a_visitor_from_before_the_prefix_keeps_everything_and_gets_a_secret_that_nobody_else_has(tls: Server) -> None:
    visitor = tls.visitor()
    user_id = created(tls.client())
    visitor.cookies["owner"] = f"{user_id}.{SECRET}"
    assert "Saved for Ada" in saved_text(visitor)
    assert set(visitor.cookies) == {OURS, "__Host-profile"}
    save_another(visitor, CODE)
    assert visitor.submit("/you", {**hidden_fields(visitor, "/you"), **SAVED}).status == 303
    assert "Saved for Grace Hopper" in saved_text(visitor)
    assert "2 cars" in saved_text(visitor)
    assert users_in(tls) == [user_id]
    assert read_with_secret(tls, user_id) is None
    assert SECRET not in visitor.cookies[OURS]
    assert visitor.submit("/saved/erase", hidden_fields(visitor, "/saved/erase")).status == 303
    assert users_in(tls) == []


def test_moving_loses_nothing_if_an_answer_does_not_arrive(tls: Server) -> None:
    visitor, old = tls.visitor(), {"owner": f"{created(tls.client())}.{SECRET}"}
    for _ in range(2):
        visitor.cookies = dict(old)
        assert "Saved for Ada" in saved_text(visitor)
    moved = dict(visitor.cookies)
    for name in ("Grace", "Grace Hopper"):
        visitor.cookies = {**visitor.cookies, OURS: moved[OURS]}
        assert visitor.submit("/you", {**hidden_fields(visitor, "/you"), "name": name}).status == 303
        assert f"Saved for {name}" in saved_text(visitor)


def test_a_form_that_was_open_when_the_prefix_came_is_kept_and_works_when_sent_again(tls: Server) -> None:
    visitor = tls.visitor()
    visitor.cookies["owner"] = f"{created(tls.client())}.{SECRET}"
    answer = visitor.submit("/you", {"name": "Grace Hopper", "csrf_token": "from before", "details": "from before"})
    page = read_page(answer)
    assert answer.status == 400
    assert "Nothing is lost: please press Save again." in page.text
    details = hidden_fields(visitor, "/you")["details"]
    assert visitor.submit("/you", {**page.hidden, **SAVED, "details": details}).status == 303
    assert "Saved for Grace Hopper" in saved_text(visitor)


@pytest.mark.parametrize("kept", [1, 20, 36, 37, 40, 60])
def test_a_truncated_cookie_opens_nothing_and_saving_works(running: Server, kept: int) -> None:
    visitor = running.visitor()
    save(visitor, CODE, {"name": "Ada"})
    [name] = [name for name in visitor.cookies if name.endswith("owner")]
    visitor.cookies[name] = visitor.cookies[name][:kept]
    assert "Nothing is saved here." in saved_text(visitor)
    assert save(visitor, CODE, SAVED).status == 303
    assert "Saved for Grace Hopper" in saved_text(visitor)
    assert len(users_in(running)) == 2


def test_a_cookie_whose_user_has_expired_opens_nothing_and_the_next_save_makes_another(running: Server) -> None:
    visitor = running.visitor()
    path = f"/kiosk/save/{CODE}"
    assert visitor.submit(path, {**hidden_fields(visitor, path), "name": "Ada"}).status == 303
    users = sqlite_stores(running.folder / "data")[0]
    [user] = users.all()
    past = datetime.now(UTC) - timedelta(seconds=1)
    users.replace(user._replace(version=2, expires_at=past), expected_version=1)
    assert "Nothing is saved here." in saved_text(visitor)
    assert save(visitor, CODE, SAVED).status == 303
    assert "Saved for Grace Hopper" in saved_text(visitor)
    assert user.user_id not in "".join(visitor.cookies.values())


@pytest.mark.parametrize("planted_first", [True, False])
def test_of_two_cookies_with_the_same_name_neither_is_used_and_nothing_is_lost(
    running: Server, planted_first: bool
) -> None:
    """A browser sends the one with the longer path first, so neither place tells which is ours."""
    visitor = running.visitor()
    save(visitor, CODE, {"name": "Ada"})
    [name] = [name for name in visitor.cookies if name.endswith("owner")]
    planted = f"{created(running.client(), name='Mallory')}.{SECRET}"
    both = [f"{name}={planted}", f"{name}={visitor.cookies[name]}"]
    session = "; ".join(f"{key}={value}" for key, value in visitor.cookies.items() if key != name)
    header = {"Cookie": "; ".join([*(both if planted_first else reversed(both)), session])}
    fields = hidden_fields(visitor, f"/saved/add?code={CODE}")
    before = dict(visitor.cookies)
    for path in ("/saved", "/you", f"/saved/add?code={CODE}", "/saved/erase"):
        answer = visitor.get(path, header)
        assert answer.status == 400
        assert "This browser sent two different keys for saved cars." in answer.text
        assert not {"Ada", "Mallory"} & set(read_page(answer).text.replace(".", " ").split())
    for path in ("/you", "/saved/add", "/saved/erase", "/saved/copy"):
        form = {"Content-Type": "application/x-www-form-urlencoded", **header}
        body = "&".join(f"{key}={value}" for key, value in fields.items()).encode()
        assert visitor.request("POST", path, body, form).status == 400
    assert visitor.get("/").status == 200
    assert visitor.cookies[name] == before[name]
    assert "Saved for Ada" in saved_text(visitor)


def test_the_same_cookie_twice_is_no_other(running: Server) -> None:
    visitor = running.visitor()
    save(visitor, CODE, SAVED)
    [(name, value)] = [item for item in visitor.cookies.items() if item[0].endswith("owner")]
    assert "Saved for Grace Hopper" in visitor.get("/saved", {"Cookie": f"{name}={value}; {name}={value}"}).text


@pytest.mark.parametrize("space", ["\u2000", "\u00a0", "\u3000", "\x85"])
def test_a_name_that_only_looks_like_ours_is_another(tls: Server, space: str) -> None:
    """Other hosts may set it, and some servers strip the space."""
    user_id = created(tls.client(), name="Mallory")
    cookie = f"{space}{OURS}={user_id}.{SECRET}".encode().decode("latin-1")
    assert "Nothing is saved here." in tls.visitor().get("/saved", {"Cookie": cookie}).text


@pytest.mark.parametrize("key", ["", "x", "x" * 22 + "!", "ü" * 22, "x" * 5000])
def test_a_form_with_a_damaged_idempotency_key_comes_back_with_a_new_one(running: Server, key: str) -> None:
    visitor = running.visitor()
    fields = hidden_fields(visitor, f"/you?code={CODE}")
    answer = visitor.submit("/you", {**fields, **SAVED, "idempotency_key": key})
    page = read_page(answer)
    assert (answer.status, users_in(running)) == (400, [])
    assert "Nothing is lost: please press Save again." in page.text
    assert visitor.submit("/you", {**page.hidden, **SAVED}).status == 303


def test_who_reads_a_form_learns_nothing_about_the_secret_that_it_creates(running: Server) -> None:
    """The same idempotency key in another browser is another user."""
    visitor, reader = running.visitor(), running.visitor()
    fields = hidden_fields(visitor, f"/you?code={CODE}")
    proof = hidden_fields(reader, f"/you?code={CODE}")["csrf_token"]
    assert visitor.submit("/you", {**fields, **SAVED}).status == 303
    assert reader.submit("/you", {**fields, "csrf_token": proof, "name": "Mallory"}).status == 303
    assert len(set(users_in(running))) == 2
    assert "Saved for Grace Hopper" in saved_text(visitor)


def test_a_planted_session_proves_nothing(tls: Server) -> None:
    """With its own session, a neighbouring host would know which token a form needs."""
    mallory, visitor = tls.visitor(), tls.visitor()
    save(visitor, CODE, SAVED)
    fields = hidden_fields(mallory, f"/you?code={CODE}")
    planted = {**visitor.cookies, "profile": mallory.cookies["__Host-profile"]}
    visitor.cookies = planted
    assert visitor.submit("/saved/erase", fields).status == 400
    assert "Saved for Grace Hopper" in saved_text(visitor)


def test_a_form_that_a_neighbouring_host_sends_is_refused_even_with_the_right_proof(running: Server) -> None:
    visitor = running.visitor()
    fields = {**hidden_fields(visitor, f"/you?code={CODE}"), **SAVED}
    neighbour = Visitor(running.url, {"Accept": "text/html", "Sec-Fetch-Site": "same-site"}, visitor.cookies)
    assert neighbour.submit("/you", fields).status == 400
    assert users_in(running) == []
    assert visitor.submit("/you", fields).status == 303


@pytest.fixture
def showroom_over_tls(server: Callable[..., Server]) -> Server:
    return server(**STAFF_SETTINGS, PUBLIC_URL="https://cars.example.com")


def test_a_screen_never_shows_the_code_of_a_planted_enrolment(showroom_over_tls: Server) -> None:
    """Staff would approve it, and Mallory's browser would be the enrolled one."""
    mallory, screen = showroom_over_tls.visitor(), showroom_over_tls.visitor()
    code = shown_code(mallory)
    screen.cookies["enrolment"] = mallory.cookies["__Host-enrolment"]
    assert shown_code(screen) != code
    assert poll(screen) == "pending"


def test_a_screen_from_before_the_prefix_stays_enrolled_and_its_heartbeat_renames_the_cookie(
    showroom_over_tls: Server,
) -> None:
    screen = enrolled_screen(showroom_over_tls, staff_of(showroom_over_tls))
    screen.cookies = {"kiosk": screen.cookies["__Host-kiosk"]}
    assert beat(screen).status == 200
    assert set(screen.cookies) == {"__Host-kiosk"}
    assert beat(screen).status == 200


def test_staff_and_a_visit_end_with_the_reset_over_tls_too(showroom_over_tls: Server) -> None:
    screen = enrolled_screen(showroom_over_tls, staff_of(showroom_over_tls))
    enter(screen, PIN, f"{STAFF}?screen=yes")
    save(screen, CODE)
    assert {f"__Host-{name}" for name in ("kiosk", "staff", "owner", "profile")} <= screen.cookies.keys()
    answer = screen.post("/kiosk/reset", b"", {"Sec-Fetch-Site": "same-origin"})
    assert set(screen.cookies) == {"__Host-kiosk"}
    for line in answer.headers.get_all("Set-Cookie", []):
        assert not line.startswith("__Host-") or "Secure" in line.split("; "), "a browser would not delete it"
