"""What a kiosk downloads to work without the server, and where saved users arrive afterwards."""

import base64
import io
import random
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from configurator.stores.sqlite import sqlite_stores
from configurator.users.user import User
from tests.support.client import Client
from tests.support.offline import ask_bundle, comparable, random_car
from tests.support.pages import code_of
from tests.support.processes import Server, aws_settings, closed_port
from tests.support.staff import SETTINGS, enrolled_screen, press, screen_address, staff_of

TOKEN = "a kiosk's own secret"
CARS = 200


def worker(http: Client) -> str:
    return http.get("/kiosk/worker.js").text


def bundle_of(http: Client) -> bytes:
    address = re.search(r'bundle: "([^"]+)"', worker(http))
    assert address
    return http.get(address[1]).body


def test_the_worker_may_answer_for_the_kiosk_and_run_nothing_but_our_code(http: Client) -> None:
    answer = http.get("/kiosk/worker.js")
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Service-Worker-Allowed"] == "/kiosk"
    assert answer.headers["Cache-Control"] == "no-cache"
    policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
    assert answer.headers["Content-Security-Policy"] == policy


def test_every_file_that_the_worker_imports_is_there_and_stays(http: Client) -> None:
    addresses = re.findall(r'"(/[^"]+\.(?:m?js|zip))"', worker(http))
    assert len(addresses) == 5
    for address in addresses:
        answer = http.get(address)
        assert answer.status == 200, address
        if not address.startswith("/kiosk/worker"):
            assert "immutable" in answer.headers["Cache-Control"], address


@pytest.mark.parametrize("path", ["/kiosk/offline/000000000000/app.zip", "/kiosk/offline/pyodide-0.0.0/pyodide.mjs"])
def test_other_versions_are_not_served_under_a_wrong_name(http: Client, path: str) -> None:
    assert http.get(path).status == 404


def test_the_bundle_holds_no_secret_and_nothing_that_only_a_server_needs(http: Client) -> None:
    names = zipfile.ZipFile(io.BytesIO(bundle_of(http))).namelist()
    assert "configurator/cars/conflicts.py" in names
    for absent in ("stores/", "configurator/aws", "deployment/", "image_model/", "development.key", "profile.sqlite"):
        assert not [name for name in names if absent in name], absent


def test_the_bundle_alone_gives_the_same_prices_conflicts_and_codes_as_the_server(http: Client, tmp_path: Path) -> None:
    chance = random.Random(13)
    cars = [{"carConfiguration": random_car(chance)} for _ in range(CARS)]
    own = ask_bundle(bundle_of(http), tmp_path, http.url, [("POST", "/configurations", car) for car in cars])
    for car, (status, _, text) in zip(cars, own, strict=True):
        answer = http.post("/configurations", car)
        assert (status, text) == (answer.status, answer.text), car


def test_the_bundle_alone_shows_the_same_pages_drawings_and_qr_codes_as_the_server(
    http: Client, tmp_path: Path
) -> None:
    code = code_of()
    paths = ["/kiosk", "/kiosk/configure?model=taycan&feature=bose&feature=burmester", f"/kiosk/finish/{code}"]
    paths += [f"/drawings/{code}/side.svg", f"/drawings/{code}/interior.svg", f"/car/{code}"]
    own = ask_bundle(bundle_of(http), tmp_path, http.url, [("GET", path, None) for path in paths])
    for path, (status, _, text) in zip(paths, own, strict=True):
        answer = http.get(path)
        assert (status, comparable(text)) == (answer.status, comparable(answer.text)), path


def user(user_id: str, **others: object) -> dict[str, object]:
    car = {"model": "911", "color": "Black", "tire": "any", "interior": "Black", "additionalFeatures": {}}
    return {"userId": user_id, "name": "Zoë", "age": 36, "gender": None, "colorBlindness": None} | {
        "carConfiguration": car,
        **others,
    }


def put(running: Server, body: dict[str, object], token: str = TOKEN, **headers: str) -> int:
    return (
        running.client()
        .put(f"/kiosk/users/{body['userId']}", body, {"Authorization": f"Bearer {token}", **headers})
        .status
    )


def users_of(server: Server) -> list[User]:
    return list(sqlite_stores(server.folder / "data")[0].all())


