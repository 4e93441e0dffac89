"""/you: saving a car under a name, with a form that loses nothing and reveals nothing."""

import re
import zlib
from collections.abc import Callable

import pytest
from itsdangerous.encoding import base64_decode

from tests.support.client import Answer, Visitor
from tests.support.html import Page, read_page
from tests.support.pages import ADA, RICH, code_of, field, hidden_fields, save, save_another
from tests.support.processes import Server

CODE = code_of(features=RICH)
SENSITIVE = ("Ada", "Quispe", "36", "Woman", "deutan")


def chosen(page: Page, name: str) -> str | None:
    [found] = [tag for tag in page.all("input") if tag.get("name") == name and "checked" in tag]
    return found["value"]


def fault_of(page: Page, name: str) -> str:
    """The page's text, after checking that a screen reader reads the error with its field."""
    assert field(page, name)["aria-invalid"] == "true"
    assert f"{name}-fault" in (field(page, name)["aria-describedby"] or "").split()
    return page.text


def test_shows_which_car_it_is_about_and_says_why_each_thing_is_asked(visitor: Visitor) -> None:
    page = read_page(visitor.get(f"/you?code={CODE}"))
    for words in (
        "911 Carrera in Gentian Blue Metallic",
        "Only a name is required.",
        "So you and your adviser know whose car it is.",
        "It changes nothing on this site",
        "So we address you correctly.",
        "So paints you can tell apart come first",
        "erase everything at any time",
    ):
        assert words in page.text


def test_a_name_alone_is_enough(visitor: Visitor) -> None:
    answer = save(visitor, CODE, {"name": "Ada"})
    assert (answer.status, answer.location) == (303, "/saved")
    text = read_page(visitor.follow(answer)).text
    assert "Saved for Ada" in text
    for unsaid in ("Age", "Gender", "Sees colour", "None"):
        assert unsaid not in text


def test_all_that_is_said_is_kept_and_comes_back(visitor: Visitor) -> None:
    assert save(visitor, CODE).status == 303
    page = read_page(visitor.get("/you"))
    assert (field(page, "name")["value"], field(page, "age")["value"]) == ("Ada Quispe", "36")
    assert (chosen(page, "gender"), chosen(page, "vision")) == ("Woman", "deutan")


def test_how_hard_colours_are_to_tell_apart_is_kept_and_shown(visitor: Visitor) -> None:
    save(visitor, CODE, {**ADA, "severity": "mild"})
    assert chosen(read_page(visitor.get("/you")), "severity") == "mild"
    assert "Red and green are hard to tell apart (mild)" in read_page(visitor.get("/saved")).text


def test_a_severity_means_nothing_for_a_type_that_has_none(visitor: Visitor) -> None:
    save(visitor, CODE, {**ADA, "vision": "achromat", "severity": "mild"})
    assert "(mild)" not in read_page(visitor.get("/saved")).text
    assert chosen(read_page(visitor.get("/you")), "severity") == "full"


def test_a_severity_can_be_taken_back(visitor: Visitor) -> None:
    save(visitor, CODE, {**ADA, "severity": "moderate"})
    assert visitor.submit("/you", {**hidden_fields(visitor, "/you"), **ADA, "severity": "full"}).status == 303
    assert "(moderate)" not in read_page(visitor.get("/saved")).text


def test_a_gender_may_be_said_in_own_words(visitor: Visitor) -> None:
    save(visitor, CODE, {"name": "Ada", "gender": "own", "own_words": "two-spirit"})
    assert "Gender two-spirit" in read_page(visitor.get("/saved")).text
    page = read_page(visitor.get("/you"))
    assert (chosen(page, "gender"), field(page, "own_words")["value"]) == ("own", "two-spirit")


