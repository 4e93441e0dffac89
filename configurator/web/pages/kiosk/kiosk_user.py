"""The user whom a visitor saves on a kiosk, with the server or without it."""

from datetime import timedelta
from typing import Final

from configurator.services import Services
from configurator.users.user import Document

_ASKED: Final = ("name", "age", "carConfiguration")
"""What a kiosk asks. Of a user who exists, everything else stays."""


def store_kiosk_user(services: Services, document: Document, token: str, waited: int = 0) -> None:
    """Creates the user for KIOSK_USER_DAYS, or changes the one that has this token. Storing it again changes nothing.

    `waited` is for how many days the kiosk couldn't send it: the user isn't kept that much longer.

    Raises StoreError, UserIdTaken or VersionConflict.
    """
    users, known = services.user_service, services.user_service.get_own(document["userId"], token)
    if known is None:
        user_days = services.settings.kiosk.user_days
        users.create(document, token, lifetime=timedelta(days=min(user_days, max(1, user_days - waited))))
    elif any(known.document.get(name) != document.get(name) for name in _ASKED):
        users.update(known, known.document | {name: document[name] for name in _ASKED if name in document})
