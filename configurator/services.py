"""The services that the app uses: settings, catalogue, stores and use cases. They are built once, at the start."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import current_app

from configurator.cars.catalogue import Catalogue
from configurator.colour_vision.palettes import Palettes
from configurator.kiosks.service import KioskService
from configurator.renders.pictures import PictureStore
from configurator.renders.service import RenderService
from configurator.renders.store import RenderStore
from configurator.renders.terms import Terms
from configurator.settings import Settings
from configurator.users.service import UserService
from configurator.users.store import UserStore


@dataclass(frozen=True, slots=True)
class Services:
    """All services as one value, so that tests can replace some of them.

    `palettes` is None if the catalogue has no usable palettes file. Then the app offers no help with colour vision.
    """

    settings: Settings
    catalogue: Catalogue
    users: UserStore
    user_service: UserService
    renders: RenderStore
    render_service: RenderService
    terms: Terms
    pictures: PictureStore
    kiosks: KioskService
    clock: Callable[[], datetime]
    palettes: Palettes | None = None


def current_services() -> Services:
    """The services of the app that handles this request or command. Call it in a route or command only."""
    return cast(Services, current_app.extensions["services"])