def test_a_user_who_is_sent_several_times_is_stored_once_and_kept_for_thirty_days(
    server: Callable[..., Server],
) -> None:
    running = server()
    body = user(str(uuid4()))
    assert [put(running, body) for _ in range(3)] == [204, 204, 204]
    [stored] = users_of(running)
    assert (stored.document["name"], stored.version, stored.private) == ("Zoë", 1, True)
    assert stored.expires_at
    assert abs(stored.expires_at - datetime.now(UTC) - timedelta(days=30)) < timedelta(minutes=5)


@pytest.mark.parametrize(("waited", "days"), [("3", 27), ("90", 1), ("-5", 30), ("x", 30)])
def test_what_a_kiosk_could_not_send_for_days_is_not_kept_longer(
    server: Callable[..., Server], waited: str, days: int
) -> None:
    running, body = server(), user(str(uuid4()))
    headers = {"Authorization": f"Bearer {TOKEN}"}
    assert running.client().put(f"/kiosk/users/{body['userId']}?waited={waited}", body, headers).status == 204
    [stored] = users_of(running)
    assert stored.expires_at
    assert abs(stored.expires_at - datetime.now(UTC) - timedelta(days=days)) < timedelta(minutes=5)


def test_a_later_state_replaces_the_earlier_one(server: Callable[..., Server]) -> None:
    running = server()
    user_id = str(uuid4())
    assert put(running, user(user_id)) == 204
    assert put(running, user(user_id, name="Zoë Łukasz")) == 204
    assert [stored.document["name"] for stored in users_of(running)] == ["Zoë Łukasz"]


@pytest.mark.parametrize(
    ("changes", "token", "headers", "status"),
    [
        ({}, "too short", {}, 401),
        ({"name": ""}, TOKEN, {}, 400),
        ({}, TOKEN, {"Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
def test_what_no_kiosk_would_send_is_refused(
    server: Callable[..., Server], changes: dict[str, object], token: str, headers: dict[str, str], status: int
) -> None:
    running = server()
    assert put(running, user(str(uuid4()), **changes), token, **headers) == status
    assert users_of(running) == []


def test_a_user_of_somebody_else_is_not_changed(server: Callable[..., Server]) -> None:
    running = server()
    body = user(str(uuid4()))
    assert put(running, body) == 204
    assert put(running, body | {"name": "Eve"}, "another secret of someone") == 409
    assert [stored.document["name"] for stored in users_of(running)] == ["Zoë"]


def test_an_outage_of_the_store_asks_the_kiosk_to_try_later(server: Callable[..., Server]) -> None:
    running = server(STORE="dynamodb", **aws_settings(f"http://127.0.0.1:{closed_port()}"))
    assert put(running, user(str(uuid4()))) == 500


def test_a_kiosk_gets_the_same_key_after_a_restart_and_another_kiosk_gets_another(http: Client) -> None:
    def key(kiosk: str) -> str:
        answer = http.post("/kiosk/queue-key", {"id": kiosk}, {"Sec-Fetch-Site": "same-origin"})
        assert answer.headers["Cache-Control"] == "no-store"
        text: str = answer.json()["key"]
        return text

    one, other = str(uuid4()), str(uuid4())
    assert len(base64.b64decode(key(one))) == 32
    assert key(one) == key(one)
    assert key(one) != key(other)


@pytest.mark.parametrize(("body", "status"), [({"id": "short"}, 400), ({}, 400), ([], 400)])
def test_a_key_needs_the_id_of_a_kiosk(http: Client, body: object, status: int) -> None:
    assert http.post("/kiosk/queue-key", body).status == status


def test_no_key_for_another_site(http: Client) -> None:
    assert http.post("/kiosk/queue-key", {"id": str(uuid4())}, {"Sec-Fetch-Site": "cross-site"}).status == 403


def test_where_staff_enrol_screens_only_an_enrolled_one_gets_a_key(server: Callable[..., Server]) -> None:
    running = server(**SETTINGS)
    staff = staff_of(running)
    stranger, screen = running.visitor(), enrolled_screen(running, staff)
    wanted = {"id": str(uuid4())}
    assert stranger.post("/kiosk/queue-key", wanted).status == 403
    assert screen.post("/kiosk/queue-key", wanted).status == 200
    assert press(staff, f"{screen_address(staff)}/revoke").status == 303
    assert screen.post("/kiosk/queue-key", wanted).status == 403
