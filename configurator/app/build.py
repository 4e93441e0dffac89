"""Builds the services from the settings. Only this module chooses between SQLite and DynamoDB, folder and S3."""

import time
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

from configurator.app.runners import LambdaRunner, LocalRunner, Runner
from configurator.cars.catalogue import OUR_CATALOGUE, Catalogue
from configurator.cars.packed_catalogue import load_packed
from configurator.clock import utc_now
from configurator.errors import StoreError
from configurator.services import Services
from configurator.settings import Settings, SettingsError
from configurator.users.store import UserStore

if TYPE_CHECKING:
    from collections.abc import Callable

    from configurator.backups import Backups
    from configurator.kiosks.store import KioskStore
    from configurator.rate_limits.counters import Counters
    from configurator.renders.job import RenderJob
    from configurator.renders.pictures import PictureStore
    from configurator.renders.store import RenderStore


@runtime_checkable
class Disconnecting(Protocol):
    """A store that keeps connections or credentials."""

    def disconnect(self) -> None:
        """Gives them up. The next use connects again."""


class Stores(NamedTuple):
    """Where an installation keeps its data. `counters` creates the store of rate limits, if requests can be limited,
    and `backups` what makes backups, if the operator makes them."""

    users: UserStore
    renders: "RenderStore"
    kiosks: "KioskStore"
    pictures: "PictureStore"
    counters: "Callable[[], Counters] | None" = None
    backups: "Callable[[], Backups] | None" = None


def build_services(settings: Settings, *, for_command: bool = False) -> Services:
    """The services of an installation. Raises CatalogueError or SettingsError.

    A database file that can't be used is one of the errors, except for a command: it reports that itself, and `restore`
    replaces the file. No call of a command is refused because the store is slow.
    """
    users, renders, kiosks, counters = _stores(settings, for_command)
    stores = Stores(users, renders, kiosks, _pictures(settings), counters, _backups(settings))
    services = assemble(settings, stores, _runner(settings))
    if not settings.function_name:  # a function creates them for the first request that needs them
        services.create_all()
    return services


def assemble(settings: Settings, stores: Stores, runner: Runner) -> Services:
    """The services on top of these stores. Raises CatalogueError."""
    return Services(
        settings,
        _catalogue(settings),
        stores.users,
        stores.renders,
        stores.kiosks,
        stores.pictures,
        runner.send,
        utc_now,
        stores.counters,
        stores.backups,
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
        OpenAIImageModel(lambda: read_api_key(images), images.base_url, images.parameters),
        services.terms,
        services.clock,
        time.sleep,
        draw_reference,
    )


def _catalogue(settings: Settings) -> Catalogue:
    """A function's package has its catalogue read and checked, in another file."""
    packed = load_packed() if settings.function_name and settings.catalogue == OUR_CATALOGUE else None
    if packed is not None:
        return packed
    from configurator.app.catalogue import load_catalogue

    return load_catalogue(settings)


def _stores(
    settings: Settings, for_command: bool
) -> "tuple[UserStore, RenderStore, KioskStore, Callable[[], Counters]]":
    if settings.store == "dynamodb":
        from configurator.stores.dynamodb import dynamodb_stores

        # Lambda gives a whole processor during the start, and only part of one afterwards.
        at_once = bool(settings.function_name)
        if not (at_once or for_command):
            _require_endpoint()
        return dynamodb_stores(settings.table_prefix, at_once=at_once, guarded=not for_command)
    from configurator.stores.sqlite import require_usable, sqlite_stores

    stores = sqlite_stores(settings.data_dir, guarded=not for_command)
    if not for_command:
        try:
            require_usable(settings.data_dir)
            # From now on, the store knows its file, and notices if it is removed before the first request.
            stores[0].ping()
        except StoreError as error:
            raise SettingsError(f"DATA_DIR={str(settings.data_dir)!r}: {error}") from None
    return stores


def _require_endpoint() -> None:
    """Raises SettingsError if AWS's own settings don't say where DynamoDB is. Nothing is sent."""
    from configurator.aws.endpoint import find_endpoint
    from configurator.aws.errors import AWSSettingsError

    try:
        find_endpoint("dynamodb")
    except AWSSettingsError as error:
        raise SettingsError(f"STORE=dynamodb: {error}.") from None


def _backups(settings: Settings) -> "Callable[[], Backups] | None":
    if settings.store == "dynamodb":
        return None

    def backups() -> "Backups":
        from configurator.stores.sqlite import DATABASE
        from configurator.stores.sqlite.backup import SqliteBackups

        return SqliteBackups(settings.data_dir / DATABASE)

    return backups


def _pictures(settings: Settings) -> "PictureStore":
    images = settings.images
    if images.pictures.startswith("s3://"):
        from configurator.files.s3 import S3Pictures

        return S3Pictures.at(images.pictures, images.pictures_url)
    from configurator.files.folder import FolderPictures

    return FolderPictures(settings.data_dir / "renders", images.pictures_url)


def _runner(settings: Settings) -> Runner:
    return LambdaRunner(settings.function_name, settings.function_alias) if settings.function_name else LocalRunner()
