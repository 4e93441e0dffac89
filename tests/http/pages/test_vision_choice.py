"""Choosing a lens: posted, kept for the visit, never in a URL; and what a visit starts with."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from configurator.colour_vision.visions import Vision
from tests.support.catalogues import our_document, written
from tests.support.client import Answer, Client, Visitor
from tests.support.palettes import each_vision
from tests.support.processes import Server

PAGE = {"Accept": "text/html"}
TOKEN = "a-secret-of-the-owner-alone"


def token_of(page: Answer) -> str:
    found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page.text)
    assert found
    return found[1]


def choose(visitor: Visitor, vision: str, back: str = "/colour-vision", **more: str) -> Answer:
    """`vision` is an id, such as "deutan-mild"."""
    token, (kind, _, severity) = token_of(visitor.get("/colour-vision")), vision.partition("-")
    chosen = {"vision": kind, **({"severity": severity} if severity else {})}
    return visitor.submit("/vision", {"csrf_token": token, "back": back, **chosen, **more})


def chosen_now(visitor: Visitor) -> str:
    """The id of what the form shows."""
    page = visitor.get("/colour-vision", PAGE)
    assert page.status == 200
    fields = dict(re.findall(r'name="(vision|severity)" value="(\w+)"[^>]* checked', page.text))
    return fields["vision"] if fields["severity"] == "full" else "{vision}-{severity}".format(**fields)


def saved(site: Client, **members: Any) -> Visitor:
    """A visitor whose browser holds the secret of a saved user."""
    car = {"model": "911", "color": "Chalk", "tire": "x", "interior": "y", "additionalFeatures": {}}
    user_id = str(uuid4())
    body = {"userId": user_id, "name": "Ada", "age": None, "gender": None, "carConfiguration": car, **members}
    assert site.post("/users", body, {"Authorization": f"Bearer {TOKEN}"}).status == 200
    return Visitor(site.url, cookies={"owner": f"{user_id}.{TOKEN}"})


def test_a_visit_begins_with_typical_vision(visitor: Visitor) -> None:
    assert chosen_now(visitor) == "typical"


@each_vision
def test_a_choice_lasts_for_the_visit(visitor: Visitor, vision: Vision) -> None:
    answer = choose(visitor, vision.id)
    assert (answer.status, answer.location) == (303, "/colour-vision")
    assert chosen_now(visitor) == vision.id
    assert f"Your current choice: <b>{vision.label.name}</b>" in visitor.get("/colour-vision").text


@pytest.mark.parametrize("kind", ["typical", "achromat", "any"])
def test_a_severity_counts_only_for_a_type_that_has_several(visitor: Visitor, kind: str) -> None:
    """Without CSS, everybody can choose one."""
    choose(visitor, kind, severity="mild")
    assert chosen_now(visitor) == kind


def test_a_severity_that_is_none_is_asked_for_again(visitor: Visitor) -> None:
    answer = choose(visitor, "deutan-huge")
    assert answer.status == 400
    assert "Please choose one of the cars." in answer.text
    assert chosen_now(visitor) == "typical"


def test_it_leads_back_to_where_one_came_from_without_telling_what_was_chosen(visitor: Visitor) -> None:
    page = visitor.get("/colour-vision?back=%2Fconfigure%3Fmodel%3D911-carrera%26color%3Dchalk")
    assert 'value="/configure?model=911-carrera&amp;color=chalk"' in page.text
    answer = choose(visitor, "deutan", back="/configure?model=911-carrera&color=chalk")
    assert answer.location == "/configure?model=911-carrera&color=chalk"
    assert "deutan" not in answer.location


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", ""])
def test_it_never_leads_to_another_site(visitor: Visitor, back: str) -> None:
    assert choose(visitor, "deutan", back=back).location == "/"


def test_a_form_of_another_site_chooses_nothing(visitor: Visitor) -> None:
    answer = visitor.submit("/vision", {"vision": "deutan", "back": "/"})
    assert answer.status == 400
    assert chosen_now(visitor) == "typical"


def test_a_page_that_was_open_too_long_keeps_the_choice_to_be_sent_again(visitor: Visitor) -> None:
    answer = visitor.submit("/vision", {"csrf_token": "old", "vision": "tritan", "back": "/configure"})
    assert answer.status == 400
    assert "press the button once more" in answer.text
    assert re.search(r'value="tritan"[^>]* checked', answer.text)
    again = {"csrf_token": token_of(answer), "vision": "tritan", "back": "/configure"}
    assert visitor.submit("/vision", again).location == "/configure"


@pytest.mark.parametrize("vision", ["", "tetrachromat"])
def test_a_lens_that_is_none_is_asked_for_again(visitor: Visitor, vision: str) -> None:
    answer = choose(visitor, vision)
    assert answer.status == 400
    assert "Please choose one of the lenses." in answer.text


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"colorBlindness": True}, "any"),
        ({"colorBlindness": False}, "typical"),
        ({"colorBlindness": None}, "typical"),
        ({"colorBlindness": True, "colorVision": "deutan"}, "deutan"),
        ({"colorVision": "achromat"}, "achromat"),
        ({"colorVision": "deutan", "colorVisionSeverity": "mild"}, "deutan-mild"),
    ],
)
def test_a_saved_users_vision_opens_the_visit(http: Client, members: dict[str, Any], expected: str) -> None:
    assert chosen_now(saved(http, **members)) == expected


def test_the_visits_own_choice_wins_over_the_saved_one(http: Client) -> None:
    owner = saved(http, colorBlindness=True)
    choose(owner, "typical")
    assert chosen_now(owner) == "typical"


def test_nobody_else_learns_a_saved_users_vision(http: Client) -> None:
    owner = saved(http, colorBlindness=True, colorVision="protan")
    user_id = owner.cookies["owner"].partition(".")[0]
    assert chosen_now(Visitor(http.url, cookies={"owner": f"{user_id}.another-secret-than-theirs"})) == "typical"


def test_an_outage_of_the_store_costs_the_order_but_not_the_page(server: Callable[..., Server]) -> None:
    unreachable = {"AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_DEFAULT_REGION": "us-east-1"}
    keys = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local"}
    running = server(STORE="dynamodb", **unreachable, **keys)
    visitor = Visitor(running.url, cookies={"owner": f"{uuid4()}.{TOKEN}"})
    assert chosen_now(visitor) == "typical"


def test_the_api_takes_no_notice_of_a_visits_choice(visitor: Visitor) -> None:
    before = visitor.get("/palettes")
    choose(visitor, "achromat")
    after = visitor.get("/palettes")
    assert after.body == before.body
    assert "Cookie" not in (after.headers["Vary"] or "")


def test_what_was_chosen_is_on_no_shared_page_and_in_no_log(server: Callable[..., Server]) -> None:
    running = server()
    visitor = running.visitor()
    choose(visitor, "protan")
    assert visitor.get("/colour-vision").headers["Cache-Control"] == "no-store"
    assert "protan" not in running.output


def test_a_catalogue_without_palettes_says_so_and_offers_no_lens(server: Callable[..., Server], tmp_path: Any) -> None:
    other = our_document()
    other["paints"][0]["hex"] = "#ffffff"
    visitor = server(CATALOGUE=str(written(other, tmp_path))).visitor()
    page = visitor.get("/colour-vision", PAGE)
    assert page.status == 200
    assert "data isn't available for this catalogue yet" in page.text
    assert "csrf_token" not in page.text
    assert visitor.get("/patterns/vision").location == "/colour-vision"


def test_how_to_tell_us_depends_on_the_operator(server: Callable[..., Server], visitor: Visitor) -> None:
    assert "tell the dealer" in visitor.get("/colour-vision").text
    page = server(CONTACT="eyes@cars.example").visitor().get("/colour-vision").text
    assert '<a href="mailto:eyes@cars.example">Write to us</a> at eyes@cars.example.' in page


def test_it_is_designed_to_be_told_apart_and_never_called_safe(visitor: Visitor) -> None:
    page = visitor.get("/colour-vision").text
    assert "designed to be told apart" in page
    assert "safe" not in page.lower()
