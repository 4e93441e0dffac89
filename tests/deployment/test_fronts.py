"""The deployed function behind each of AWS's fronts: the same app, under a stage's prefix and at a domain's root."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit
from uuid import uuid4

import brotli
import pytest

from tests.support.api_gateway import HTTP, HTTP_DOMAIN, REST, REST_DOMAIN, REST_LONG_PATH, REST_PATH, URL, Front
from tests.support.client import Client, Visitor
from tests.support.examples import a_user, bearer
from tests.support.html import assert_well_made, read_page
from tests.support.offline import ask_bundle
from tests.support.pages import ADA, code_of, hidden_fields

FRONTS = {
    "REST": REST,
    "REST at a domain": REST_DOMAIN,
    "REST at a base path": REST_PATH,
    "REST at a base path of two segments": REST_LONG_PATH,
    "HTTP": HTTP,
    "HTTP at a domain": HTTP_DOMAIN,
    "URL": URL,
}
CODE = code_of()
PAGES = ("/", "/open", "/configure", f"/car/{CODE}", f"/you?code={CODE}", "/saved", "/nowhere")
Visit = Callable[[Front], Visitor]

everywhere = pytest.mark.parametrize("front", FRONTS.values(), ids=FRONTS.keys())


@everywhere
def test_every_page_is_well_made_and_all_that_it_links_to_is_there(front: Front, visit: Visit) -> None:
    visitor, seen, posted = visit(front), set[str](), set[str]()
    for path in PAGES:
        answer = visitor.get(front.prefix + path, {"Accept": "text/html"})
        assert answer.status == (404 if path == "/nowhere" else 200), answer.text
        assert_well_made(answer)
        page = read_page(answer)
        links = [*page.values("href"), *page.values("src"), *page.values("action")]
        seen |= {urljoin(f"{front.prefix}{path}", link) for link in links if not link.startswith("#")}
        posted |= {urljoin(f"{front.prefix}{path}", link) for link in page.values("action")}
    ours = {link for link in seen if not urlsplit(link).netloc}
    assert ours
    assert [link for link in ours if not link.startswith(f"{front.prefix}/")] == []
    answers = {link: visitor.get(link).status for link in ours}
    assert [link for link, status in answers.items() if status not in (200, 303, 405 if link in posted else 200)] == []


@everywhere
def test_the_mobile_app_registers_a_user_and_reads_it_again(front: Front, visit: Visit) -> None:
    client, body = visit(front), a_user(name="Zoë Müller")
    stored = client.post(f"{front.prefix}/users", body)
    assert stored.status == 200, stored.text
    read = client.get(f"{front.prefix}/users/{body['userId']}")
    assert read.json()["name"] == "Zoë Müller"
    again = client.get(f"{front.prefix}/users/{body['userId']}", {"If-None-Match": read.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")
    refused = client.post(f"{front.prefix}/users", {"userId": "x"})
    assert (refused.status, refused.headers["Content-Type"]) == (400, "application/problem+json")


@everywhere
def test_an_id_of_an_identity_provider_arrives_as_it_was_sent(front: Front, visit: Visit) -> None:
    client, body = visit(front), a_user(userId=f"auth0|{uuid4()}+b@c.de=")
    created = client.post(f"{front.prefix}/users", body, {"Idempotency-Key": str(uuid4())})
    path = f"{front.prefix}/users/{quote(body['userId'], safe='')}"
    assert client.get(path).json()["userId"] == body["userId"]
    replaced = client.request("POST", f"{path}/token", headers=bearer(created.json()["accessToken"]))
    owner = {**bearer(replaced.json()["accessToken"]), "If-Match": created.headers["ETag"]}
    assert client.delete(path, owner).status == 204


@everywhere
def test_the_apis_links_lead_where_it_was_asked(front: Front, visit: Visit) -> None:
    client = visit(front)
    links = client.get(f"{front.prefix}/configurations/{CODE}").json()["links"]
    for link in (*links.pop("drawings").values(), *links.values()):
        where = urlsplit(link)
        assert (where.scheme, where.netloc) == ("https", front.host)
        assert client.get(where.path, {"Accept": "text/html"}).status == 200


@everywhere
def test_static_files_come_compressed_and_are_kept_for_ever(front: Front, visit: Visit) -> None:
    client = visit(front)
    styles = [link for link in read_page(client.get(f"{front.prefix}/")).values("href") if link.endswith(".css")]
    for link in styles:
        sheet = client.get(link, {"Accept-Encoding": "br"})
        assert "immutable" in sheet.headers["Cache-Control"]
        assert "{" in brotli.decompress(sheet.body).decode()
    assert styles


@everywhere
def test_pages_errors_and_json_come_compressed_too(front: Front, visit: Visit) -> None:
    client, asked = visit(front), {"Accept": "text/html", "Accept-Encoding": "br"}
    for path, word in (
        ("/configure", "</html>"),
        ("/colour-vision", "</html>"),
        ("/nowhere", "</html>"),
        ("/palettes", "{"),
    ):
        answer = Client.get(client, front.prefix + path, asked)
        assert (answer.headers["Content-Encoding"], answer.headers["Content-Length"]) == ("br", str(len(answer.body)))
        assert word in brotli.decompress(answer.body).decode()
        head = Client.request(client, "HEAD", front.prefix + path, headers=asked)
        assert (head.status, head.headers["Content-Encoding"], head.body) == (answer.status, "br", b"")
        plain = Client.get(client, front.prefix + path, {"Accept": "text/html"})
        assert (plain.headers["Content-Encoding"], word in plain.text) == (None, True)


@everywhere
def test_pictures_arrive_as_they_were_drawn(front: Front, visit: Visit) -> None:
    picture = visit(front).get(f"{front.prefix}/drawings/{CODE}/side-600.png")
    assert picture.headers["Content-Type"] == "image/png"
    assert picture.body.startswith(b"\x89PNG\r\n\x1a\n")
    assert picture.body.endswith(b"IEND\xaeB`\x82")


@everywhere
def test_somebody_saves_a_car_and_each_cookie_is_set_once(front: Front, visit: Visit) -> None:
    visitor = visit(front)
    asked = visitor.get(f"{front.prefix}/you?code={CODE}")
    cookies = asked.headers.get_all("Set-Cookie", [])
    assert len({cookie.partition("=")[0] for cookie in cookies}) == len(cookies)
    assert all("Secure" in cookie and "HttpOnly" in cookie for cookie in cookies)
    sent = visitor.submit(f"{front.prefix}/you", {**hidden_fields(visitor, f"{front.prefix}/you?code={CODE}"), **ADA})
    assert (sent.status, urlsplit(sent.location).path) == (303, f"{front.prefix}/saved")
    assert ADA["name"] in read_page(visitor.get(f"{front.prefix}/saved")).text


@everywhere
def test_a_choice_of_several_arrives_whole(front: Front, visit: Visit) -> None:
    path = "/configure?model=911-carrera&feature=sunroof&feature=burmester&color=%26%20%C3%A4"
    page = read_page(visit(front).get(front.prefix + path))
    chosen = [tag["value"] for tag in page.all("input") if tag.get("name") == "feature" and "checked" in tag]
    assert sorted(map(str, chosen)) == ["burmester", "sunroof"]
    assert "& \u00e4" in page.text


@everywhere
def test_a_kiosk_gets_all_that_it_needs_to_go_on_without_the_function(
    front: Front, visit: Visit, tmp_path: Path
) -> None:
    client = visit(front)
    worker = client.get(f"{front.prefix}/kiosk/worker.js")
    assert worker.headers["Service-Worker-Allowed"] == f"{front.prefix}/kiosk"
    addresses = re.findall(r'"(/[^"]+\.(?:m?js|zip))"', worker.text)
    assert [client.get(address).status for address in addresses] == [200] * 5
    folder = urljoin(addresses[0], ".")
    program = client.get(f"{folder}pyodide.asm.wasm")
    assert program.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(program.body).startswith(b"\0asm")
    bundle = client.get(next(address for address in addresses if address.endswith("app.zip"))).body
    paths = ["/kiosk/configure?model=taycan", f"/kiosk/finish/{CODE}"]
    own = ask_bundle(bundle, tmp_path, f"https://{front.host}{front.prefix}", [("GET", path, None) for path in paths])
    configurator, end = (client.get(front.prefix + path, {"Accept": "text/html"}).text for path in paths)
    assert without_nonces(own[0][2]) == without_nonces(configurator)
    assert qr_code(own[1][2]) == qr_code(end)


def without_nonces(page: str) -> str:
    return re.sub(r'nonce="[^"]+"', "", page)


def qr_code(page: str) -> str:
    found = re.search(r'<div class="qr".*?</div>', page, re.DOTALL)
    assert found
    return found[0]
