"""Pictures of any car by its code: drawn at once, kept once drawn, fit for previews and apps anywhere."""

import re
import struct
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.support.calls import at_once
from tests.support.client import Answer, Client
from tests.support.examples import A_BROWSER, a_car, problem
from tests.support.processes import Server

CODE = "F9F7-EPWE-7JFK"
SVG = "{http://www.w3.org/2000/svg}"
NAMES = [f"{view}{kind}" for view in ("front", "side", "interior") for kind in (".svg", "-600.png", "-1200.png")]


def code_of(http: Client, **parts: Any) -> str:
    answer = http.post("/configurations", {"carConfiguration": a_car(**parts)})
    return str(answer.json()["configuration"]["code"])


def codes_of_many(http: Client, count: int) -> list[str]:
    """As many cars that differ in paint or interior."""
    catalogue = http.get("/catalogue").json()
    cars = product(catalogue["colors"][:7], catalogue["interiors"][:2])
    return [code_of(http, color=color["id"], interior=interior["id"]) for color, interior in cars][:count]


def drawing(http: Client, name: str, code: str = CODE) -> Answer:
    answer = http.get(f"/drawings/{code}/{name}")
    assert answer.status == 200, answer.text
    return answer


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert png.endswith(b"IEND\xaeB\x60\x82")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def kept(running: Server) -> list[Path]:
    return sorted((running.folder / "data/drawings").iterdir())


@pytest.mark.parametrize("view", ["front", "side", "interior"])
def test_a_view_is_there_as_svg_and_as_png_of_two_widths(view: str, http: Client) -> None:
    svg = drawing(http, f"{view}.svg")
    assert svg.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    _, _, across, down = map(float, ElementTree.fromstring(svg.text).attrib["viewBox"].split())
    for width in (600, 1200):
        png = drawing(http, f"{view}-{width}.png")
        assert png.headers["Content-Type"] == "image/png"
        assert size(png.body)[0] == width
        assert size(png.body)[1] == pytest.approx(width * down / across, abs=1)


@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_may_be_cached_for_a_day_and_asked_for_again_by_its_tag(name: str, http: Client) -> None:
    first = drawing(http, name)
    assert first.headers["Cache-Control"] == "public, max-age=86400"
    for known in (first.headers["ETag"], f"W/{first.headers['ETag']}", f'"other", {first.headers["ETag"]}', "*"):
        again = http.get(f"/drawings/{CODE}/{name}", {"If-None-Match": known})
        assert (again.status, again.body) == (304, b"")
        for header in ("ETag", "Cache-Control", "Content-Security-Policy", "Cross-Origin-Resource-Policy"):
            assert again.headers[header] == first.headers[header]


def test_every_picture_has_a_tag_of_its_own(http: Client) -> None:
    codes = [CODE, code_of(http, color="white"), code_of(http, additionalFeatures={"sunroof": True})]
    assert len({drawing(http, name).headers["ETag"] for name in NAMES}) == len(NAMES)
    assert len({drawing(http, "side.svg", code).headers["ETag"] for code in codes}) == len(codes)


def test_however_a_code_is_spelled_it_is_the_same_picture(http: Client) -> None:
    assert drawing(http, "side.svg", "f9f7epwe7jfk").headers["ETag"] == drawing(http, "side.svg").headers["ETag"]


@pytest.mark.parametrize("name", NAMES)
def test_any_site_may_show_it_but_it_can_do_nothing_there(name: str, http: Client) -> None:
    headers = drawing(http, name).headers
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert {"default-src 'none'", "sandbox"} <= set(headers["Content-Security-Policy"].split("; "))
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("view", "said"), [("side", "911 Carrera in Gentian Blue Metallic"), ("interior", "Leather, Black")]
)
def test_a_screen_reader_hears_which_car_it_is(view: str, said: str, http: Client) -> None:
    root = ElementTree.fromstring(drawing(http, f"{view}.svg").text)
    (title,) = [child for child in root if child.tag == f"{SVG}title"]
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == title.attrib["id"]
    assert said in (title.text or "")


def test_the_drawing_wears_the_colours_of_the_configuration(http: Client) -> None:
    catalogue = http.get("/catalogue").json()
    model = catalogue["models"][0]
    for color in catalogue["colors"][:6]:
        car = {**model["default"], "model": model["id"], "color": color["id"]}
        assert color["hex"] in drawing(http, "side.svg", code_of(http, **car)).text
    for interior in catalogue["interiors"]:
        svg = drawing(http, "interior.svg", code_of(http, interior=interior["id"])).text
        assert {interior["hex"], interior["trimHex"]} <= set(re.findall(r"#[0-9a-f]{6}", svg))


@pytest.mark.parametrize("view", ["front", "side", "interior"])
def test_the_drawing_stands_alone(view: str, http: Client) -> None:
    svg = drawing(http, f"{view}.svg").text
    assert "<script" not in svg
    assert not re.findall(r'(?:href|src)="(?!#)', svg)
    assert not re.findall(r"url\((?!#|['\"]#)", svg)
    assert "var(" not in svg


