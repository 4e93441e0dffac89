"""The settings of renders."""

from dataclasses import dataclass
from typing import Literal, get_args

from configurator.settings.addresses import read_file_server
from configurator.settings.image_server import checked_image_server
from configurator.settings.reader import EnvironmentReader
from configurator.settings.secret_key import one_piece

_QUALITIES = ("low", "medium", "high", "auto")
_SIZES = ("1024x1024", "1536x1024", "1024x1536", "auto")

ImageParameters = Literal["auto", "gpt-image", "dall-e"]
"""Whose parameters a request has: those of gpt-image, those of DALL-E and most other models, or by the model's name."""

SHORTEST_TIMEOUT, LONGEST_TIMEOUT = 30, 600
"""Seconds. Lambda ends every function after 900."""


# No repr, because it would show the key.
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ImageSettings:
    """How renders are made. Money in micro-dollars (millionths of a USD), rates in USD per million tokens."""

    api_key: str = ""
    api_key_parameter: str = ""
    """The name of the parameter in AWS's Parameter Store that holds the key, if it is there."""
    base_url: str = ""
    model: str = "gpt-image-2.6-flare"
    parameters: ImageParameters = "auto"
    quality: str = "medium"
    size: str = "1536x1024"
    reference: bool = True
    """Whether the drawing is sent with the prompt."""
    timeout: int = 90
    """The seconds after which a call is given up. The worker, its lease and the function's timeout follow it."""
    daily_budget: int = 5_000_000
    client_daily: int = 20
    """How many new renders one client can request in a day."""
    pictures: str = "folder"
    """Where pictures are stored: "folder", s3://bucket or s3://bucket/prefix."""
    pictures_url: str = ""
    text_rate: float = 5.0
    image_rate: float = 8.0
    output_rate: float = 30.0

    @property
    def function_timeout(self) -> int:
        """The seconds that Lambda's timeout needs: one call, the work around it, and the start of the worker."""
        return self.timeout + 30

    @property
    def enabled(self) -> bool:
        """Whether renders can be made: there is a key, or another server than OpenAI's, which may need none."""
        return bool(self.api_key or self.api_key_parameter or self.base_url)


def read_image_settings(read: EnvironmentReader) -> ImageSettings:
    """Raises SettingsError."""
    default = ImageSettings()
    return ImageSettings(
        api_key=one_piece(read.text("OPENAI_API_KEY"), "OPENAI_API_KEY"),
        api_key_parameter=read.text("OPENAI_API_KEY_PARAMETER"),
        base_url=_base_url(read),
        model=read.text("IMAGE_MODEL", default.model),
        parameters=read.choice("IMAGE_PARAMETERS", {it: it for it in get_args(ImageParameters)}, default.parameters),
        quality=read.one_of("IMAGE_QUALITY", _QUALITIES, default.quality),
        size=read.one_of("IMAGE_SIZE", _SIZES, default.size),
        reference=read.choice("IMAGE_REFERENCE", {"on": True, "off": False}, default.reference),
        timeout=read.whole("IMAGE_TIMEOUT_SECONDS", default.timeout, LONGEST_TIMEOUT, minimum=SHORTEST_TIMEOUT),
        daily_budget=round(read.dollars("IMAGE_DAILY_BUDGET_USD", default.daily_budget / 1e6) * 1_000_000),
        client_daily=read.whole("IMAGE_CLIENT_DAILY", default.client_daily, 10_000),
        pictures=read.pictures("PICTURES", default.pictures),
        pictures_url=read_file_server(read, "PICTURES_URL"),
        text_rate=read.dollars("IMAGE_RATE_TEXT", default.text_rate),
        image_rate=read.dollars("IMAGE_RATE_IMAGE", default.image_rate),
        output_rate=read.dollars("IMAGE_RATE_OUTPUT", default.output_rate),
    )


def _base_url(read: EnvironmentReader) -> str:
    address = read.text("OPENAI_BASE_URL")
    return checked_image_server(address) if address else ""
