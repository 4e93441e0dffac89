"""Detecting a file by its own markers: PNG, the three variants of WebP, JPEG; complete or not."""

import pytest

from configurator.demo.picture import TINY, tiny_png
from configurator.renders.picture_format import PictureFormat, detect_format
from tests.support.sample_pictures import JPEG, SIZE, WEBPS

WHOLE = {"png": tiny_png(), "jpeg": JPEG, **WEBPS}


def test_a_png_has_its_size() -> None:
    assert detect_format(tiny_png()) == PictureFormat("image/png", *TINY)


def test_a_jpeg_has_its_size() -> None:
    assert detect_format(JPEG) == PictureFormat("image/jpeg", *SIZE)


@pytest.mark.parametrize("kind", WEBPS)
def test_a_webp_has_its_size_however_it_is_made(kind: str) -> None:
    assert detect_format(WEBPS[kind]) == PictureFormat("image/webp", *SIZE)


@pytest.mark.parametrize("kind", WHOLE)
def test_no_part_of_a_picture_is_taken_for_it(kind: str) -> None:
    whole = WHOLE[kind]
    assert all(detect_format(whole[:length]) is None for length in range(len(whole) - 1))


@pytest.mark.parametrize("kind", WHOLE)
def test_a_picture_with_something_behind_it_is_not_whole_either(kind: str) -> None:
    assert detect_format(WHOLE[kind] + b"<script>") is None


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg/>", b"GIF89a", b"%PDF-1.7", b"RIFF\x24\0\0\0WAVE", b"<html>", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"],
)
def test_anything_else_is_no_picture(content: bytes) -> None:
    assert detect_format(content) is None


@pytest.mark.parametrize(("width", "height"), [(0, 5), (5, 0), (20_000, 5)])
def test_a_picture_without_a_sensible_size_is_none(width: int, height: int) -> None:
    png = tiny_png()
    assert detect_format(png[:16] + width.to_bytes(4) + height.to_bytes(4) + png[24:]) is None


def test_a_kind_has_its_suffix() -> None:
    assert [PictureFormat(f"image/{kind}", 1, 1).suffix for kind in ("png", "webp", "jpeg")] == [
        ".png",
        ".webp",
        ".jpg",
    ]
