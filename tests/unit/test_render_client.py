"""Whose share a render is counted for: what the platform saw, and nothing that a caller can make up."""

from pathlib import Path
from typing import Any

import pytest

from configurator import create_app
from configurator.settings import Settings
from configurator.web.render_client import network_of, platform_address, render_client

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


def test_a_client_is_a_kiosk_an_owner_or_a_network_and_its_name_tells_nothing(tmp_path: Path) -> None:
    app = create_app(Settings(secret_key="one secret", data_dir=tmp_path))
    with app.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.7"}):
        network, owner, kiosk = render_client(), render_client(owner="ada"), render_client(kiosk="k", owner="ada")
    assert len({network, owner, kiosk}) == 3
    assert all(len(name) == 32 and "192" not in name and "ada" not in name for name in (owner, kiosk))
    other = create_app(Settings(secret_key="another secret", data_dir=tmp_path))
    with other.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.7"}):
        assert render_client() != network
