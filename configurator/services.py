"""The one place that chooses adapters: what the app works with, made from the settings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from flask import current_app

from configurator.catalogue import Catalogue
from configurator.catalogue_file import load
from configurator.settings import Settings
from configurator.stores.base import UserStore
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
    catalogue, users = load(settings.catalogue), _users(settings)
    return Services(settings, catalogue, users, UserService(users, _now, settings.owners_only), _now)


def services() -> Services:
    """The services of the app that serves this request."""
    return cast(Services, current_app.extensions["services"])


def _now() -> datetime:
    return datetime.now(UTC)


def _users(settings: Settings) -> UserStore:
    if settings.store == "dynamodb":
        from configurator.stores.dynamodb import dynamodb_users

        return dynamodb_users(settings.table_prefix)
    from configurator.stores.sqlite import sqlite_users

    return sqlite_users(settings.data_dir)
