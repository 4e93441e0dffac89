"""What the operator may set: the environment, read once into frozen Settings. A bad value stops the start."""

import os
import re
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Self, TypeVar
from urllib.parse import urlsplit

from configurator.cars.catalogue_reader import OUR_CATALOGUE

OUR_DATA = Path(__file__).resolve().parents[1] / "var"
"""Beside the package, so that the commands find it from any folder."""

Value = TypeVar("Value")
SHORTEST_KEY = 32
Environment = Mapping[str, str]

_EMAIL = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class SettingsError(ValueError):
    """A setting is missing or bad; the message names it and says what to put there."""


# Without a repr, which would show secrets.
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ImageSettings:
    """How renders are made. Money in micro-dollars (millionths of a USD), rates in USD per million tokens."""

    api_key: str = ""
    api_key_parameter: str = ""
    """Where only AWS's Parameter Store has the key: the parameter's name."""
    base_url: str = ""
    model: str = "gpt-image-2.6-flare"
    quality: str = "medium"
    size: str = "1536x1024"
    reference: bool = True
    daily_budget: int = 5_000_000
    client_daily: int = 20
    pictures: str = "folder"
    """Or s3://bucket, or s3://bucket/prefix."""
    pictures_url: str = ""
    text_rate: float = 5.0
    image_rate: float = 8.0
    output_rate: float = 30.0

    @property
    def enabled(self) -> bool:
        """Whether renders can be made at all: with a key, or on a server of the operator's that may need none."""
        return bool(self.api_key or self.api_key_parameter or self.base_url)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Settings:
    """Everything that may differ between two installations of the same code."""

    production: bool = False
    host: str = "127.0.0.1"
    port: int = 8000
    data_dir: Path = OUR_DATA
    public_url: str = ""
    static_base: str = ""
    """Where a CDN has our static files, before /<version>/<name>; "" where we send them ourselves."""
    trusted_hosts: tuple[str, ...] = ()
    trusted_proxy: str = ""
    """The address of a reverse proxy before us, or * for whoever connects; "" where there is none."""
    cors_origins: tuple[str, ...] = ("*",)
    catalogue: Path = OUR_CATALOGUE
    secret_key: str = ""
    secret_key_parameter: str = ""
    """Where only AWS's Parameter Store has the key: the parameter's name."""
    store: str = "sqlite"
    table_prefix: str = "profile-"
    owners_only: bool = False
    contact: str = ""
    staff_token_hash: str = ""
    images: ImageSettings = ImageSettings()
    function_name: str = ""
    """On Lambda: which function we are, and may tell to work on a render."""
    stage: str = ""
    """On Lambda: the name under which metrics of this installation stand together."""

    @classmethod
    def from_environment(cls, environment: Environment = os.environ) -> Self:
        """Raises SettingsError with the name of the variable that is wrong and what it should be."""
        read = _Reader(environment)
        production = read.one_of("ENVIRONMENT", ("development", "production"), "development") == "production"
        data_dir = Path(read.text("DATA_DIR", str(OUR_DATA)))
        secret_key_parameter = read.text("SECRET_KEY_PARAMETER")
        return cls(
            production=production,
            host=read.text("HOST", "127.0.0.1"),
            port=read.whole("PORT", 8000, 65535),
            data_dir=data_dir,
            public_url=read.url("PUBLIC_URL"),
            static_base=read.url("STATIC_BASE"),
            trusted_hosts=read.words("TRUSTED_HOSTS"),
            trusted_proxy=read.proxy("TRUSTED_PROXY"),
            cors_origins=read.origins("CORS_ORIGINS"),
            catalogue=Path(read.text("CATALOGUE", str(OUR_CATALOGUE))),
            secret_key=_long_enough(read.text("SECRET_KEY"), production)
            or ("" if secret_key_parameter else _secret_key(production, data_dir)),
            secret_key_parameter=secret_key_parameter,
            store=read.one_of("STORE", ("sqlite", "dynamodb"), "sqlite"),
            table_prefix=_table_prefix(read.text("TABLE_PREFIX", "profile-")),
            contact=read.contact("CONTACT"),
            owners_only=read.one_of("USER_ACCESS", ("id", "owner"), "id") == "owner",
            staff_token_hash=read.digest("STAFF_TOKEN_HASH"),
            images=_image_settings(read),
            function_name=read.text("AWS_LAMBDA_FUNCTION_NAME"),
            stage=read.text("STAGE"),
        )


