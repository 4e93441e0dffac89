"""The one place that chooses adapters: what the app works with, made from the settings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from flask import current_app

from configurator.catalogue import Catalogue
from configurator.catalogue_file import load
from configurator.configuration import Car, Selection, check, default_selection
from configurator.pictures.look import look_of
from configurator.record import CatalogueError
from configurator.settings import Settings, unusable_data_dir
from configurator.stores.base import StoreError, UserStore
from configurator.user_service import UserService


@dataclass(frozen=True, slots=True)
class Services:
    """Handed to the app whole; a test or an operator may hand over others."""

    settings: Settings
    catalogue: Catalogue
    users: UserStore
    user_service: UserService
    clock: Callable[[], datetime]


def build(settings: Settings) -> Services:
    """The services of a running installation. Raises CatalogueError or SettingsError before anything is served."""
    catalogue, users = _catalogue(settings), _users(settings)
    return Services(settings, catalogue, users, UserService(users, _now, settings.owners_only), _now)


def services() -> Services:
    """The services of the app that serves this request."""
    return cast(Services, current_app.extensions["services"])


def _now() -> datetime:
    return datetime.now(UTC)


def _catalogue(settings: Settings) -> Catalogue:
    """Every car that could be chosen can be drawn: better no start than a page that fails."""
    catalogue = load(settings.catalogue)
    for model in catalogue.models:
        for wheels in catalogue.offered("tire", model.line):
            _require_drawing(catalogue, default_selection(model).with_part("tire", wheels.id))
    return catalogue


def _require_drawing(catalogue: Catalogue, selection: Selection) -> None:
    try:
        look_of(cast(Car, check(catalogue, selection).car))
    except ValueError as error:
        where = f"models {selection.model!r} with sets {selection.tire!r}"
        raise CatalogueError(f"{where} can't be drawn: {error}") from None


def _users(settings: Settings) -> UserStore:
    if settings.store == "dynamodb":
        from configurator.stores.dynamodb import dynamodb_users

        return dynamodb_users(settings.table_prefix)
    from configurator.stores.sqlite import sqlite_users

    users = sqlite_users(settings.data_dir)
    try:
        users.ping()
    except StoreError as error:
        raise unusable_data_dir(settings.data_dir, str(error).rstrip(".")) from None
    return users
