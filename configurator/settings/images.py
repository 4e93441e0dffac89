"""The settings of renders."""

from dataclasses import dataclass

from configurator.settings.addresses import read_file_server
from configurator.settings.reader import EnvironmentReader
from configurator.settings.secret_key import one_piece

_QUALITIES = ("low", "medium", "high", "auto")
_SIZES = ("1024x1024", "1536x1024", "1024x1536", "auto")


# No repr, because it would show the key.
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ImageSettings:
    """How renders are made. Money in micro-dollars (millionths of a USD), rates in USD per million tokens."""

    api_key: str = ""
    api_key_parameter: str = ""
    """The name of the parameter in AWS's Parameter Store that holds the key, if it is there."""
    base_url: str = ""
    model: str = "gpt-image-2.6-flare"
    quality: str = "medium"
    size: str = "1536x1024"
    reference: bool = True
    """Whether the drawing is sent with the prompt."""
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
    def enabled(self) -> bool:
        """Whether renders can be made: there is a key, or another server than OpenAI's, which may need none."""
        return bool(self.api_key or self.api_key_parameter or self.base_url)


def read_image_settings(read: EnvironmentReader) -> ImageSettings:
    """Raises SettingsError."""
    default = ImageSettings()
    return ImageSettings(
        api_key=one_piece(read.text("OPENAI_API_KEY"), "OPENAI_API_KEY"),
        api_key_parameter=read.text("OPENAI_API_KEY_PARAMETER"),
        base_url=read.url("OPENAI_BASE_URL"),
        model=read.text("IMAGE_MODEL", default.model),
        quality=read.one_of("IMAGE_QUALITY", _QUALITIES, default.quality),
        size=read.one_of("IMAGE_SIZE", _SIZES, default.size),
        reference=read.choice("IMAGE_REFERENCE", {"on": True, "off": False}, default.reference),
        daily_budget=round(read.dollars("IMAGE_DAILY_BUDGET_USD", default.daily_budget / 1e6) * 1_000_000),
        client_daily=read.whole("IMAGE_CLIENT_DAILY", default.client_daily, 10_000),
        pictures=read.pictures("PICTURES", default.pictures),
        pictures_url=read_file_server(read, "PICTURES_URL"),
        text_rate=read.dollars("IMAGE_RATE_TEXT", default.text_rate),
        image_rate=read.dollars("IMAGE_RATE_IMAGE", default.image_rate),
        output_rate=read.dollars("IMAGE_RATE_OUTPUT", default.output_rate),
    )