@pytest.mark.parametrize(
    ("said", "name", "words"),
    [
        ({"name": "  "}, "name", "Please enter a name"),
        ({"name": "\u200b\u2060"}, "name", "with a visible character"),
        ({"name": "A" * 201}, "name", "at most 200 characters"),
        ({"age": "twelve"}, "age", "whole years, from 0 to 150"),
        ({"age": "151"}, "age", "whole years, from 0 to 150"),
        ({"age": "-1"}, "age", "whole years, from 0 to 150"),
        ({"gender": "own", "own_words": "w" * 65}, "own_words", "at most 64 characters"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_all_that_was_typed_is_still_there(
    visitor: Visitor, said: dict[str, str], name: str, words: str
) -> None:
    answer = save(visitor, CODE, {**ADA, **said})
    page = read_page(answer)
    assert answer.status == 400
    assert words in fault_of(page, name)
    assert "autofocus" in field(page, name)
    assert page.title.startswith("Please check")
    for sent, value in {**ADA, **said}.items():
        assert (field(page, sent)["value"] if sent in ("name", "age", "own_words") else chosen(page, sent)) == value
    assert read_page(visitor.get("/saved")).text.count("Nothing is saved here.") == 1


def test_several_faults_are_said_at_once(visitor: Visitor) -> None:
    page = read_page(save(visitor, CODE, {"name": "", "age": "old"}))
    fault_of(page, "name")
    fault_of(page, "age")


@pytest.mark.parametrize("forged", [{"vision": "purple"}, {"gender": "robot"}, {"severity": "extreme"}])
def test_an_answer_that_was_not_offered_is_refused_beside_the_question(
    visitor: Visitor, forged: dict[str, str]
) -> None:
    answer = save(visitor, CODE, {**ADA, **forged})
    assert answer.status == 400
    assert f"{next(iter(forged))}-fault" in read_page(answer).values("id")


def test_who_it_is_for_is_asked_once_and_another_car_comes_to_the_first(visitor: Visitor) -> None:
    save(visitor, CODE)
    owner = visitor.cookies["owner"]
    asked = read_page(visitor.follow(visitor.get(f"/you?code={code_of('taycan')}")))
    assert "They are for Ada Quispe" in asked.text
    assert "Gender" not in asked.text
    save_another(visitor, code_of("taycan"))
    assert visitor.cookies["owner"] == owner
    text = read_page(visitor.get("/saved")).text
    for words in ("Saved for Ada Quispe", "2 cars", CODE, code_of("taycan")):
        assert words in text


def test_changing_the_person_leaves_the_car_as_it_was_saved(visitor: Visitor) -> None:
    save(visitor, CODE)
    assert visitor.submit("/you", {**hidden_fields(visitor, "/you"), "name": "Bea"}).status == 303
    text = read_page(visitor.get("/saved")).text
    assert "Saved for Bea" in text
    assert CODE in text


def test_a_code_that_no_longer_opens_keeps_what_was_typed(visitor: Visitor) -> None:
    fields = {**hidden_fields(visitor, f"/you?code={CODE}"), **ADA, "code": "K7M4-QX9P-2RTX"}
    page = read_page(visitor.submit("/you", fields))
    assert "wrong symbol" in page.text
    assert field(page, "name")["value"] == "Ada Quispe"


def test_markup_in_a_name_is_only_text(visitor: Visitor) -> None:
    name = '<b>Ada</b> & "Co" \''
    save(visitor, CODE, {"name": name})
    assert f"Saved for {name}" in read_page(visitor.get("/saved")).text
    assert field(read_page(visitor.get("/you")), "name")["value"] == name


def test_without_a_car_there_is_nothing_to_ask(visitor: Visitor) -> None:
    answer = visitor.get("/you")
    assert (answer.status, answer.location) == (303, "/saved")


def test_a_wrong_code_is_answered_like_anywhere_else(visitor: Visitor) -> None:
    answer = visitor.get("/you?code=K7M4-QX9P-2RTX")
    assert answer.status == 404
    assert "That code doesn't work." in read_page(answer).text


def cookies(answer: Answer) -> dict[str, str]:
    lines = answer.headers.get_all("Set-Cookie", [])
    return {line.split("=")[0]: line.split(";", 1)[1].lower() for line in lines}


@pytest.mark.parametrize(("public_url", "prefix"), [("https://cars.example.com", "__Host-"), ("", "")])
def test_cookies_are_out_of_reach_for_scripts_and_other_sites_and_secure_behind_tls(
    server: Callable[..., Server], public_url: str, prefix: str
) -> None:
    visitor = server(PUBLIC_URL=public_url).visitor()
    given = cookies(visitor.get(f"/you?code={CODE}")) | cookies(save(visitor, CODE))
    assert set(given) == {f"{prefix}owner", f"{prefix}profile"}
    for kept in given.values():
        assert "httponly" in kept
        assert "samesite=lax" in kept
        assert ("secure" in kept) is bool(prefix)
        assert "path=/" in map(str.strip, kept.split(";"))
        assert "domain" not in kept


def test_no_cache_keeps_what_is_somebodys_own(visitor: Visitor) -> None:
    save(visitor, CODE)
    for path in ("/you", "/saved", "/saved/erase"):
        assert visitor.get(path).headers["Cache-Control"] == "no-store"


def contents(cookie: str) -> str:
    """A cookie, with the content of its signed part."""
    payload = cookie.strip('"').split(".")[-3] if cookie.count(".") > 1 else ""
    packed = base64_decode(payload)
    return f"{cookie} {(zlib.decompress(packed) if cookie.startswith('.') else packed).decode()}"


def said(text: str) -> list[str]:
    """The person's data in a text, as whole words only: many random texts contain two digits in a row."""
    return re.findall(rf"(?<![\w-])(?:{'|'.join(SENSITIVE)})(?![\w-])", text)


def test_nothing_about_the_person_is_in_an_address_a_cookie_or_the_log(server: Callable[..., Server]) -> None:
    """The one exception is colour vision, which the session cookie holds."""
    running = server()
    visitor = running.visitor()
    answers = [save(visitor, CODE), visitor.get("/saved"), visitor.get("/you"), save(visitor, CODE, {"name": ""})]
    addresses = [answer.location for answer in answers]
    addresses += [link for answer in answers if answer.body for link in read_page(answer).values("href")]
    assert said(" ".join(map(str, addresses)).replace(visitor.url, "")) == []
    assert said(running.output.replace(visitor.url, "")) == []
    assert {word for cookie in visitor.cookies.values() for word in said(contents(cookie))} == {"deutan"}