class _Reader:
    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def text(self, name: str, default: str = "") -> str:
        return self._environment.get(name, "").strip() or default

    def words(self, name: str) -> tuple[str, ...]:
        return tuple(self.text(name).replace(",", " ").split())

    def one_of(self, name: str, allowed: tuple[str, ...], default: str) -> str:
        value = self.text(name, default)
        if value not in allowed:
            raise SettingsError(f"{name}={value!r}: use {' or '.join(allowed)}.")
        return value

    def whole(self, name: str, default: int, most: int) -> int:
        value = self.text(name, str(default))
        if not value.isascii() or not value.isdigit() or int(value) > most:
            raise SettingsError(f"{name}={value!r}: use a whole number from 0 to {most}.")
        return int(value)

    def dollars(self, name: str, default: float) -> float:
        value = self.text(name, str(default))
        amount = _parsed(float, value)
        if amount is None or not 0 <= amount <= 1_000_000:
            raise SettingsError(f"{name}={value!r}: use an amount in USD such as 2.50.")
        return amount

    def url(self, name: str) -> str:
        value = self.text(name).rstrip("/")
        if value and not _is_address(value):
            raise SettingsError(f"{name}={value!r}: use a full address such as https://cars.example.com.")
        return value

    def proxy(self, name: str) -> str:
        value = self.text(name)
        if value and value != "*" and _parsed(ip_address, value) is None:
            raise SettingsError(f"{name}={value!r}: use the address that the proxy connects from, such as 127.0.0.1.")
        return value

    def origins(self, name: str) -> tuple[str, ...]:
        values = tuple(word.rstrip("/") for word in self.words(name))
        for value in values:
            if values != ("*",) and not (_is_address(value) and value.count("/") == 2):
                raise SettingsError(f"{name}={value!r}: use origins such as https://app.example.com, or * alone.")
        return values or ("*",)

    def digest(self, name: str) -> str:
        value = self.text(name).lower()
        if value and not _SHA256.fullmatch(value):
            raise SettingsError(f"{name} is no SHA-256 in hex: make it of the token with printf %s TOKEN | sha256sum.")
        return value

    def place(self, name: str, folder: str) -> str:
        value = self.text(name, folder).rstrip("/")
        if value != folder and not re.fullmatch(r"s3://[a-z0-9][a-z0-9.-]+(/.+)?", value):
            raise SettingsError(f"{name}={value!r}: use {folder}, or a bucket such as s3://bucket/prefix.")
        return value

    def contact(self, name: str) -> str:
        """A page, or an email address as mailto: link."""
        value = self.text(name)
        if value and not (_EMAIL.fullmatch(value) or _is_address(value)):
            raise SettingsError(f"{name}={value!r}: use an email address, or the full address of a page.")
        return f"mailto:{value}" if _EMAIL.fullmatch(value) else value


def _is_address(text: str) -> bool:
    address = _parsed(urlsplit, text)
    return address is not None and address.scheme in ("http", "https") and bool(address.hostname)


def _parsed(kind: Callable[[str], Value], text: str) -> Value | None:
    try:
        return kind(text)
    except ValueError:
        return None


def _image_settings(read: _Reader) -> ImageSettings:
    usual = ImageSettings()
    return ImageSettings(
        api_key=one_piece(read.text("OPENAI_API_KEY"), "OPENAI_API_KEY"),
        api_key_parameter=read.text("OPENAI_API_KEY_PARAMETER"),
        base_url=read.url("OPENAI_BASE_URL"),
        model=read.text("IMAGE_MODEL", usual.model),
        quality=read.one_of("IMAGE_QUALITY", ("low", "medium", "high", "auto"), usual.quality),
        size=read.one_of("IMAGE_SIZE", ("1024x1024", "1536x1024", "1024x1536", "auto"), usual.size),
        reference=read.one_of("IMAGE_REFERENCE", ("on", "off"), "on") == "on",
        daily_budget=round(read.dollars("IMAGE_DAILY_BUDGET_USD", usual.daily_budget / 1e6) * 1_000_000),
        client_daily=read.whole("IMAGE_CLIENT_DAILY", usual.client_daily, 10_000),
        pictures=read.place("PICTURES", usual.pictures),
        pictures_url=read.url("PICTURES_URL"),
        text_rate=read.dollars("IMAGE_RATE_TEXT", usual.text_rate),
        image_rate=read.dollars("IMAGE_RATE_IMAGE", usual.image_rate),
        output_rate=read.dollars("IMAGE_RATE_OUTPUT", usual.output_rate),
    )


def _table_prefix(prefix: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_.-]{1,200}", prefix):
        raise SettingsError(f"TABLE_PREFIX={prefix!r}: use 1 to 200 letters, digits or any of _ . -")
    return prefix


def one_piece(key: str, name: str) -> str:
    """The key, if it can be sent as it is. Raises SettingsError, which doesn't quote it."""
    if any(character.isspace() or not character.isprintable() for character in key) or not key.isascii():
        raise SettingsError(f"{name} has a space or a line break inside: copy the key again, in one piece.")
    return key


def require_lasting(settings: Settings) -> None:
    """For Lambda, where a disk is gone with its instance, and each instance has its own. Raises SettingsError."""
    if settings.store == "sqlite":
        raise SettingsError("STORE=sqlite: on Lambda no file lasts. Set STORE=dynamodb, as infra/ does.")
    if settings.images.pictures == "folder":
        raise SettingsError("PICTURES=folder: on Lambda no file lasts. Set PICTURES=s3://bucket, as infra/ does.")


def _long_enough(key: str, production: bool) -> str:
    if key and production and len(key) < SHORTEST_KEY:
        raise SettingsError(f"SECRET_KEY is too short: in production use {SHORTEST_KEY} random characters or more.")
    return key


def _secret_key(production: bool, data_dir: Path) -> str:
    if production:
        raise SettingsError("SECRET_KEY is missing: in production set it to a long random text and keep it secret.")
    try:
        return _development_key(data_dir / "development.key")
    except OSError as error:
        raise unusable_data_dir(data_dir, error.strerror or "it can't be used") from None


def unusable_data_dir(data_dir: Path, why: str) -> SettingsError:
    return SettingsError(f"DATA_DIR={str(data_dir)!r}: {why}. Use a folder that this program may write to.")


def _development_key(path: Path) -> str:
    """Made on the first run and kept, so that a restart signs nobody out; whole, or not there at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        draft = path.with_name(f".{secrets.token_hex(8)}.key")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(32))
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text()
