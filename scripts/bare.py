"""The baseline of `make bench`: two routes that only call the store, on the same server.

It has no validation, configuration, price, ETag or headers of ours. Run `python -m scripts.bare` with the app's
settings.
"""

from datetime import UTC, datetime

from flask import Flask, Response, jsonify, request

from configurator.app.build import build_services
from configurator.app.server import listen, serve
from configurator.settings import Settings
from configurator.users.store import UserStore
from configurator.users.user import User


def bare_app(store: UserStore) -> Flask:
    app = Flask(__name__)

    @app.post("/users")
    def create() -> Response:
        document, now = request.get_json(), datetime.now(UTC)
        store.create(
            User(document["userId"], document, "0" * 64, private=False, version=1, created_at=now, updated_at=now)
        )
        return jsonify(document)

    @app.get("/users/<user_id>")
    def show(user_id: str) -> Response:
        user = store.get(user_id)
        return jsonify(user.document if user else None)

    return app


def main() -> None:
    settings = Settings.from_environment()
    with listen(settings.host, settings.port) as listener:
        serve(bare_app(build_services(settings).users), listener, settings)


if __name__ == "__main__":
    main()
