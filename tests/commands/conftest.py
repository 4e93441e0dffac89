"""What tests of commands share: an installation to save and restore; for renders, settings, a shop and a way to run."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from configurator.app.build import build_services
from configurator.demo.openai_server import OpenAIServer
from configurator.image_model.client import OpenAIImageModel
from configurator.services import Services
from configurator.settings import Settings
from tests.support.backups import OLDER, Installation
from tests.support.processes import ROOT
from tests.support.renders import Shop

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def environment(openai: OpenAIServer, tmp_path: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(tmp_path / "data"),
        "SECRET_KEY": "for every process of a test",
        "OPENAI_API_KEY": "sk-test",
        "OPENAI_BASE_URL": openai.url,
        "IMAGE_REFERENCE": "off",
    }


@pytest.fixture
def run(environment: dict[str, str]) -> Run:
    def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "flask", "--app", "configurator", *arguments],
            env={**environment, **more},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    return run


@pytest.fixture
def services(environment: dict[str, str]) -> Services:
    return build_services(Settings.from_environment(environment))


@pytest.fixture
def shop(services: Services, openai: OpenAIServer) -> Shop:
    painter = OpenAIImageModel(lambda: "sk-test", openai.url)
    made = Shop(services.renders, services.pictures, painter, services.render_service.terms)
    made.clock.now = datetime.now(UTC)
    return made


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    installation = Installation(tmp_path)
    installation.fill(*OLDER)
    yield installation
    installation.place.close()
