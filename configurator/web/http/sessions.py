"""Sessions in a signed cookie, whose key may lie in AWS's Parameter Store: it is fetched when a session needs it."""

import functools
import logging

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

from configurator.errors import StoreError
from configurator.services import current_services
from configurator.settings import SHORTEST_KEY
from configurator.web.http.problems import is_api_path

_STATIC = "/static/"

logger = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    app.session_interface = Sessions()


def secret_key() -> str:
    """Raises StoreError where Parameter Store has it and can't be asked."""
    settings = current_services().settings
    return settings.secret_key or _fetched(settings.secret_key_parameter)


class Sessions(SecureCookieSessionInterface):
    """Flask's own, but that no key is asked for where no session can be: without a cookie, and on API routes."""

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer:  # noqa: ARG002 - Flask's signature
        return URLSafeTimedSerializer(
            secret_key(),
            salt=self.salt,
            serializer=self.serializer,
            signer_kwargs={"key_derivation": self.key_derivation, "digest_method": self.digest_method},
        )

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if is_api_path() or request.path.startswith(_STATIC):
            return self.make_null_session(app)
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        try:
            return super().open_session(app, request)
        except StoreError as error:
            # Most pages do without; one that can't asks for the key again, and says so.
            logger.error("Sessions can't be read: %s", error)
            return self.session_class()


@functools.cache
def _fetched(parameter: str) -> str:
    # Dear to import, and only for those who keep their key at AWS.
    from configurator.aws.parameters import ParameterError, read_parameter

    try:
        key = read_parameter(parameter)
    except ParameterError as error:
        raise StoreError(str(error)) from None
    if len(key) < SHORTEST_KEY:
        raise StoreError(f"{parameter} is too short: put in {SHORTEST_KEY} random characters or more.")
    return key
