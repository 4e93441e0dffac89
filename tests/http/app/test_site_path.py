"""A site below a path, as PUBLIC_URL=https://example.com/cars says: every page, link, redirect, cookie and code.

A proxy in front of it may pass the path on, or strip it. In both cases the browser sees the path.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from tests.support.client import Answer, Visitor
from tests.support.html import assert_well_made, read_page
from tests.support.pages import ADA, code_of, hidden_fields
from tests.support.processes import Server, launch
from tests.support.staff import SETTINGS as STAFF_SETTINGS

SITE = "https://example.com/cars"
CODE = code_of()
STARTS = (
    "/",
    "/open",
    "/configure?model=911-carrera",
    f"/car/{CODE}",
    f"/you?code={CODE}",
    "/saved",
    "/compare",
    "/colour-vision",
    "/docs",
    "/patterns",
    "/nowhere",
    "/kiosk",
    f"/kiosk/finish/{CODE}",
    f"/kiosk/save/{CODE}",
    "/kiosk/enrol",
    "/kiosk/staff",
)
LINKING = ("href", "src", "action", "formaction")


class Behind(Visitor):
    """A browser that asks for /cars/…, and the proxy before the site, which strips /cars if it `strips`."""

    prefix, strips = "/cars", False

    def request(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        where = urlsplit(path)
        assert where.netloc in ("", "example.com"), path
        assert f"{where.path}/".startswith(f"{self.prefix}/"), f"{path} is outside of the site"
        own = where._replace(scheme="", netloc="", path=where.path.removeprefix(self.prefix) or "/")
        sent = own.geturl() if self.strips else own._replace(path=where.path).geturl()
        return Visitor.request(self, method, sent, body, headers)


@pytest.fixture(params=["passes the path on", "strips the path"])
def visitor(request: pytest.FixtureRequest, server: Callable[..., Server]) -> Behind:
    visitor = Behind(server(PUBLIC_URL=SITE, **STAFF_SETTINGS).url, check=assert_well_made)
    visitor.strips = request.param == "strips the path"
    return visitor


def links_of(address: str, answer: Answer) -> set[str]:
    page = read_page(answer)
    named = {link for name in LINKING for link in page.values(name)}
    named |= {tag["content"] or "" for tag in page.all("meta") if tag.get("property") in ("og:url", "og:image")}
    return {urljoin(address, link) for link in named if not link.startswith(("#", "data:", "mailto:"))}


def test_every_link_of_every_page_lies_below_the_path_and_leads_somewhere(visitor: Behind) -> None:
    seen = set[str]()
    for start in STARTS:
        address = f"{SITE}{start}"
        answer = visitor.get(address)
        if answer.location:
            answer = visitor.get(urljoin(address, answer.location))
        assert answer.status == (404 if start == "/nowhere" else 200), start
        seen |= links_of(address, answer)
    ours = {link.partition("#")[0] for link in seen if urlsplit(link).netloc == "example.com"}
    ours -= {link for link in ours if link.startswith(f"{SITE}/patterns/") or link == f"{SITE}/nowhere"}
    assert len(ours) > 100
    answers = {link: visitor.get(link).status for link in ours}
    only_posted = {link for link, status in answers.items() if status == 405}
    assert [link for link, status in answers.items() if status not in (200, 303, 405)] == []
    assert [link for link in only_posted if visitor.submit(link, {}).status not in (204, 303, 400, 403)] == []


def test_saving_a_car_redirects_and_finds_it_again(visitor: Behind) -> None:
    form = f"{SITE}/you?code={CODE}"
    sent = visitor.submit("/cars/you", {**hidden_fields(visitor, form), **ADA})
    assert (sent.status, sent.location) == (303, "/cars/saved")
    assert ADA["name"] in visitor.follow(sent).text
    assert set(visitor.cookies) == {"__Host-owner", "__Host-profile"}


def test_the_api_links_and_describes_itself_below_the_path(visitor: Behind) -> None:
    json = {"Accept": "application/json"}
    assert visitor.get("/cars/openapi.json", json).json()["servers"] == [{"url": SITE}]
    links = visitor.get(f"/cars/configurations/{CODE}", json).json()["links"]
    for link in (*links.pop("drawings").values(), *links.values()):
        assert link.startswith(f"{SITE}/")
        assert visitor.get(link).status == 200


def test_a_shared_car_is_canonical_and_pictured_below_the_path(visitor: Behind) -> None:
    page = read_page(visitor.get(f"/cars/car/{CODE}"))
    named = {tag.get("property"): tag["content"] for tag in page.all("meta") if "property" in tag}
    assert named["og:url"] == f"{SITE}/car/{CODE}"
    assert str(named["og:image"]).startswith(f"{SITE}/drawings/{CODE}/")
    assert f"{SITE.removeprefix('https://')}/" in read_page(visitor.get(f"/cars/kiosk/finish/{CODE}")).text


def test_a_kiosks_worker_controls_the_kiosk_and_finds_its_files_below_the_path(visitor: Behind) -> None:
    worker = visitor.get("/cars/kiosk/worker.js")
    assert (worker.status, worker.headers["Service-Worker-Allowed"]) == (200, "/cars/kiosk")
    assert 'prefix: "/cars"' in worker.text
    files = set(re.findall(r"/cars/[\w./-]+\.(?:m?js|zip)", worker.text))
    assert len(files) > 2
    assert {visitor.get(file).status for file in files} == {200}


def test_it_can_still_be_reached_on_the_machine_itself(visitor: Behind) -> None:
    direct = Visitor(visitor.url)
    assert direct.get("/health").status == 200
    assert direct.get("/cars").status == 200
    assert direct.get("/carsharing").status == 404


@pytest.mark.parametrize("path", ["/car", "/kiosk/berlin", "/static", "/users"])
def test_a_path_that_the_site_has_itself_is_refused(path: str, tmp_path: Path) -> None:
    """A proxy that strips it would leave open which page is meant."""
    failed = launch(tmp_path / "failed", {"PUBLIC_URL": f"https://example.com{path}"})
    assert failed.process.wait(60) == 1
    assert f"the site has pages below /{path.split('/')[1]} itself. Use another path, such as /cars." in failed.output
