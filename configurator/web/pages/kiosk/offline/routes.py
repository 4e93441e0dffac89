"""/kiosk/worker.js and what the service worker downloads: the app as a bundle, and Pyodide."""

from functools import cached_property
from typing import cast

from flask import Blueprint, Flask, Response, abort, current_app, render_template, url_for

from configurator.settings import Settings
from configurator.web.http.json_response import conditional
from configurator.web.pages.kiosk.offline.bundle import CONFIG, build_bundle, bundle_version
from configurator.web.pages.kiosk.offline.queue import put_user, send_queue_key
from configurator.web.pages.kiosk.offline.runtime import FILES, compressed_file, runtime_version

offline_routes = Blueprint("kiosk_offline", __name__, url_prefix="/kiosk")

_ONE_YEAR = 365 * 24 * 3600
_WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"


class OfflineApp:
    """The bundle of one app. It is built when the first kiosk asks for it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def has_worker(self) -> bool:
        return runtime_version() is not None

    @cached_property
    def version(self) -> str:
        return bundle_version(self._settings)

    @cached_property
    def bundle(self) -> bytes:
        return build_bundle(self._settings)


def init_app(app: Flask, settings: Settings) -> None:
    app.extensions["kiosk_offline"] = OfflineApp(settings)
    app.jinja_env.globals["kiosk_worker_url"] = worker_url
    app.register_blueprint(offline_routes)


def offline_app() -> OfflineApp:
    return cast(OfflineApp, current_app.extensions["kiosk_offline"])


def worker_url() -> str:
    """The service worker's URL, or "" if kiosks can't work without the server."""
    return url_for("kiosk_offline.send_worker") if offline_app().has_worker else ""


@offline_routes.get("/worker.js")
def send_worker() -> Response:
    """The service worker. Its text changes with every version, which is how browsers notice a new one."""
    runtime = runtime_version()
    if runtime is None:
        abort(404)
    values = {"version": offline_app().version, "runtime": runtime, "files": FILES, "config": CONFIG}
    script = render_template("kiosk/worker.js", **values)
    response = Response(script, mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Service-Worker-Allowed"] = url_for("kiosk_pages.attract")
    response.headers["Content-Security-Policy"] = _WORKER_POLICY
    response.add_etag()
    return conditional(response)


@offline_routes.get("/offline/<version>/app.zip")
def send_bundle(version: str) -> Response:
    if version != offline_app().version:
        abort(404)
    return _lasting(Response(offline_app().bundle, mimetype="application/zip"), version)


@offline_routes.get("/offline/pyodide-<version>/<name>")
def send_runtime(version: str, name: str) -> Response:
    if version != runtime_version() or name not in FILES:
        abort(404)
    response = Response(compressed_file(name), mimetype=FILES[name], headers={"Content-Encoding": "gzip"})
    return _lasting(response, version)


offline_routes.add_url_rule("/queue-key", view_func=send_queue_key, methods=["POST"])
offline_routes.add_url_rule("/users/<user_id>", view_func=put_user, methods=["PUT"])


def _lasting(response: Response, version: str) -> Response:
    response.headers["Cache-Control"] = f"public, max-age={_ONE_YEAR}, immutable"
    response.set_etag(version)
    return conditional(response)
