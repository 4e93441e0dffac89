"""All settings of an installation."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from configurator.cars.catalogue import OUR_CATALOGUE
from configurator.settings.addresses import read_file_server, read_site
from configurator.settings.contradictions import refuse_contradictions
from configurator.settings.errors import SettingsError
from configurator.settings.hosts import read_proxy_count, read_trusted_hosts
from configurator.settings.images import ImageSettings, read_image_settings
from configurator.settings.kiosk import KioskSettings, read_kiosk_settings
from configurator.settings.origins import read_origins
from configurator.settings.rate_limits import RateLimitSettings, read_rate_limits
from configurator.settings.reader import HIGHEST_PORT, Environment, EnvironmentReader
from configurator.settings.secret_key import read_secret_key

OUR_DATA = Path(__file__).resolve().parents[2] / "var"
"""Next to the package, so that commands find it from any folder."""

_LONGEST_FUNCTION = 900


# No repr, because it would show secrets.
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Settings:
    """Everything that can differ between two installations of the same code."""

    production: bool = False
    host: str = "127.0.0.1"
    port: int = 8000
    data_dir: Path = OUR_DATA
    public_url: str = ""
    static_base: str = ""
    """The CDN's address for our static files, without /<version>/<name>; "" if the app sends them."""
    trusted_hosts: tuple[str, ...] = ()
    trusted_proxy: str = ""
    """The address of a reverse proxy in front of the app, * for any address, or "" for none."""
    trusted_proxy_count: int = 1
    """How many proxies in a row stand in front of the app, with that one."""
    cors_origins: tuple[str, ...] = ("*",)
    catalogue: Path = OUR_CATALOGUE
    secret_key: str = ""
    secret_key_parameter: str = ""
    """The name of the parameter in AWS's Parameter Store that holds the key, if it is there."""
    store: str = "sqlite"
    table_prefix: str = "profile-"
    owners_only: bool = False
    """Whether only a user's owner can read it; otherwise its id is enough."""
    contact: str = ""
    staff_token_hash: str = ""
    images: ImageSettings = field(default_factory=ImageSettings)
    kiosk: KioskSettings = field(default_factory=KioskSettings)
    rate_limits: RateLimitSettings | None = None
    """None if requests are not limited."""
    function_name: str = ""
    function_alias: str = ""
    """On Lambda: the name of this function, which invokes itself for renders."""
    function_timeout: int = 0
    """On Lambda: the seconds after which Lambda ends an invocation; 0 if unknown."""
    stage: str = ""
    """On Lambda: the value of the Stage dimension in this installation's metrics."""

    @classmethod
    def from_environment(cls, environment: Environment = os.environ) -> Self:
        """Raises SettingsError, whose message names the variable and says what it should be."""
        return cls.read_from(EnvironmentReader(environment))

    @classmethod
    def read_from(cls, read: EnvironmentReader) -> Self:
        """Raises SettingsError."""
        default = cls()
        refuse_contradictions(read)
        production = read.choice("ENVIRONMENT", {"development": False, "production": True}, default.production)
        data_dir = read.path("DATA_DIR", default.data_dir)
        parameter = read.text("SECRET_KEY_PARAMETER")
        return cls(
            production=production,
            host=read.text("HOST", default.host),
            port=read.whole("PORT", default.port, HIGHEST_PORT),
            data_dir=data_dir,
            public_url=read_site(read),
            static_base=read_file_server(read, "STATIC_BASE"),
            trusted_hosts=read_trusted_hosts(read),
            trusted_proxy=read.proxy("TRUSTED_PROXY"),
            trusted_proxy_count=read_proxy_count(read),
            cors_origins=read_origins(read, default.cors_origins),
            catalogue=read.path("CATALOGUE", default.catalogue),
            secret_key=read_secret_key(read.text("SECRET_KEY"), parameter, production, data_dir),
            secret_key_parameter=parameter,
            store=read.one_of("STORE", ("sqlite", "dynamodb"), default.store),
            table_prefix=read.table_prefix("TABLE_PREFIX", default.table_prefix),
            owners_only=read.choice("USER_ACCESS", {"id": False, "owner": True}, default.owners_only),
            contact=read.contact("CONTACT"),
            staff_token_hash=read.digest("STAFF_TOKEN_HASH"),
            images=read_image_settings(read),
            kiosk=read_kiosk_settings(read),
            rate_limits=read_rate_limits(read, production),
            function_name=read.text("AWS_LAMBDA_FUNCTION_NAME"),
            function_alias=read.text("FUNCTION_ALIAS"),
            function_timeout=read.whole("FUNCTION_TIMEOUT", default.function_timeout, _LONGEST_FUNCTION),
            stage=read.text("STAGE"),
        )


def require_lasting(settings: Settings) -> None:
    """Requires stores that outlive an instance, as Lambda needs them. Raises SettingsError."""
    if settings.store == "sqlite":
        raise SettingsError("STORE=sqlite: on Lambda no file lasts. Set STORE=dynamodb, as infra/ does.")
    if settings.images.pictures == "folder":
        raise SettingsError("PICTURES=folder: on Lambda no file lasts. Set PICTURES=s3://bucket, as infra/ does.")


def require_time(settings: Settings) -> None:
    """Requires that Lambda lets a worker live for one call to OpenAI. Raises SettingsError."""
    images, timeout = settings.images, settings.function_timeout
    if images.enabled and 0 < timeout < images.function_timeout:
        raise SettingsError(
            f"IMAGE_TIMEOUT_SECONDS={images.timeout}: the function's timeout of {timeout} s is too short. "
            f"Run `make deploy`, which sets it to {images.function_timeout} s."
        )
