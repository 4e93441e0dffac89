"""Asking the dealer about a car: a message with the car in it, and nothing about the person who sends it."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from tests.support.client import Visitor
from tests.support.html import Page, read_page
from tests.support.pages import ADA, code_of, save
from tests.support.processes import Server

CODE = code_of(features=("sport-chrono",))
DEALER = "sales@cars.example"


def car_page(visitor: Visitor) -> Page:
    return read_page(visitor.get(f"/car/{CODE}"))


def messages(page: Page) -> list[tuple[str, str, str]]:
    """To whom, about what, and what the mail program opens with."""
    links = [urlsplit(tag["href"] or "") for tag in page.all("a") if "data-share" in tag]
    return [(link.path, parse_qs(link.query)["subject"][0], parse_qs(link.query)["body"][0]) for link in links]


def test_the_message_has_the_car_its_code_its_total_and_a_picture(server: Callable[..., Server]) -> None:
    visitor = server(CONTACT=DEALER, PUBLIC_URL="https://cars.example").visitor()
    [(to, subject, body), (_, test_drive, _)] = messages(car_page(visitor))
    assert (to, subject) == (DEALER, f"911 Carrera in Gentian Blue Metallic, {CODE}")
    assert test_drive == f"Test drive: 911 Carrera, {CODE}"
    assert body.split("\r\n")[2:] == [
        "911 Carrera in Gentian Blue Metallic",
        f"Code: {CODE}",
        "Total: $139,870 before delivery and tax",
        f"The car: https://cars.example/car/{CODE}",
        f"A picture: https://cars.example/drawings/{CODE}/front-1200.png",
        "",
    ]


def test_the_message_has_nothing_about_who_sends_it(server: Callable[..., Server]) -> None:
    visitor = server(CONTACT=DEALER).visitor()
    save(visitor, CODE)
    sent = " ".join(word for message in messages(car_page(visitor)) for word in message)
    assert CODE in sent
    for word in (ADA["name"], ADA["age"] + " ", "deutan", "Woman"):
        assert word not in sent


def test_a_contact_page_is_opened_as_it_is_and_the_message_can_be_copied(server: Callable[..., Server]) -> None:
    page = car_page(server(CONTACT="https://dealer.example/contact").visitor())
    addresses = [tag["href"] for tag in page.all("a") if "data-share" in tag]
    assert addresses == ["https://dealer.example/contact"] * 2
    assert f"Code: {CODE}" in page.text


def test_without_a_contact_nothing_is_said_of_a_dealer_to_ask(visitor: Visitor) -> None:
    page = car_page(visitor)
    assert "Ask the dealer" not in page.text
    assert not [tag for tag in page.all("a") if "data-share" in tag]
