"""The short code: it holds the car, detects typing errors, and stays valid."""

import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.cars.catalogue_reader import load
from configurator.cars.code import ALPHABET, CodeError, NoLongerOffered, decode, encode
from configurator.cars.configuration import Car, check
from configurator.cars.selection import Selection, default_selection
from tests.support.catalogues import OURS, our_document, written
from tests.unit.cars.test_configuration import SELECTIONS


def car_of(selection: Selection) -> Car:
    found = check(OURS, selection).car
    assert found is not None
    return found


SEPARATORS = (
    "",
    " ",
    "--",
    ".",
    "_",
    "/",
    *"\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d\ufe63\u30fb\u00b7\u00a0\u2009\u3000\t\n",
)
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u202e\u2060\u2066\u2069\ufeff\ufe0f\u034f\U000e0020"
FULL_WIDTH = {ord(symbol): ord(symbol) + 0xFEE0 for symbol in ALPHABET}
CYRILLIC = str.maketrans("ABCEHKMPTXY", "\u0410\u0412\u0421\u0415\u041d\u041a\u041c\u0420\u0422\u0425\u0423")
GREEK = str.maketrans("ABEHKMNPTXYZ", "\u0391\u0392\u0395\u0397\u039a\u039c\u039d\u03a1\u03a4\u03a7\u03a5\u0396")
ARABIC = str.maketrans("0123456789", "".join(chr(0x660 + digit) for digit in range(10)))
CODES = SELECTIONS.map(lambda selection: encode(OURS, car_of(selection)))
USUAL = "F9F7-EPWE-FJET"


@given(SELECTIONS)
def test_a_code_opens_the_car_it_was_made_of(selection: Selection) -> None:
    car = car_of(selection)
    assert decode(OURS, encode(OURS, car)) == car.selection


@given(CODES, st.integers(0, 11))
def test_every_single_wrong_symbol_is_refused(code: str, place: int) -> None:
    symbols = list(code.replace("-", ""))
    right = symbols[place]
    for wrong in set(ALPHABET) - {right}:
        symbols[place] = wrong
        with pytest.raises(CodeError):
            decode(OURS, "".join(symbols))


@given(CODES)
def test_every_swap_of_neighbours_is_refused(code: str) -> None:
    symbols = code.replace("-", "")
    for place, (one, other) in enumerate(pairwise(symbols)):
        if one != other:
            with pytest.raises(CodeError):
                decode(OURS, symbols[:place] + other + one + symbols[place + 2 :])


@given(CODES, st.randoms())
def test_case_dashes_and_letters_that_look_like_digits_do_not_matter(code: str, random: Any) -> None:
    looks_alike = code.translate(str.maketrans({"0": "o", "1": random.choice("iIlL")}))
    assert decode(OURS, looks_alike.replace("-", random.choice(SEPARATORS)).lower()) == decode(OURS, code)


@given(CODES, st.text(INVISIBLE, min_size=1, max_size=3), st.integers(0, 14))
def test_characters_that_nobody_sees_do_not_matter(code: str, invisible: str, place: int) -> None:
    assert decode(OURS, code[:place] + invisible + code[place:]) == decode(OURS, code)


@pytest.mark.parametrize(
    "script", [FULL_WIDTH, CYRILLIC, GREEK, ARABIC], ids=["full width", "Cyrillic", "Greek", "Arabic"]
)
@given(code=CODES)
def test_letters_and_digits_of_other_scripts_that_look_right_are_right(script: Any, code: str) -> None:
    assert decode(OURS, code.translate(script)) == decode(OURS, code.translate(script).lower()) == decode(OURS, code)


@pytest.mark.parametrize(
    "sent",
    [
        "\u201c{}\u201d",
        "({}).",
        "*{}*",
        " {}!",
        "Code: {}",
        "https://cars.example/car/{}?view=rear#render",
        "HTTPS://CARS.EXAMPLE/CAR/{}",
        "https://cars.example/car/{}/compare?with=chalk",
        "https%3A%2F%2Fcars.example%2Fcar%2F{}",
        "https://cars.example/drawings/{}/side-1200.png",
        "https://cars.example/configurations/{}",
    ],
)
def test_a_code_opens_with_what_messengers_and_people_put_around_it(sent: str) -> None:
    assert decode(OURS, sent.format(USUAL)) == decode(OURS, USUAL)


def test_keycaps_and_styled_letters_are_read() -> None:
    keycaps = "".join(f"{symbol}\ufe0f\u20e3" if symbol.isdigit() else symbol for symbol in USUAL)
    bold = USUAL.translate({ord("A") + n: 0x1D400 + n for n in range(26)})
    assert decode(OURS, keycaps) == decode(OURS, bold) == decode(OURS, USUAL)


@given(CODES, st.integers(1, 31).filter(lambda series: series != OURS.series))
def test_the_code_of_another_dealer_is_refused(code: str, series: int) -> None:
    with pytest.raises(CodeError):
        decode(replace(OURS, series=series), code)


@given(st.text(max_size=30))
def test_any_other_text_is_refused_with_words_that_help(text: str) -> None:
    with pytest.raises(CodeError, match=r"copy\.$|again\.$|later\.$"):
        decode(OURS, text)


def test_a_code_stays_the_same_for_ever() -> None:
    car = car_of(default_selection(OURS.models[0])._replace(features=("bose", "sport-chrono")))
    assert encode(OURS, car) == USUAL


def test_a_code_is_the_same_in_another_process() -> None:
    script = (
        "from configurator.cars import code, configuration, catalogue_reader;"
        "ours = catalogue_reader.load();"
        f"print(code.encode(ours, configuration.check(ours, code.decode(ours, {USUAL!r})).car))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == USUAL


def test_additions_to_the_catalogue_change_no_code(tmp_path: Path) -> None:
    document = our_document()
    for kind in ("models", "paints", "sets", "interiors"):
        number = max(entry["number"] for entry in document[kind]) + 1
        names = {"id": "newcomer", "name": "Newcomer", "short": "Newcomer", "number": number}
        document[kind].insert(0, {**document[kind][0], **names})
    document["models"][0]["default"]["tire"] = "newcomer"
    document["sets"][0]["for"] = {"lines": ["911"]}
    grown = load(written(document, tmp_path))
    assert decode(grown, USUAL) == decode(OURS, USUAL)


def test_a_car_with_parts_that_are_gone_says_so_and_keeps_the_rest(tmp_path: Path) -> None:
    document = our_document()
    document["features"] = [feature for feature in document["features"] if feature["id"] != "sport-chrono"]
    document["paints"] = [paint for paint in document["paints"] if paint["id"] != "lava-orange"]
    fancy = default_selection(OURS.models[0])._replace(color="lava-orange", features=("sport-chrono", "bose"))
    with pytest.raises(NoLongerOffered, match="no longer offered here: the paint, an extra") as raised:
        decode(load(written(document, tmp_path)), encode(OURS, car_of(fancy)))
    assert raised.value.selection == fancy._replace(color="", features=("bose",))
