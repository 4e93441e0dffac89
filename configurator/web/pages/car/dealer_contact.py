"""Messages to the dealer about a car. They contain the car and nothing about the person who sends them."""

from typing import NamedTuple
from urllib.parse import quote

from configurator.cars.opened_car import OpenedCar

_MAIL = "mailto:"


class DealerMessage(NamedTuple):
    """A message that a visitor can send. `url` opens it in the mail program, or the dealer's own contact page."""

    label: str
    subject: str
    body: str
    url: str


class DealerContact(NamedTuple):
    """How to reach the dealer. `address` is an email address; "" if `url` is a page that asks for the message."""

    url: str
    address: str
    car: DealerMessage
    test_drive: DealerMessage


def dealer_contact(contact: str, opened: OpenedCar, total: str, link: str, picture: str) -> DealerContact | None:
    """The messages about a car, or None without a contact.

    `contact` is the setting CONTACT: a mailto: link or the address of a page. `total` is the price in words; `link` and
    `picture` are absolute URLs.
    """
    if not contact:
        return None
    name = opened.car.name
    about = f"{name}\nCode: {opened.code}\nTotal: {total}\nThe car: {link}\nA picture: {picture}\n"
    return DealerContact(
        url=contact,
        address=contact.removeprefix(_MAIL) if contact.startswith(_MAIL) else "",
        car=_message(contact, "Send this car", f"{name}, {opened.code}", f"I am interested in this car:\n\n{about}"),
        test_drive=_message(
            contact,
            "Ask for a test drive",
            f"Test drive: {opened.car.model.name}, {opened.code}",
            f"I would like a test drive in a car like this:\n\n{about}",
        ),
    )


def _message(contact: str, label: str, subject: str, body: str) -> DealerMessage:
    if not contact.startswith(_MAIL):
        return DealerMessage(label, subject, body, contact)
    # RFC 6068 wants line breaks in a body as %0D%0A.
    lines = body.replace("\n", "\r\n")
    return DealerMessage(label, subject, body, f"{contact}?subject={quote(subject)}&body={quote(lines)}")
