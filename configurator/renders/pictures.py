"""What the product asks of a place for finished pictures, and of whoever makes one from words."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple, Protocol

from configurator.renders.cost import Usage
from configurator.renders.picture_format import PictureFormat
from configurator.renders.render import Recipe


class PictureStoreError(RuntimeError):
    """The place can't be used now. The message says why to an operator; it holds no key."""


class StoredPicture(NamedTuple):
    """A kept picture as the operator's commands see it; `length` in bytes."""

    name: str
    length: int
    since: datetime


class PictureStore(Protocol):
    """Finished pictures by name, their bytes as they came: what they say of their origin stays in them.

    Every method may raise PictureStoreError.
    """

    def put(self, name: str, content: bytes, form: PictureFormat, file_name: str) -> None:
        """Keeps it whole or not at all; once this returns it outlives a power cut. `file_name` is for downloads."""

    def read(self, name: str) -> bytes | None:
        """The picture's bytes, or None where there is none of this name."""

    def link(self, name: str, file_name: str, download: bool) -> str | None:
        """Where a browser gets it without us; None where we are to send it ourselves."""

    def find(self, stem: str) -> str | None:
        """The name of a picture that begins with this and a dot."""

    def all(self) -> Iterator[StoredPicture]:
        """Every picture, in no order: for the operator's commands only."""

    def remove(self, name: str) -> None:
        """Removes it for good; nothing happens where there is none."""


def disposition(file_name: str, download: bool) -> str:
    """The header that names a picture for whoever keeps it; `file_name` has no quotes in it."""
    return f'{"attachment" if download else "inline"}; filename="{file_name}"'


class GeneratedPicture(NamedTuple):
    """A finished picture; `usage` is None where the server doesn't count."""

    content: bytes
    form: PictureFormat
    usage: Usage | None


class ImageModel(Protocol):
    """Makes one picture by one call that may cost money."""

    def generate(self, prompt: str, reference: bytes | None, recipe: Recipe, seconds: float) -> GeneratedPicture:
        """The picture, in at most so many seconds whatever happens. `reference` is a PNG of the drawing.

        Raises GenerationFailed.
        """
