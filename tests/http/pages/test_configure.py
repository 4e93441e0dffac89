"""/configure over HTTP: the URL holds the whole car, and the server calculates everything else."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from configurator.cars import code
from configurator.cars.catalogue import Model
from configurator.cars.choices import choices
from configurator.cars.configuration import check
from configurator.cars.selection import default_selection
from tests.support.catalogues import OURS
from tests.support.client import Answer, Visitor
from tests.support.controls import Controls
from tests.support.html import read_page

CARRERA = default_selection(OURS.models[0])


def configure(visitor: Visitor, query: str) -> Answer:
    """The page, after following a redirect."""
    answer = visitor.get(f"/configure?{query}", {"Accept": "text/html"})
    if answer.status == 303:
        answer = visitor.get(answer.location, {"Accept": "text/html"})
    assert answer.status == 200, answer.text
    return answer


def total(page: Answer) -> str:
    found = re.search(r'<span class="amount">(.*?)</span>', page.text)
    assert found
    return found[1]


def said(page: Answer) -> str:
    """The line next to the total, without markup."""
    found = re.search(r'<p class="status-line">(.*?)</p>', page.text, re.DOTALL)
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())


@pytest.mark.parametrize("model", OURS.models, ids=lambda model: model.id)
def test_every_model_can_be_configured_from_its_name_alone(visitor: Visitor, model: Model) -> None:
    page = configure(visitor, urlencode({"model": model.name}))
    selection = default_selection(model)
    price = check(OURS, selection).price
    assert price is not None
    assert total(page) == f"${price.total:,}"


def test_an_address_without_anything_shows_the_first_model(visitor: Visitor) -> None:
    assert "911 Carrera in Gentian Blue Metallic" in configure(visitor, "").text


def test_the_address_is_the_state_so_a_bookmark_brings_everything_back(visitor: Visitor) -> None:
    query = urlencode(
        {"model": "taycan", "color": "frozen-berry", "tire": "mission-e-21", "interior": "chalk", "feature": "bose"}
    )
    controls = Controls(configure(visitor, query))
    on = {control_id for control_id, control in controls.by_id.items() if "checked" in control}
    assert on == {"model-taycan", "color-frozen-berry", "tire-mission-e-21", "interior-chalk", "feature-bose"}


def test_a_choice_shows_what_changed_and_what_it_costs(visitor: Visitor) -> None:
    page = configure(visitor, "model=911-carrera")
    page = configure(visitor, Controls(page).with_chosen("color-chalk"))
    assert said(page) == "+$1,580 Chalk instead of Gentian Blue Undo"
    assert total(page) == "$138,660"


def test_undo_brings_the_car_before_back_and_can_itself_be_undone(visitor: Visitor) -> None:
    page = configure(visitor, "model=911-carrera")
    page = configure(visitor, Controls(page).with_chosen("color-chalk"))
    page = configure(visitor, undo_of(page))
    assert said(page) == "−$1,580 Gentian Blue instead of Chalk Undo"
    assert total(page) == "$137,080"
    assert said(configure(visitor, undo_of(page))) == "+$1,580 Chalk instead of Gentian Blue Undo"


def undo_of(page: Answer) -> str:
    found = re.search(r'class="link-button" href="([^"]+)"[^>]*>Undo', page.text)
    assert found
    return urlsplit(found[1].replace("&amp;", "&")).query


def test_the_newer_choice_wins_and_the_older_one_gives_way_as_announced(visitor: Visitor) -> None:
    page = configure(visitor, "model=911-carrera&feature=bose")
    assert "removes BOSE" in page.text
    page = configure(visitor, Controls(page).with_chosen("feature-burmester"))
    assert said(page) == "+$3,960 Removes BOSE, adds Burmester Undo"
    assert Controls(page).by_id["feature-bose"].get("checked", "no") == "no"


def test_after_a_choice_gave_way_the_address_holds_the_car_that_is_shown(visitor: Visitor) -> None:
    page = configure(visitor, "model=911-carrera&feature=bose")
    query = Controls(page).with_chosen("feature-burmester")
    answer = visitor.get(f"/configure?{query}", {"Accept": "text/html"})
    assert answer.status == 303
    features = [value for name, value in parse_qsl(urlsplit(answer.location).query) if name == "feature"]
    assert features == ["burmester"]


def test_small_wheels_take_the_ceramic_brakes_away_and_say_so_before(visitor: Visitor) -> None:
    page = configure(visitor, "model=911-carrera&tire=carrera-s-20-21&feature=pccb")
    tile = page.text.split('id="tile-tire-carrera-19-20-summer"')[1].split('id="tile-')[0]
    assert "removes Ceramic brakes" in tile
    assert "$11,740" in tile
    page = configure(visitor, Controls(page).with_chosen("tire-carrera-19-20-summer"))
    assert said(page) == "−$11,740 Carrera wheels instead of Carrera S, removes Ceramic brakes Undo"


def test_another_model_keeps_what_it_can_and_replaces_the_rest_by_its_own(visitor: Visitor) -> None:
    page = configure(visitor, "model=911-carrera&color=chalk&feature=sunroof")
    page = configure(visitor, Controls(page).with_chosen("model-911-targa-4-gts"))
    on = {control_id for control_id, control in Controls(page).by_id.items() if "checked" in control}
    assert {"model-911-targa-4-gts", "color-chalk", "tire-carrera-gts-20-21"} <= on
    assert "feature-sunroof" not in on
    assert "911 Targa 4 GTS instead of 911 Carrera" in said(page)


def test_an_option_of_another_model_is_disabled_says_why_and_leads_to_that_model(visitor: Visitor) -> None:
    page = configure(visitor, "model=911-carrera&color=chalk")
    assert "disabled" in Controls(page).by_id["tire-gt3-centrelock-20-21"]
    tile = page.text.split('id="tile-tire-gt3-centrelock-20-21"')[1].split('class="tick"')[0]
    assert "Only for the 911 GT3" in tile
    link = re.search(r'href="([^"]+)" data-swap>Choose the 911 GT3', tile)
    assert link
    page = configure(visitor, urlsplit(link[1].replace("&amp;", "&")).query)
    on = {control_id for control_id, control in Controls(page).by_id.items() if "checked" in control}
    assert {"model-911-gt3", "tire-gt3-centrelock-20-21", "color-chalk"} <= on


def test_a_link_with_a_conflict_shows_it_with_all_resolutions(visitor: Visitor) -> None:
    page = configure(visitor, "model=911-carrera&feature=bose&feature=burmester")
    assert said(page) == "1 conflict to resolve"
    notice = page.text.split('id="conflicts"')[1].split("</section>")[0]
    assert "can&#39;t be had together" in notice
    ways = re.findall(r'class="btn" href="([^"]+)"', notice.split('id="model"')[0])
    assert len(ways) == 2
    for way in ways:
        assert "conflict" not in said(configure(visitor, urlsplit(way.replace("&amp;", "&")).query))


def test_unknown_values_are_named_and_the_rest_of_the_car_is_kept(visitor: Visitor) -> None:
    page = configure(visitor, "model=911-carrera&color=velvet&tire=carrera-s-20-21&feature=fridge&feature=bose")
    assert "“velvet”" in page.text
    assert "“fridge”" in page.text
    on = {control_id for control_id, control in Controls(page).by_id.items() if "checked" in control}
    assert on == {
        "model-911-carrera",
        "color-gentian-blue",
        "tire-carrera-s-20-21",
        "interior-leather-black",
        "feature-bose",
    }


@pytest.mark.parametrize("wrong", ["ZZZZ", "F9F7-EPWE-FJFA", "", "%00", "a" * 500])
def test_an_invalid_code_to_compare_with_is_ignored(visitor: Visitor, wrong: str) -> None:
    assert total(configure(visitor, f"model=911-carrera&color=chalk&from={wrong}")) == "$138,660"


def test_markup_in_an_address_stays_text(visitor: Visitor) -> None:
    page = configure(visitor, urlencode({"color": "<script>alert(1)</script>", "feature": '"><img src=x>'}))
    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text


def test_form_and_api_give_equal_answers_about_every_option(visitor: Visitor) -> None:
    for model in OURS.models[::5]:
        car = check(OURS, default_selection(model)).car
        assert car is not None
        for choice in choices(OURS, car, "tire"):
            selection = car.selection.with_part("tire", choice.option.id)
            answer = visitor.post("/configurations", {"carConfiguration": selection.document}).json()
            parts = {name: getattr(selection, name) for name in ("model", "color", "tire", "interior")}
            page = configure(visitor, urlencode(parts))
            assert total(page) == f"${answer['configuration']['price']['total']:,}"
            assert ("to resolve" in said(page)) == (not answer["configuration"]["buildable"])


def test_review_leads_to_the_cars_own_page_and_save_to_its_form(visitor: Visitor) -> None:
    car = check(OURS, CARRERA).car
    assert car is not None
    expected = code.encode(OURS, car)
    query = urlencode({name: getattr(CARRERA, name) for name in ("model", "color", "tire", "interior")})
    assert visitor.get(f"/car?{query}").location == f"/car/{expected}"
    assert visitor.get(f"/car?{query}&to=you").location == f"/you?code={expected}"


def test_a_script_is_sent_the_words_without_the_drawing_and_caches_keep_the_two_apart(visitor: Visitor) -> None:
    whole = visitor.get("/configure?model=911-carrera", {"Accept": "text/html"})
    words = visitor.get("/configure?model=911-carrera", {"Accept": "text/html", "X-Part": "live"})
    assert Controls(whole).by_id.keys() - {"light-day", "light-night"} == Controls(words).by_id.keys()
    assert len(words.body) < len(whole.body) * 0.7
    assert "X-Part" in (whole.headers["Vary"] or "")


def test_a_script_can_ask_for_the_drawing_of_another_body(visitor: Visitor) -> None:
    address = "/configure?model=911-carrera-cabriolet"
    parts = {part: visitor.get(address, {"Accept": "text/html", "X-Part": part}) for part in ("live", "side")}
    assert all('data-art="911-cabriolet"' in part.text for part in parts.values())
    assert [name for name, part in parts.items() if 'id="k911-cabriolet-car"' in part.text] == ["side"]


def test_a_model_whose_face_is_not_drawn_says_so_before_it_is_chosen(visitor: Visitor) -> None:
    assert "Saloon, electric, drawn as the Taycan" in read_page(visitor.get("/configure?model=taycan")).text


def test_an_extra_in_several_spellings_counts_once(visitor: Visitor) -> None:
    once = visitor.get("/configure?model=taycan&feature=bose&feature=burmester")
    spellings = [f"burmester{' ' * blanks}" for blanks in range(200)]
    often = visitor.get(f"/configure?{urlencode({'model': 'taycan', 'feature': ['bose', *spellings]}, doseq=True)}")
    assert "to resolve" in said(once)
    assert said(often) == said(once)
    assert len(often.body) < len(once.body) * 1.1
