"""Protocols for storing finished pictures and for the image model that makes them."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple, Protocol

from configurator.renders.cost import Usage
from configurator.renders.picture_format import PictureFormat
from configurator.renders.render import Recipe


class PictureStoreError(RuntimeError):
    """The picture store can't be used now. The message gives the reason for an operator. It contains no key."""


class StoredPicture(NamedTuple):
    """A stored picture as the operator's commands see it. `length` in bytes; `since` is when it was stored."""

    name: str
    length: int
    since: datetime


class PictureStore(Protocol):
    """Finished pictures by name. Their bytes never change, so the metadata about their origin stays in them.

    Every method can raise PictureStoreError.
    """

    def put(self, name: str, content: bytes, picture_format: PictureFormat, file_name: str) -> None:
        """Stores the picture completely or not at all. Once this returns, it survives a power cut.

        `file_name` is the name under which a browser downloads it.
        """

    def require_room(self) -> None:
        """Checks, before a picture is paid for, that it can probably be stored. Raises PictureStoreError."""

    def read(self, name: str) -> bytes | None:
        """The picture's bytes, or None if there is no such picture."""

    def link(self, name: str, file_name: str, download: bool) -> str | None:
        """The address from which a browser fetches the picture, or None if the app has to send it."""

    def find(self, stem: str) -> str | None:
        """The name of the picture that starts with the stem and a dot, or None."""

    def all(self) -> Iterator[StoredPicture]:
        """Every picture, in no order. For the operator's commands only."""

    def remove(self, name: str) -> None:
        """Removes the picture for good. Does nothing if there is none."""


def disposition(file_name: str, download: bool) -> str:
    """The Content-Disposition header. `file_name` contains no quotes."""
    return f'{"attachment" if download else "inline"}; filename="{file_name}"'


class GeneratedPicture(NamedTuple):
    """A finished picture. `usage` is None if the server doesn't report it."""

    content: bytes
    format: PictureFormat
    usage: Usage | None


class ImageModel(Protocol):
    """Makes one picture with one call, which may cost money."""

    def generate(self, prompt: str, reference: bytes | None, recipe: Recipe, seconds: float) -> GeneratedPicture:
        """Returns the picture within `seconds` in every case. `reference` is a PNG of the drawing.

        Raises GenerationFailed.
        """
