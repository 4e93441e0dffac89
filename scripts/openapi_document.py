"""Writes the OpenAPI document that the app answers to standard output, for the linter."""

import sys
import tempfile
from pathlib import Path

from configurator.app.factory import create_app
from configurator.settings import Settings

_SITE = "https://profile.invalid"
"""The linter accepts no server on this machine."""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data_dir=Path(folder), secret_key="of no consequence", public_url=_SITE))  # noqa: S106
        sys.stdout.write(app.test_client().get("/openapi.json").get_data(as_text=True))


if __name__ == "__main__":
    main()
