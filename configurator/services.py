"""The services that the app uses: settings, catalogue, stores and use cases.

Use cases are created on first use, and their modules imported then: the API's first answer needs two of them.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING, cast

from flask import current_app

from configurator.cars.catalogue import Catalogue
from configurator.settings import Settings
from configurator.users.service import UserService
from configurator.users.store import UserStore

if TYPE_CHECKING:
    from configurator.backups import Backups
    from configurator.colour_vision.palettes import Palettes
    from configurator.kiosks.service import KioskService
    from configurator.kiosks.store import KioskStore
    from configurator.rate_limits.counters import Counters
    from configurator.rate_limits.limiter import Limiter
    from configurator.renders.pictures import PictureStore
    from configurator.renders.service import RenderService
    from configurator.renders.store import RenderStore
    from configurator.renders.terms import Terms

logger = logging.getLogger(__name__)


@dataclass(frozen=True)  # no slots, because some services are created on first use
class Services:
    """All services as one value. `send` gives a worker the id of a render, `counters` creates the store of rate limits
    and is None where requests are never limited. `backups` is None where the operator makes none."""

    settings: Settings
    catalogue: Catalogue
    users: UserStore
    renders: "RenderStore"
    kiosk_store: "KioskStore"
    pictures: "PictureStore"
    send: Callable[[str], None]
    clock: Callable[[], datetime]
    counters: "Callable[[], Counters] | None" = None
    backups: "Callable[[], Backups] | None" = None

    def create_all(self) -> None:
        """Creates what would be created on first use: threads share it, and what is wrong shows at the start."""
        _ = self.user_service, self.render_service, self.kiosks, self.palettes

    @cached_property
    def user_service(self) -> UserService:
        return UserService(self.users, self.clock, self.settings.owners_only)

    @cached_property
    def terms(self) -> "Terms":
        from configurator.drawings.fragments import DRAWING_VERSION
        from configurator.renders.cost import Rates
        from configurator.renders.prompt import PROMPT_VERSION
        from configurator.renders.render import Recipe
        from configurator.renders.terms import Terms
        from configurator.renders.time_limits import TimeLimits

        images = self.settings.images
        drawing = DRAWING_VERSION if images.reference else ""
        return Terms(
            recipe=Recipe(images.model, images.quality, images.size, images.reference, PROMPT_VERSION, drawing),
            rates=Rates(images.text_rate, images.image_rate, images.output_rate),
            daily_budget=images.daily_budget,
            client_daily=images.client_daily,
            enabled=images.enabled,
            base_url=images.base_url,
            kiosk_share=images.daily_budget * self.settings.kiosk.budget_share // 100,
            time_limits=TimeLimits(images.timeout),
        )

    @cached_property
    def render_service(self) -> "RenderService":
        from configurator.renders.service import RenderService

        return RenderService(self.catalogue, self.renders, self.terms, self.clock, self.send)

    @cached_property
    def kiosks(self) -> "KioskService":
        from configurator.kiosks.service import KioskService

        return KioskService(self.kiosk_store, self.clock, _pin_check(self.settings.kiosk.pin_hash))

    @cached_property
    def limiter(self) -> "Limiter | None":
        """None if requests are not limited."""
        if not self.settings.rate_limits or self.counters is None:
            return None
        from configurator.rate_limits.limiter import Limiter

        return Limiter(self.counters(), self.settings.rate_limits.limits)

    @cached_property
    def palettes(self) -> "Palettes | None":
        """None if the catalogue has no usable palettes: an incomplete set of warnings would mislead.

        Then the app offers no help with colour vision.
        """
        from configurator.colour_vision.palettes_reader import PalettesError, load_palettes

        try:
            return load_palettes(self.catalogue, self.settings.catalogue)
        except PalettesError as error:
            logger.warning("%s", error)
            return None


def current_services() -> Services:
    """The services of the app that handles this request or command. Call it in a route or command only."""
    return cast(Services, current_app.extensions["services"])


def _pin_check(pin_hash: str) -> Callable[[str], bool] | None:
    if not pin_hash:
        return None
    # Its import is slow, and few installations have kiosks.
    from werkzeug.security import check_password_hash

    return partial(check_password_hash, pin_hash)
