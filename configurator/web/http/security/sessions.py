"""Sessions in a signed cookie. The key may be stored in AWS Parameter Store and is fetched on first use."""

import functools
import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from flask import Flask, Request, current_app
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

from configurator.errors import StoreError
from configurator.settings import SHORTEST_KEY, Settings
from configurator.web.http.api_paths import is_api_path
from configurator.web.http.security.cookies import cookie_name, is_secure

_COOKIE = "profile"
_STATIC = "/static/"

logger = logging.getLogger(__name__)


def init_app(app: Flask, settings: Settings) -> None:
    app.session_interface = Sessions(settings.secret_key, settings.secret_key_parameter)


def secret_key() -> str:
    """This app's key. Raises StoreError if it is in Parameter Store and can't be fetched."""
    return cast(Sessions, current_app.session_interface).secret_key()


class Sessions(SecureCookieSessionInterface):
    """Flask's sessions, but API routes have none, and the key is only fetched for a request that needs it."""

    def __init__(self, key: str, parameter: str) -> None:
        self._key, self._parameter = key, parameter

    def secret_key(self) -> str:
        return self._key or _fetch_key(self._parameter)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer:  # noqa: ARG002 - Flask's signature
        return URLSafeTimedSerializer(
            self.secret_key(),
            salt=self.salt,
            serializer=self.serializer,
            signer_kwargs={"key_derivation": self.key_derivation, "digest_method": self.digest_method},
        )

    def get_cookie_name(self, app: Flask) -> str:  # noqa: ARG002 - Flask's signature
        return cookie_name(_COOKIE)

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002 - Flask's signature
        return is_secure()

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if is_api_path(app, request.path) or request.path.startswith(_STATIC):
            return self.make_null_session(app)
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        try:
            return super().open_session(app, request)
        except StoreError as error:
            # Most pages work without a session. One that doesn't fetches the key again and answers with the error.
            logger.error("Sessions can't be read: %s", error)
            return self.session_class()


@contextmanager
def throwaway_key(app: Flask) -> Iterator[None]:
    """Within the block, sessions have a key that is used for nothing else. The real one is neither read nor known."""
    usual = app.session_interface
    app.session_interface = Sessions(secrets.token_urlsafe(SHORTEST_KEY), "")
    try:
        yield
    finally:
        app.session_interface = usual


@functools.cache
def _fetch_key(parameter: str) -> str:
    # Its import is slow, and a key in the settings doesn't need it.
    from configurator.aws.parameters import ParameterError, read_parameter

    try:
        key = read_parameter(parameter)
    except ParameterError as error:
        raise StoreError(str(error)) from None
    if len(key) < SHORTEST_KEY:
        raise StoreError(f"{parameter} is too short: put in {SHORTEST_KEY} random characters or more.")
    return key
