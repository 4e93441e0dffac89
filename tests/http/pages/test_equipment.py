"""Details of extras, standard equipment and the search, as a browser without a script asks for them."""

import re
from urllib.parse import urlencode

import pytest

from tests.support.catalogues import OURS
from tests.support.client import Answer, Client, Visitor
from tests.support.html import read_page
from tests.support.pages import code_of

PART = {"X-Part": "equipment"}


def configure(visitor: Visitor, **fields: object) -> Answer:
    query = urlencode({"model": "911-carrera", **fields}, doseq=True)
    answer = visitor.get(f"/configure?{query}")
    assert answer.status == 200
    return answer


def words(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def details(page: Answer, feature: str) -> str:
    return words(page.text.split(f'id="about-{feature}"')[1].split("</dl>")[0].partition(">")[2])


def results(page: Answer) -> list[str]:
    shown = page.text.split('id="found"')[1].partition('class="cols"')[0]
    return [words(item) for item in re.findall(r"<li>(.*?)</li>", shown, re.DOTALL)]


def found_words(page: Answer) -> str:
    return words(page.text.split('id="found-words"')[1].split("</p>")[0].partition(">")[2])


def buttons(page: Answer) -> dict[str, dict[str, str | None]]:
    """The buttons that open something, by what they open."""
    return {str(tag["value"]): tag for tag in read_page(page).all("button") if "aria-expanded" in tag}


def test_an_extra_opens_to_two_sentences_and_its_rules(visitor: Visitor) -> None:
    shown = details(configure(visitor, about="pccb"), "pccb")
    assert shown.startswith("Brake discs of ceramic composite")
    assert "Includes Ceramic discs front and rear Yellow callipers" in shown
    assert "Excludes Brake callipers in high-gloss black" in shown
    assert "Requires Wheels of at least 20 inches" in shown


def test_its_button_says_so_has_the_focus_and_closes_it(visitor: Visitor) -> None:
    closed, opened = (buttons(configure(visitor, about=about)) for about in ("", "pccb"))
    assert (closed["pccb"]["aria-expanded"], closed["pccb"]["name"]) == ("false", "about")
    assert opened["pccb"]["aria-expanded"] == "true"
    assert "autofocus" in opened["pccb"]
    assert "name" not in opened["pccb"], "pressing it again leaves the details out"
    assert opened["bose"]["aria-expanded"] == "false"
    assert closed["bose"]["aria-label"] == "Details of BOSE"


def test_every_extra_of_the_line_opens(visitor: Visitor) -> None:
    extras = set(buttons(configure(visitor))) - {"standard"}
    assert extras == {extra.id for extra in OURS.offered("additionalFeatures", "911")}
    for extra in extras:
        assert details(configure(visitor, about=extra), extra)


@pytest.mark.parametrize("about", ["fridge", "panoramic-roof", "STANDARD", "<b>", "a" * 500])
def test_what_the_line_does_not_have_opens_nothing(visitor: Visitor, about: str) -> None:
    assert 'aria-expanded="true"' not in configure(visitor, about=about).text


def test_choices_are_kept_and_so_are_questions_when_an_older_choice_gives_way(visitor: Visitor) -> None:
    before = code_of(features=("bose",))
    query = [("feature", "bose"), ("feature", "burmester"), ("from", before), ("about", "sunroof"), ("find", "seats")]
    answer = visitor.get(f"/configure?{urlencode([('model', '911-carrera'), *query])}")
    assert answer.status == 303
    page = visitor.follow(answer)
    assert details(page, "sunroof")
    assert len(results(page)) == 12
    checked = {tag.get("id") for tag in read_page(page).all("input") if "checked" in tag}
    assert "feature-burmester" in checked


def test_the_crop_shows_the_extra_also_while_the_car_has_its_rival(visitor: Visitor) -> None:
    page = configure(visitor, about="carbon-roof", feature="sunroof")
    assert "#crop-carbon-roof{--o-pano:none;--o-carbon:inline}" in page.text
    assert "#crop-bose" not in configure(visitor, about="bose").text


def test_a_search_leads_to_the_option_in_the_form(visitor: Visitor) -> None:
    page = configure(visitor, model="taycan", find="sunroof")
    assert found_words(page) == "1 found for “sunroof”"
    assert results(page) == ["Panoramic roof, fixed glass Extra: $1,500"]
    assert '<a href="#feature-panoramic-roof">' in page.text


def test_a_search_tells_what_is_included_on_the_car_or_replaced(visitor: Visitor) -> None:
    assert results(configure(visitor, find="stereo", feature="bose")) == [
        "BOSE Surround Sound Extra: on your car",
        "Burmester High-End Surround Sound Extra: $5,560",
        "Sound Package Plus, ten loudspeakers Standard: replaced by BOSE Surround Sound",
    ]
    assert results(configure(visitor, find="airbags")) == ["Six airbags Standard: included in the 911 Carrera"]


def test_a_search_tells_what_is_only_for_other_models_and_lines(visitor: Visitor) -> None:
    assert results(configure(visitor, find="weissach")) == [
        "Weissach package Extra: only for the 911 GT3, the 718 Cayman GT4 RS and the 718 Spyder RS"
    ]
    assert results(configure(visitor, find="AWD")) == ["All-wheel drive Standard: included only in the 911 Targa 4 GTS"]
    page = configure(visitor, find="panoramic roof")
    assert found_words(page) == "Not offered for this line, but for others:"
    [other] = results(page)
    assert other.startswith("Panoramic roof, fixed glass Extra: only for the Taycan")
    assert "#feature-panoramic-roof" not in page.text


def test_a_search_finds_paints_wheels_and_interiors_too(visitor: Visitor) -> None:
    assert "Guards Red Paint: $1,580" in results(configure(visitor, find="guards"))
    assert any("winter tyres Wheels: $" in result for result in results(configure(visitor, find="winter")))
    assert "Heritage Design interior, Pasha Interior: $9,380" in results(configure(visitor, find="pasha"))


def test_a_guess_is_called_one(visitor: Visitor) -> None:
    page = configure(visitor, find="bosse")
    assert found_words(page) == "Nothing is called “bosse”. Perhaps you mean:"
    assert results(page) == ["BOSE Surround Sound Extra: $1,600"]


def test_a_search_without_result_says_what_to_do_and_keeps_what_was_typed(visitor: Visitor) -> None:
    page = configure(visitor, find="<b>fridge</b>")
    assert found_words(page) == (
        "Nothing found for “&lt;b&gt;fridge&lt;/b&gt;”. Try one plain word, such as roof, sound or seats."
    )
    assert results(page) == []
    [field] = [tag for tag in read_page(page).all("input") if tag.get("id") == "find"]
    assert field["value"] == "<b>fridge</b>"


def test_a_long_list_says_that_it_is_cut(visitor: Visitor) -> None:
    page = configure(visitor, find="seats")
    assert re.fullmatch(r"\d+ found for “seats”\. The first 12:", found_words(page))


def test_standard_equipment_opens_above_the_extras(visitor: Visitor) -> None:
    page = configure(visitor, about="standard")
    shown = words(page.text.split('id="about-standard"')[1].split('id="found-words"')[0])
    assert "Safety Six airbags Stability control (PSM) with ABS" in shown
    assert "What the 911 Carrera includes" in words(page.text)


@pytest.mark.parametrize("asked", ["about=pccb", "about=standard", "find=sound"])
def test_a_script_is_sent_only_what_it_asked_for(visitor: Visitor, asked: str) -> None:
    part = visitor.get(f"/configure?model=911-carrera&{asked}", PART)
    assert part.status == 200
    assert len(part.body) < 4000
    assert "X-Part" in (part.headers["Vary"] or "")
    whole = visitor.get(f"/configure?model=911-carrera&{asked}")
    for shown in re.findall(r"<(?:li|dd)>([^<]+)", part.text):
        assert shown in whole.text


def test_a_kiosk_gives_the_same_answers_and_stores_none(visitor: Visitor) -> None:
    part = visitor.get("/kiosk/configure?model=taycan&find=sunroof", PART)
    assert '<a href="#feature-panoramic-roof">' in part.text
    assert part.headers["Cache-Control"] == "no-store"


def test_the_cars_page_lists_what_the_model_includes_except_what_was_replaced(http: Client) -> None:
    page = words(http.get(f"/car/{code_of(features=('bose',))}", {"Accept": "text/html"}).text)
    assert "Standard equipment 35 items, included in the price" in page
    assert "Six airbags" in page
    assert "Sound Package Plus" not in page
