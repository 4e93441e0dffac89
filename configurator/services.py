"""The one place that chooses adapters: what the app works with, made from the settings."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from flask import current_app

from configurator.catalogue import Catalogue
from configurator.catalogue_file import load
from configurator.configuration import Car, Selection, check, default_selection
from configurator.pictures.base import PictureStore
from configurator.pictures.drawing import DRAWING_VERSION
from configurator.pictures.look import look_of
from configurator.record import CatalogueError
from configurator.render_cost import Rates
from configurator.render_prompt import PROMPT_VERSION
from configurator.render_service import RenderService, Terms
from configurator.renders import Recipe
from configurator.runners import LambdaRunner, LocalRunner, Runner
from configurator.settings import ImageSettings, Settings, unusable_data_dir
from configurator.stores.base import StoreError, UserStore
from configurator.stores.renders import RenderStore
from configurator.user_service import UserService
from configurator.vision import Palettes
from configurator.vision_file import PalettesError, load_palettes

if TYPE_CHECKING:
    from configurator.render_work import RenderWork

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Services:
    """Handed to the app whole; a test or an operator may hand over others. Without palettes it helps no one to tell
    paints apart, and says so."""

    settings: Settings
    catalogue: Catalogue
    users: UserStore
    user_service: UserService
    renders: RenderStore
    render_service: RenderService
    pictures: PictureStore
    clock: Callable[[], datetime]
    palettes: Palettes | None = None


def build(settings: Settings) -> Services:
    """The services of a running installation. Raises CatalogueError or SettingsError before anything is served."""
    catalogue = _catalogue(settings)
    users, renders = _stores(settings)
    runner = _runner(settings)
    return Services(
        settings,
        catalogue,
        users,
        UserService(users, _now, settings.owners_only),
        renders,
        RenderService(catalogue, renders, _terms(settings.images), _now, runner.send),
        _pictures(settings),
        _now,
        _palettes(catalogue, settings),
    )


def services() -> Services:
    """The services of the app that serves this request."""
    return cast(Services, current_app.extensions["services"])


def render_work(services: Services) -> "RenderWork":
    """What a worker works with. A web process never asks for it: it leads to openai."""
    from configurator.pictures.openai_images import OpenAIPainter
    from configurator.render_work import RenderWork

    images = services.settings.images
    painter = OpenAIPainter(lambda: openai_key(images), images.base_url)
    return RenderWork(services.render_service, services.pictures, painter, time.sleep)


def openai_key(images: ImageSettings) -> str:
    """The key to OpenAI, "" for a server that wants none. Raises PaintingFailed where AWS should have it but hasn't."""
    if not images.api_key_parameter:
        return images.api_key
    from configurator.pictures.api_key import read_api_key

    return read_api_key(images.api_key_parameter)


def _now() -> datetime:
    return datetime.now(UTC)


def _catalogue(settings: Settings) -> Catalogue:
    catalogue = load(settings.catalogue)
    if not settings.function_name:  # for a function, that was seen to when it was packed
        require_drawings(catalogue)
    return catalogue


def require_drawings(catalogue: Catalogue) -> None:
    """Every car that could be chosen can be drawn: better no start than a page that fails. Raises CatalogueError."""
    for model in catalogue.models:
        for wheels in catalogue.offered("tire", model.line):
            _require_drawing(catalogue, default_selection(model).with_part("tire", wheels.id))


def _require_drawing(catalogue: Catalogue, selection: Selection) -> None:
    try:
        look_of(cast(Car, check(catalogue, selection).car))
    except ValueError as error:
        where = f"models {selection.model!r} with sets {selection.tire!r}"
        raise CatalogueError(f"{where} can't be drawn: {error}") from None


def _palettes(catalogue: Catalogue, settings: Settings) -> Palettes | None:
    """None where they are missing or stale: a warning left out would mislead, so there are none at all."""
    try:
        return load_palettes(catalogue, settings.catalogue)
    except PalettesError as error:
        logger.warning("%s", error)
        return None


def _stores(settings: Settings) -> tuple[UserStore, RenderStore]:
    if settings.store == "dynamodb":
        from configurator.stores.dynamodb import dynamodb_stores

        # Lambda lends a whole processor while we start, and only part of one afterwards.
        return dynamodb_stores(settings.table_prefix, at_once=bool(settings.function_name))
    from configurator.stores.sqlite import sqlite_stores

    users, renders = sqlite_stores(settings.data_dir)
    try:
        users.ping()
    except StoreError as error:
        raise unusable_data_dir(settings.data_dir, str(error).rstrip(".")) from None
    return users, renders


def _pictures(settings: Settings) -> PictureStore:
    images = settings.images
    if images.pictures.startswith("s3://"):
        from configurator.pictures.s3 import S3Pictures

        return S3Pictures.at(images.pictures, images.pictures_url)
    from configurator.pictures.folder import FolderPictures

    return FolderPictures(settings.data_dir / "renders", images.pictures_url)


def _runner(settings: Settings) -> Runner:
    return LambdaRunner(settings.function_name) if settings.function_name else LocalRunner()


def _terms(images: ImageSettings) -> Terms:
    drawing = DRAWING_VERSION if images.reference else ""
    return Terms(
        recipe=Recipe(images.model, images.quality, images.size, images.reference, PROMPT_VERSION, drawing),
        rates=Rates(images.text_rate, images.image_rate, images.output_rate),
        daily_budget=images.daily_budget,
        client_daily=images.client_daily,
        enabled=images.enabled,
        base_url=images.base_url,
    )
