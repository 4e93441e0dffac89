"""All that is text travels compressed, whatever its route and status, and its tags still work. What is said of a person
does so only for that person, and the JSON of a user never does.
"""

import gzip
import re
from pathlib import Path

import brotli
import pytest

from configurator.app.factory import create_app
from configurator.settings import Settings
from tests.support.client import Answer, Client, Visitor
from tests.support.examples import A_BROWSER, a_user, bearer
from tests.support.pages import ADA, code_of, hidden_fields, save

CODE = code_of()
DECODED = {"br": brotli.decompress, "gzip": gzip.decompress}
COMPRESSED = {"Accept-Encoding": "gzip"}
TAGGED = ["/catalogue", f"/drawings/{CODE}/side.svg"]
ENOUGH = 1000
"""Bytes from which compression must pay."""

FILES = "/static/any"
ROUTES = {
    "/": "/",
    "/builds/<build_id>": "/builds/911-track-day",
    "/car": "/car?model=911-carrera",
    "/car/<text>": f"/car/{CODE}",
    "/car/<text>/compare": f"/car/{CODE}/compare",
    "/catalogue": "/catalogue",
    "/colour-vision": "/colour-vision",
    "/compare": f"/compare?model=911-carrera&car={CODE}",
    "/configurations/<text>": f"/configurations/{CODE}",
    "/configure": "/configure",
    "/docs": "/docs",
    "/drawings/<text>/<name>": f"/drawings/{CODE}/interior.svg",
    "/health": "/health",
    "/kiosk": "/kiosk",
    "/kiosk/<path:_unknown>": "/kiosk/nothing",
    "/kiosk/car": "/kiosk/car",
    "/kiosk/configure": "/kiosk/configure?eyes=open",
    "/kiosk/enrol": "/kiosk/enrol",
    "/kiosk/finish/<text>": f"/kiosk/finish/{CODE}",
    "/kiosk/offline/<version>/app.zip": "/kiosk/offline/any/app.zip",
    "/kiosk/offline/pyodide-<version>/<name>": "/kiosk/offline/pyodide-any/any",
    "/kiosk/save/<text>": f"/kiosk/save/{CODE}",
    "/kiosk/staff": "/kiosk/staff",
    "/kiosk/staff/approve": "/kiosk/staff/approve",
    "/kiosk/staff/cars": "/kiosk/staff/cars",
    "/kiosk/staff/screens/<kiosk_id>": "/kiosk/staff/screens/any",
    "/kiosk/worker.js": "/kiosk/worker.js",
    "/open": "/open?code=WRONG",
    "/openapi.json": "/openapi.json",
    "/palettes": "/palettes",
    "/palettes/<vision>": "/palettes/protan",
    "/patterns": "/patterns",
    "/patterns/errors/<int:status>": "/patterns/errors/503",
    "/patterns/vision": "/patterns/vision",
    "/renders/<render_id>": "/renders/any",
    "/renders/<render_id>/picture": "/renders/any/picture",
    "/saved": "/saved",
    "/saved/add": "/saved/add",
    "/saved/erase": "/saved/erase",
    "/static/<version>/<path:name>": f"{FILES}/icons.svg",
    "/static/<version>/css/<names>.css": f"{FILES}/css/car.forms.css",
    "/static/<version>/js/<path:name>.js": f"{FILES}/js/configure.js",
    "/users/<user_id>": "/users/nobody",
    "/you": f"/you?code={CODE}",
}
"""A request to each route that answers GET."""


def test_the_list_of_routes_is_complete(tmp_path: Path) -> None:
    rules = create_app(Settings(data_dir=tmp_path, secret_key="k")).url_map.iter_rules()
    assert {rule.rule for rule in rules if "GET" in (rule.methods or ())} == ROUTES.keys()


@pytest.mark.parametrize("path", [*ROUTES.values(), "/nowhere", f"{FILES}/favicon.svg"])
def test_text_travels_compressed(path: str, http: Client) -> None:
    asked = {**A_BROWSER, "Sec-Fetch-Site": "same-origin"}
    plain = http.get(path, asked)
    assert plain.headers["Content-Encoding"] is None
    if not is_text(plain) or len(plain.body) < ENOUGH:
        return
    if path == "/kiosk/enrol" and plain.headers["Set-Cookie"]:
        # A screen keeps its code. Otherwise too many would wait for approval, and the next one would get another page.
        asked["Cookie"] = plain.headers["Set-Cookie"].partition(";")[0]
    for encoding, decoded in DECODED.items():
        small = http.get(path, {**asked, "Accept-Encoding": encoding})
        assert (small.status, small.headers["Content-Encoding"]) == (plain.status, encoding)
        assert sames(decoded(small.body)) == sames(plain.body)
        assert int(small.headers["Content-Length"]) == len(small.body) < len(plain.body) / 1.5
        assert "Accept-Encoding" in varies_on(small)
    assert "Accept-Encoding" in varies_on(plain)


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("*", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.5, gzip", "gzip"),
        ("identity, br;q=0.1", None),
        ("zstd", None),
        ("identity", None),
        ("", None),
    ],
)
def test_the_client_chooses(accepted: str, sent: str | None, http: Client) -> None:
    answer = http.get("/", {**A_BROWSER, "Accept-Encoding": accepted})
    assert (answer.status, answer.headers["Content-Encoding"]) == (200, sent)


