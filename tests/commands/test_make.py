"""`make run` passes its variables on."""

from collections.abc import Callable
from pathlib import Path

from tests.support.processes import serving
from tests.support.stores import Kind, Place, user


def test_make_run_hands_its_settings_to_the_app(place_of: Callable[[Kind], Place], tmp_path: Path) -> None:
    place = place_of("dynamodb")
    store = place.open()
    store.provision()
    settings = [f"{name}={value}" for name, value in place.environment.items()]
    # Makes the installation look up to date, so that the test installs nothing.
    command = ["make", "--old-file=.venv/.runtime-installed", "run", "PORT=0", *settings]
    with serving(tmp_path / "server", {}, command) as server:
        assert server.client().post("/users", user("ada").document).status == 200
    created = store.get_latest("ada")
    assert created
    assert created.document == user("ada").document
