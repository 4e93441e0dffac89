"""TRUSTED_HOSTS: each value has an effect, or stops the start with a sentence that says what to write instead."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from configurator.settings import Settings, SettingsError


def read(folder: Path, environment: Mapping[str, str]) -> Settings:
    return Settings.from_environment({"DATA_DIR": str(folder), **environment})


ACCEPTED = {
    "cars.example.com": "cars.example.com",
    "Cars.Example.com": "cars.example.com",
    "cars.example.com.": "cars.example.com",
    "*.example.com": ".example.com",
    ".Example.com": ".example.com",
    "müller.example": "xn--mller-kva.example",
    "xn--mller-kva.example": "xn--mller-kva.example",
    "localhost": "localhost",
    "192.0.2.7": "192.0.2.7",
    "::1": "[::1]",
    "[::1]": "[::1]",
    "2001:DB8:0:0::7": "[2001:db8::7]",
    "10.0.0.0/8": "10.0.0.0/8",
    "192.0.2.7/32": "192.0.2.7/32",
    "2001:db8::/32": "2001:db8::/32",
}


@pytest.mark.parametrize(("written", "read_as"), ACCEPTED.items())
def test_names_addresses_and_networks_have_one_spelling(written: str, read_as: str, tmp_path: Path) -> None:
    assert read(tmp_path, {"TRUSTED_HOSTS": written}).trusted_hosts == (read_as,)


REFUSED = {
    "cars.example.com:8000": "Write cars.example.com, ",
    "https://cars.example.com": "Write cars.example.com, ",
    "https://cars.example.com:8443/shop": "Write cars.example.com, ",
    "//cars.example.com": "Write names such as",
    "[::1]:8000": "Write [::1], ",
    "192.0.2.7:80": "Write 192.0.2.7, ",
    "10.0.0.7/8": "Write 10.0.0.0/8.",
    "2001:db8::7/32": "Write 2001:db8::/32.",
    "10.0.0.0/33": "Write names such as",
    "cars.example.com/shop": "Write names such as",
    "cars.*.com": "Write names such as",
    "*example.com": "Write names such as",
    "*.": "Write names such as",
    ".": "Write names such as",
    "*.10.0.0.1": "Write names such as",
    "my_container": "Write names such as",
    "a..b": "Write names such as",
    "-cars.example.com": "Write names such as",
    "10.0.0.256": "Write names such as",
    "10.0.0.*": "Write names such as",
    "[192.0.2.7]": "Write names such as",
    "[::1": "Write names such as",
    "fe80::1%eth0": "Write names such as",
    "a" * 64: "Write names such as",
    "straße.example": "xn--",
    "ü..example": "xn--",
}


@pytest.mark.parametrize(("written", "advice"), REFUSED.items())
def test_anything_else_is_refused_with_what_to_write(written: str, advice: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        read(tmp_path, {"TRUSTED_HOSTS": f"cars.example.com {written}"})
    message = str(refused.value)
    assert message.startswith(f"TRUSTED_HOSTS: {written!r} isn't a ")
    assert advice in message


def test_any_host_is_only_for_sites_whose_links_do_not_depend_on_it(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"TRUSTED_HOSTS=\*: set PUBLIC_URL too"):
        read(tmp_path, {"TRUSTED_HOSTS": "*"})
    with pytest.raises(SettingsError, match="use it alone"):
        read(tmp_path, {"TRUSTED_HOSTS": "* cars.example.com", "PUBLIC_URL": "https://cars.example.com"})
    trusted = read(tmp_path, {"TRUSTED_HOSTS": "*", "PUBLIC_URL": "https://cars.example.com"}).trusted_hosts
    assert trusted == ("*",)


@pytest.mark.parametrize("count", ["0", "-1", "11", "two", "1.5"])
def test_a_number_of_proxies_that_cannot_be_is_refused(count: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="TRUSTED_PROXY_COUNT"):
        read(tmp_path, {"TRUSTED_PROXY": "127.0.0.1", "TRUSTED_PROXY_COUNT": count})


def test_a_number_of_proxies_without_a_proxy_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="TRUSTED_PROXY_COUNT needs TRUSTED_PROXY"):
        read(tmp_path, {"TRUSTED_PROXY_COUNT": "2"})
    assert read(tmp_path, {"TRUSTED_PROXY": "*", "TRUSTED_PROXY_COUNT": "2"}).trusted_proxy_count == 2
