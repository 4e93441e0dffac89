"""Builds the services from the settings. Only this module chooses between SQLite and DynamoDB, folder and S3."""

import logging
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast, runtime_checkable

from configurator.app.runners import LambdaRunner, LocalRunner, Runner
from configurator.cars.catalogue import Catalogue
from configurator.cars.catalogue_reader import load
from configurator.cars.configuration import Car, check
from configurator.cars.field_reader import CatalogueError
from configurator.cars.selection import Selection, default_selection
from configurator.clock import utc_now
from configurator.colour_vision.palettes import Palettes
from configurator.colour_vision.palettes_reader import PalettesError, load_palettes
from configurator.drawings.appearance import appearance_of
from configurator.drawings.svg import DRAWING_VERSION
from configurator.errors import StoreError
from configurator.kiosks.service import KioskService
from configurator.kiosks.store import KioskStore
from configurator.renders.cost import Rates
from configurator.renders.pictures import PictureStore
from configurator.renders.prompt import PROMPT_VERSION
from configurator.renders.render import Recipe
from configurator.renders.service import RenderService
from configurator.renders.store import RenderStore
from configurator.renders.terms import Terms
from configurator.services import Services
from configurator.settings import Settings, unusable_data_dir
from configurator.users.service import UserService
from configurator.users.store import UserStore

if TYPE_CHECKING:
    from configurator.renders.job import RenderJob

logger = logging.getLogger(__name__)


@runtime_checkable
class Disconnecting(Protocol):
    """A store that keeps connections or credentials."""

    def disconnect(self) -> None:
        """Gives them up. The next use connects again."""


class Stores(NamedTuple):
    """Where an installation keeps its data."""

    users: UserStore
    renders: RenderStore
    kiosks: KioskStore
    pictures: PictureStore


def build_services(settings: Settings) -> Services:
    """The services of an installation. Raises CatalogueError or SettingsError."""
    stores = Stores(*_stores(settings), _pictures(settings))
    return assemble(settings, stores, _runner(settings))


def assemble(settings: Settings, stores: Stores, runner: Runner) -> Services:
    """The services on top of these stores. Raises CatalogueError."""
    catalogue, terms = _catalogue(settings), _terms(settings)
    return Services(
        settings,
        catalogue,
        stores.users,
        UserService(stores.users, utc_now, settings.owners_only),
        stores.renders,
        RenderService(catalogue, stores.renders, terms, utc_now, runner.send),
        terms,
        stores.pictures,
        KioskService(stores.kiosks, utc_now, _pin_check(settings.kiosk.pin_hash)),
        utc_now,
        _palettes(catalogue, settings),
    )


def disconnect(services: Services) -> None:
    """Closes the connections to AWS and forgets its credentials. The next use connects again."""
    for store in (services.users, services.pictures):
        if isinstance(store, Disconnecting):
            store.disconnect()


def create_render_job(services: Services) -> "RenderJob":
    """The job of a worker. A web process never calls this, because it imports the image model."""
    from configurator.drawings.reference import draw_reference
    from configurator.image_model.api_key import read_api_key
    from configurator.image_model.client import OpenAIImageModel
    from configurator.renders.job import RenderJob

    images = services.settings.images
    return RenderJob(
        services.catalogue,
        services.renders,
        services.pictures,
        OpenAIImageModel(lambda: read_api_key(images), images.base_url),
        services.terms,
        services.clock,
        time.sleep,
        draw_reference,
    )


def _catalogue(settings: Settings) -> Catalogue:
    catalogue = load(settings.catalogue)
    if not settings.function_name:  # the package of a function was checked when it was built
        require_drawings(catalogue)
    return catalogue


def require_drawings(catalogue: Catalogue) -> None:
    """Checks that every car can be drawn, so that no page fails later. Raises CatalogueError."""
    for model in catalogue.models:
        for wheels in catalogue.offered("tire", model.line):
            _require_drawing(catalogue, default_selection(model).with_part("tire", wheels.id))


def _require_drawing(catalogue: Catalogue, selection: Selection) -> None:
    try:
        appearance_of(cast(Car, check(catalogue, selection).car))
    except ValueError as error:
        where = f"models {selection.model!r} with sets {selection.tire!r}"
        raise CatalogueError(f"{where} can't be drawn: {error}") from None


def _palettes(catalogue: Catalogue, settings: Settings) -> Palettes | None:
    """Returns None if the palettes are missing or stale: an incomplete set of warnings would mislead."""
    try:
        return load_palettes(catalogue, settings.catalogue)
    except PalettesError as error:
        logger.warning("%s", error)
        return None


def _stores(settings: Settings) -> tuple[UserStore, RenderStore, KioskStore]:
    if settings.store == "dynamodb":
        from configurator.stores.dynamodb import dynamodb_stores

        # Lambda gives a whole processor during the start, and only part of one afterwards.
        return dynamodb_stores(settings.table_prefix, at_once=bool(settings.function_name))
    from configurator.stores.sqlite import sqlite_stores

    users, renders, kiosks = sqlite_stores(settings.data_dir)
    try:
        users.ping()
    except StoreError as error:
        raise unusable_data_dir(settings.data_dir, str(error).rstrip(".")) from None
    return users, renders, kiosks


def _pictures(settings: Settings) -> PictureStore:
    images = settings.images
    if images.pictures.startswith("s3://"):
        from configurator.files.s3 import S3Pictures

        return S3Pictures.at(images.pictures, images.pictures_url)
    from configurator.files.folder import FolderPictures

    return FolderPictures(settings.data_dir / "renders", images.pictures_url)


def _pin_check(pin_hash: str) -> Callable[[str], bool] | None:
    if not pin_hash:
        return None
    # Its import is slow, and few installations have kiosks.
    from werkzeug.security import check_password_hash

    return partial(check_password_hash, pin_hash)


def _runner(settings: Settings) -> Runner:
    return LambdaRunner(settings.function_name, settings.function_alias) if settings.function_name else LocalRunner()


def _terms(settings: Settings) -> Terms:
    images = settings.images
    drawing = DRAWING_VERSION if images.reference else ""
    return Terms(
        recipe=Recipe(images.model, images.quality, images.size, images.reference, PROMPT_VERSION, drawing),
        rates=Rates(images.text_rate, images.image_rate, images.output_rate),
        daily_budget=images.daily_budget,
        client_daily=images.client_daily,
        enabled=images.enabled,
        base_url=images.base_url,
        kiosk_share=images.daily_budget * settings.kiosk.budget_share // 100,
    )