def test_a_known_car_that_cannot_be_built_is_drawn_too(http: Client) -> None:
    code = code_of(http, model="taycan", additionalFeatures={"bose": True, "burmester": True})
    assert http.get(f"/configurations/{code}").json()["configuration"]["buildable"] is False
    assert "Taycan" in drawing(http, "side.svg", code).text
    assert size(drawing(http, "side-600.png", code).body)[0] == 600


def test_every_set_is_drawn_on_every_line_even_where_it_does_not_fit(http: Client) -> None:
    catalogue = http.get("/catalogue").json()
    for model in {model["line"]: model for model in catalogue["models"]}.values():
        for tire in catalogue["tires"]:
            car = {"model": model["id"], **model["default"], "tire": tire["id"]}
            assert model["name"] in drawing(http, "side.svg", code_of(http, **car)).text


def test_every_model_can_be_drawn(http: Client) -> None:
    for model in http.get("/catalogue").json()["models"]:
        code = code_of(http, model=model["id"], **model["default"])
        assert model["name"] in drawing(http, "side.svg", code).text


WRONG_NAMES = ["", "side", "side.png", "side.jpg", "rear.svg", "side-0.png", "side-601.png", "side-0600.png"]
WRONG_NAMES += [
    "side-600.svg",
    "Side.svg",
    "side.svg%00",
    "side.svg%0A",
    "side-%D9%A6%D9%A0%D9%A0.png",
    "..%2Fside.svg",
]


@pytest.mark.parametrize("name", WRONG_NAMES)
def test_another_name_or_width_is_not_there(name: str, http: Client) -> None:
    problem(http.get(f"/drawings/{CODE}/{name}"), 404)


@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_code_is_told_to_programs_and_people_each_in_their_way(name: str, http: Client) -> None:
    path = f"/drawings/F9F7-EPWE-7JFX/{name}"
    assert "Compare it with your copy" in problem(http.get(path), 404)["detail"]
    page = http.get(path, A_BROWSER)
    assert (page.status, page.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "F9F7-EPWE-7JFX" in page.text


def test_a_png_is_drawn_once_and_kept(server: Callable[..., Server]) -> None:
    running = server()
    http = running.client()
    drawn = drawing(http, "side-600.png").body
    (file,) = kept(running)
    assert file.read_bytes() == drawn
    file.write_bytes(b"what is kept is what is served")
    assert drawing(http, "side-600.png").body == b"what is kept is what is served"
    assert drawing(http, "side-1200.png").body.startswith(b"\x89PNG")
    file.unlink()
    assert drawing(http, "side-600.png").body == drawn
    assert len(kept(running)) == 2


def test_pictures_are_kept_over_a_restart(server: Callable[..., Server]) -> None:
    first = server()
    drawing(first.client(), "interior-600.png")
    first.stop()
    kept(first)[0].write_bytes(b"from before")
    again = server(DATA_DIR=str(first.folder / "data"))
    assert drawing(again.client(), "interior-600.png").body == b"from before"


def test_many_first_requests_at_once_get_the_same_whole_picture(server: Callable[..., Server]) -> None:
    running = server()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: drawing(running.client(), "side-600.png"), range(8)))
    assert len({answer.body for answer in answers}) == 1
    assert size(answers[0].body)[0] == 600
    (file,) = kept(running)
    assert file.read_bytes() == answers[0].body


def test_people_do_not_wait_for_pictures_that_others_ask_for(server: Callable[..., Server]) -> None:
    running = server()
    http = running.client()
    paths = [f"/drawings/{code}/side-600.png" for code in codes_of_many(http, 8)]
    with ThreadPoolExecutor(len(paths)) as pool:
        pictures = [pool.submit(running.client().get, path) for path in paths]
        pages = [http.get("/open", A_BROWSER).status for _ in range(20)]
        are_waited_for = [not picture.done() for picture in pictures]
    assert pages == [200] * 20
    assert any(are_waited_for)
    assert [picture.result().status for picture in pictures] == [200] * 8


def test_of_too_many_new_pictures_at_once_some_are_to_be_asked_for_again(server: Callable[..., Server]) -> None:
    running = server()
    paths = [f"/drawings/{code}/side-600.png" for code in codes_of_many(running.client(), 14)]
    answers = at_once([partial(running.client().get, path) for path in paths])
    assert {answer.status for answer in answers} == {200, 503}
    for path, answer in zip(paths, answers, strict=True):
        if answer.status == 503:
            assert "Too many pictures" in problem(answer, 503)["detail"]
            assert int(answer.headers["Retry-After"]) > 0
            assert size(running.client().get(path).body)[0] == 600


def test_where_nothing_can_be_kept_it_is_drawn_all_the_same(server: Callable[..., Server]) -> None:
    running = server()
    (running.folder / "data/drawings").write_text("a file in the way")
    for _ in range(2):
        assert size(drawing(running.client(), "interior-600.png").body)[0] == 600
    assert "Pictures can't be cached" in running.output
