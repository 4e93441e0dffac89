"""The client that a render counts for: by the address that the platform saw, never by one that a client sends."""

from datetime import UTC, datetime
from typing import Any

import pytest

from configurator.web.http.client import network_of, platform_address, render_client

FORGED = {"HTTP_X_FORWARDED_FOR": "6.6.6.6", "HTTP_FORWARDED": "for=6.6.6.6"}


@pytest.mark.parametrize(
    ("event", "address"),
    [
        ({"requestContext": {"identity": {"sourceIp": "192.0.2.7"}}}, "192.0.2.7"),
        ({"requestContext": {"http": {"sourceIp": "192.0.2.8"}}}, "192.0.2.8"),
        ({"requestContext": {"identity": None, "http": None}}, ""),
        ({"requestContext": None}, ""),
        ({}, ""),
    ],
)
def test_on_lambda_the_address_is_the_request_contexts(event: dict[str, Any], address: str) -> None:
    environ = {**FORGED, "REMOTE_ADDR": "6.6.6.6", "lambda.event": event}
    assert platform_address(environ) == address


def test_elsewhere_it_is_the_connections() -> None:
    assert platform_address({**FORGED, "REMOTE_ADDR": "192.0.2.7"}) == "192.0.2.7"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("", ""),
        ("unknown", ""),
    ],
)
def test_a_household_is_one_network(address: str, network: str) -> None:
    assert network_of(address) == network


def test_a_client_is_an_owner_or_a_network_and_another_one_each_day() -> None:
    today, tomorrow = (clients(datetime(2026, 11, day, 12, tzinfo=UTC)) for day in (25, 26))
    assert len({*today, *tomorrow}) == 6
    assert today == clients(datetime(2026, 11, 25, 23, 59, tzinfo=UTC))


def test_no_network_can_be_found_out_by_trying_them_all() -> None:
    """Each hash of five digits is that of many networks."""
    *_, network = clients(datetime(2026, 11, 25, tzinfo=UTC))
    assert 16 ** len(network) <= 2**32 / 4096


def clients(now: datetime) -> tuple[str, str, str]:
    """Two owners' and a network's."""
    address = "192.0.2.7"
    return (
        render_client(address, now, "ada's secret"),
        render_client(address, now, "bob's secret"),
        render_client(address, now),
    )
