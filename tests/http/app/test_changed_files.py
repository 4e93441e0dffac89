"""Files of the database that are removed or replaced under a running server: refused or healed."""

import shutil
from collections.abc import Callable
from pathlib import Path

from configurator.app.factory import create_app
from configurator.settings import Settings
from tests.support.client import Client
from tests.support.processes import Server
from tests.support.stores import user

FILES = ("profile.sqlite", "profile.sqlite-wal", "profile.sqlite-shm")
HTML = {"Accept": "text/html"}


def saved(client: Client, *names: str) -> set[str]:
    """Those of the users whom the server has acknowledged."""
    return {name for name in names if client.post("/users", user(name).document).status == 200}


def missing(client: Client, names: set[str]) -> list[str]:
    return [name for name in names if client.get(f"/users/{name}").status != 200]


def test_a_removed_database_is_refused_in_words_and_pages_stand(server: Callable[..., Server], tmp_path: Path) -> None:
    data = tmp_path / "data"
    running = server(DATA_DIR=str(data))
    assert saved(running.client(), "ada") == {"ada"}
    (data / "profile.sqlite").unlink()
    answer = running.client().post("/users", user("bob").document)
    assert answer.status == 500
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert int(answer.headers["Retry-After"]) > 0
    assert str(tmp_path) not in answer.text
    assert running.visitor().get("/", HTML).status == 200
    assert f"The database {data}/profile.sqlite was removed or moved while Profile runs" in running.output
    assert not (data / "profile.sqlite").exists()


def test_a_database_that_is_removed_before_the_first_request_is_noticed(tmp_path: Path) -> None:
    """With another WSGI server, nothing uses the store between the start and that request."""
    app = create_app(Settings.from_environment({"DATA_DIR": str(tmp_path)}))
    (tmp_path / "profile.sqlite").unlink()
    assert app.test_client().post("/users", json=user("ada").document).status_code == 500
    assert not (tmp_path / "profile.sqlite").exists()


def test_a_moved_database_heals_without_hands_and_no_acknowledged_user_is_lost(
    server: Callable[..., Server], tmp_path: Path
) -> None:
    data, away = tmp_path / "data", tmp_path / "away"
    running = server(DATA_DIR=str(data))
    kept = saved(running.client(), "a1", "a2", "a3")
    data.rename(away)
    assert saved(running.client(), "b1", "b2") == set()
    away.rename(data)
    kept |= saved(running.client(), "b1", "b2", "c1")
    assert kept == {"a1", "a2", "a3", "b1", "b2", "c1"}
    running.kill()
    assert missing(server(DATA_DIR=str(data)).client(), kept) == []


def test_after_a_restart_a_replaced_database_is_used(server: Callable[..., Server], tmp_path: Path) -> None:
    data = tmp_path / "data"
    running = server(DATA_DIR=str(data))
    saved(running.client(), "a1")
    running.stop()
    shutil.copy(data / "profile.sqlite", tmp_path / "older")
    running = server(DATA_DIR=str(data))
    saved(running.client(), "a2")
    shutil.copy(tmp_path / "older", data / "new")
    (data / "new").replace(data / "profile.sqlite")
    assert saved(running.client(), "a3") == set()
    assert "was replaced by another file while Profile runs" in running.output
    running.stop()
    assert "belongs to the database that was replaced, and is kept as" in running.output
    client = server(DATA_DIR=str(data)).client()
    assert missing(client, {"a1", "a2"}) == ["a2"]
    assert saved(client, "a4") == {"a4"}


def test_the_log_of_a_replaced_database_can_be_put_back_with_it(server: Callable[..., Server], tmp_path: Path) -> None:
    data = tmp_path / "data"
    running = server(DATA_DIR=str(data))
    kept = saved(running.client(), "a1")
    (data / "profile.sqlite").rename(tmp_path / "first")
    other = server(DATA_DIR=str(tmp_path / "other"))
    others = saved(other.client(), "b1")
    other.stop()
    shutil.copy(tmp_path / "other/profile.sqlite", data)
    running.stop()
    running = server(DATA_DIR=str(data))
    assert missing(running.client(), kept | others) == sorted(kept)
    running.stop()
    [log] = data.glob("profile.sqlite-wal.left-*")
    log.rename(data / "profile.sqlite-wal")
    (tmp_path / "first").replace(data / "profile.sqlite")
    assert missing(server(DATA_DIR=str(data)).client(), kept | others) == sorted(others)


def test_two_servers_on_one_folder_go_on_after_their_log_was_removed(
    server: Callable[..., Server], tmp_path: Path
) -> None:
    data = tmp_path / "data"
    first, second = server(DATA_DIR=str(data)), server(DATA_DIR=str(data))
    kept = saved(first.client(), "a1", "a2") | saved(second.client(), "b1", "b2")
    for name in FILES[1:]:
        (data / name).unlink()
    for number in range(3, 6):
        kept |= saved(first.client(), f"a{number}") | saved(second.client(), f"b{number}")
    assert kept == {f"{who}{number}" for who in "ab" for number in range(1, 6)}
    assert missing(first.client(), kept) == missing(second.client(), kept) == []
    first.kill()
    second.kill()
    assert missing(server(DATA_DIR=str(data)).client(), kept) == []