@pytest.mark.parametrize("path", ["/configure", "/catalogue", f"{FILES}/css/car.forms.css", "/nowhere"])
def test_head_says_what_get_would_send(path: str, http: Client) -> None:
    asked = {**A_BROWSER, "Accept-Encoding": "br"}
    got, head = http.get(path, asked), http.request("HEAD", path, headers=asked)
    assert (head.status, head.body) == (got.status, b"")
    for name in ("Content-Encoding", "Content-Type", "Vary", "ETag"):
        assert head.headers[name] == got.headers[name]
    compressed = int(head.headers["Content-Length"])
    assert len(got.body) / 1.1 < compressed < len(got.body) * 1.1, "each page has a nonce of its own"


@pytest.mark.parametrize("path", TAGGED)
def test_each_form_has_a_tag_of_its_own_by_which_it_is_recognised(path: str, http: Client) -> None:
    forms: list[dict[str, str]] = [{}, *({"Accept-Encoding": encoding} for encoding in DECODED)]
    tags = {http.get(path, form).headers["ETag"] for form in forms}
    assert len(tags) == len(forms)
    for form in forms:
        known = {"If-None-Match": http.get(path, form).headers["ETag"]}
        again = http.get(path, {**form, **known})
        assert (again.status, again.body) == (304, b"")
        assert "Accept-Encoding" in varies_on(again)


def test_a_problem_with_many_faults_travels_compressed(http: Client) -> None:
    refusal = http.post("/users", {f"unknown-{number}": 1 for number in range(40)}, COMPRESSED)
    assert (refusal.status, refusal.headers["Content-Encoding"]) == (400, "gzip")
    assert b"unknown-39" in gzip.decompress(refusal.body)


@pytest.mark.parametrize("path", [f"/drawings/{CODE}/interior-600.png", f"{FILES}/fonts/atkinson-next.woff2"])
def test_what_is_compressed_by_nature_is_left_as_it_is(path: str, http: Client) -> None:
    answer = http.get(path, {"Accept-Encoding": "br, gzip"})
    assert (answer.status, answer.headers["Content-Encoding"]) == (200, None)


def test_a_user_is_never_compressed_and_has_one_tag_for_reading_and_changing(http: Client) -> None:
    sent = a_user()
    first = http.post("/users", sent, COMPRESSED)
    path = f"/users/{sent['userId']}"
    owner = {**bearer(first.json()["accessToken"]), "If-Match": http.get(path, COMPRESSED).headers["ETag"]}
    changed = http.patch(path, {"name": "Eve"}, {**owner, **COMPRESSED})
    assert changed.status == 200
    answers = [first, http.get(path, COMPRESSED), changed]
    assert [answer.headers["Content-Encoding"] for answer in answers] == [None] * 3


@pytest.mark.parametrize("path", ["/saved", "/saved/erase"])
def test_what_somebody_saved_is_compressed_only_if_no_other_site_asked(
    path: str, visitor: Visitor, http: Client
) -> None:
    save(visitor, CODE)
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    asked = {**A_BROWSER, **COMPRESSED, "Cookie": cookies}
    sent = {
        site: http.get(path, {**asked, **({"Sec-Fetch-Site": site} if site else {})})
        for site in ("same-origin", "none", "same-site", "cross-site", "")
    }
    assert {answer.status for answer in sent.values()} == {200}
    assert {site for site, answer in sent.items() if answer.headers["Content-Encoding"]} == {"same-origin", "none"}


def test_the_token_of_a_form_looks_different_in_each_response_and_each_of_them_works(visitor: Visitor) -> None:
    path = f"/you?code={CODE}"
    first, second = (hidden_fields(visitor, path) for _ in range(2))
    assert first["csrf_token"] != second["csrf_token"]
    assert len(first["csrf_token"]) == len(second["csrf_token"])
    refused = visitor.submit("/you", {**first, **ADA, "csrf_token": second["csrf_token"][:-4] + "AAAA"})
    assert refused.status == 400
    assert visitor.submit("/you", {**first, **ADA}).status == 303


def is_text(answer: Answer) -> bool:
    return re.match(r"text/|application/(\w+\+)?json|image/svg", answer.headers["Content-Type"] or "") is not None


def varies_on(answer: Answer) -> set[str]:
    return set(re.split(r",\s*", ", ".join(answer.headers.get_all("Vary") or [])))


def sames(body: bytes) -> str:
    """Without what differs between two responses: nonces, tokens, and the code of a screen, also as a picture."""
    hidden = r'(?:(?<=name="csrf_token")|(?<=name="idempotency_key"))[^>]+'
    differs = rf'{hidden}|nonce="[^"]+"|\b[A-Z0-9]{{4}}-[A-Z0-9]{{4}}\b(?!-)|(?<=<path )[^>]+'
    return re.sub(differs, "", body.decode())
