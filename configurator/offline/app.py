"""Answers a kiosk's requests in its own browser. The service worker calls `start` once, then `BrowserApp.answer`.

See docs/decisions/kiosk-offline.md.
"""

import json
import logging
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, cast
from urllib.parse import urlsplit

from flask import Flask, current_app, request, session
from jinja2 import ModuleLoader
from werkzeug.test import Client

from configurator.app.build import Stores, assemble
from configurator.app.factory import create_web_app
from configurator.app.runners import Runner
from configurator.colour_vision.visions import vision_of_id
from configurator.kiosks.store import KioskStore
from configurator.offline.stores import MemoryUsers, Unreachable
from configurator.renders.pictures import PictureStore
from configurator.renders.store import RenderStore
from configurator.settings import Settings
from configurator.settings.kiosk import KioskSettings
from configurator.web.http import request_ids
from configurator.web.pages.colour_vision.choice import KEPT_AS
from configurator.web.pages.kiosk.offline.routes import OfflineApp
from configurator.web.pages.saved.owner_cookie import NAMES, parse_owner

_VISION = "profile.vision"


class Answer(NamedTuple):
    """A response. `saved` is JSON: the user to send to the server (userId, token, document), or "" for none."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    saved: str


class BrowserApp:
    """The app for one kiosk. Cookies and users exist in memory only, and only for one visit."""

    def __init__(self, app: Flask, users: MemoryUsers, base_url: str) -> None:
        self._app, self._users, self._base_url = app, users, base_url
        self._domain = urlsplit(base_url).hostname or ""
        app.before_request(_use_chosen_vision)
        self.start_visit()

    def start_visit(self) -> None:
        """Forgets everything about the visit before."""
        self._users.clear()
        self._client = Client(self._app)

    def forget_users(self) -> None:
        """Forgets what was saved in this visit, because the browser couldn't keep it."""
        self._users.clear()

    def answer(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes, *, state: str, can_save: bool
    ) -> Answer:
        """Answers a request for a path below the base URL, with its query string.

        `state` is JSON of what the page shows: how the visitor sees colour, and light or dark. `can_save` says whether
        a saved user can be kept for the server.
        """
        chosen: dict[str, str] = json.loads(state)
        self._users.is_open = can_save
        if chosen.get("light"):
            self._client.set_cookie("light", chosen["light"], domain=self._domain)
        response = self._client.open(
            path,
            base_url=self._base_url,
            method=method,
            headers=dict(headers),
            data=bytes(body),
            environ_overrides={_VISION: chosen.get("vision", "")},
        )
        return Answer(response.status_code, list(response.headers), response.get_data(), self._take_saved())

    def _take_saved(self) -> str:
        cookie = next(filter(None, (self._client.get_cookie(name, self._domain) for name in NAMES)), None)
        owner = parse_owner(cookie.value) if cookie else None
        user = self._users.changed.pop(owner.user_id, None) if owner else None
        if owner is None or user is None:
            return ""
        return json.dumps({"userId": user.user_id, "token": owner.token, "document": user.document})


class _Running(OfflineApp):
    """In the browser, the bundle is what runs: nobody downloads it from here."""

    version = ""
    has_worker = True


def start(config_path: str, base_url: str) -> BrowserApp:
    """The app with the settings of the bundle. `base_url` is where the kiosk found it, such as https://x.org/dev."""
    settings = read_settings(json.loads(Path(config_path).read_text("utf-8")), Path(config_path).parent, base_url)
    users, nothing = MemoryUsers(), Unreachable()
    stores = Stores(users, cast(RenderStore, nothing), cast(KioskStore, nothing), cast(PictureStore, nothing))
    services = assemble(settings, stores, cast(Runner, nothing))
    # Nobody reads a log in a kiosk's browser. The page says what can't be done.
    logging.getLogger(request_ids.__name__).setLevel(logging.ERROR)
    app = create_web_app(services, compress=False)
    app.extensions["kiosk_offline"] = _Running(settings)
    _load_compiled_templates(app)
    return BrowserApp(app, users, base_url)


def _load_compiled_templates(app: Flask) -> None:
    """A bundle from Lambda has compiled templates instead of their sources."""
    folder = Path(app.root_path, cast(str, app.template_folder))
    if not (folder / "layouts").is_dir():
        app.jinja_env.loader = ModuleLoader(folder)


def read_settings(config: Mapping[str, Any], folder: Path, base_url: str) -> Settings:
    """The settings that a page depends on. The key only signs the cookies of one visit, so any key will do."""
    return Settings(
        production=config["production"],
        public_url=config["public_url"],
        contact=config["contact"],
        kiosk=KioskSettings(**config["kiosk"]),
        catalogue=folder / config["catalogue"],
        trusted_hosts=(urlsplit(base_url).hostname or "",),
        secret_key=secrets.token_urlsafe(32),
    )


def _use_chosen_vision() -> None:
    """A visit that began on the server goes on with the same choice."""
    chosen = request.environ.get(_VISION)
    has_session = not current_app.session_interface.is_null_session(session)
    if has_session and vision_of_id(chosen or "") and KEPT_AS not in session:
        session[KEPT_AS] = chosen
