"""`flask --app configurator provision | export | import | erase`, against each store."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from configurator.users.export_lines import from_line, to_line
from configurator.users.user import User
from tests.support.commands import run_command
from tests.support.processes import ROOT, Server, bare_environment
from tests.support.proxy import Call, Forward, Proxy, Reply, faithful
from tests.support.stores import KINDS, Kind, Place, changed, user

BOB = "auth0|bob+1@example.com="
USERS = [user("ada", name="Zoë 🏎 \u2028"), changed(user(BOB)), user("-carol")._replace(private=True)]
EXPORT = "".join(f"{to_line(one)}\n" for one in USERS).encode()


@pytest.fixture
def settled(place: Place) -> Place:
    """A place with users."""
    store = place.open()
    for one in USERS:
        store.create(one)
    return place


@pytest.fixture
def other_place(place: Place, place_of: Callable[[Kind], Place]) -> Place:
    """A place in the other store, with its tables."""
    (other,) = set(KINDS) - {place.kind}
    moved_to = place_of(other)
    moved_to.open().provision()
    return moved_to


def everybody(place: Place) -> list[User]:
    return sorted(place.open().all(), key=lambda one: one.user_id)


@pytest.mark.parametrize("kind", KINDS)
def test_provision_makes_the_store_ready_once_and_says_so_each_time(
    kind: Kind, place_of: Callable[[Kind], Place]
) -> None:
    place = place_of(kind)
    first = run_command("provision", environment=place.environment)
    place.open().create(USERS[0])
    second = run_command("provision", environment=place.environment)
    assert (first.code, first.said, second.code, second.said) == (0, "", 0, "")
    assert len(first.lines) == len(second.lines) > 0
    assert everybody(place) == [USERS[0]]


def test_the_message_about_missing_tables_names_the_command_that_mends_it(place_of: Callable[[Kind], Place]) -> None:
    place = place_of("dynamodb")
    failed = run_command("export", environment=place.environment)
    assert (failed.code, failed.data) == (1, b"")
    command = failed.said.split("`")[1]
    subprocess.run(command, shell=True, cwd=ROOT, env={**bare_environment(), **place.environment}, check=True)
    assert run_command("export", environment=place.environment).code == 0


def test_an_export_writes_the_users_to_stdout_and_nothing_else(settled: Place) -> None:
    export = run_command("export", environment=settled.environment)
    assert (export.code, export.said) == (0, "3 users exported.\n")
    lines = export.data.decode().removesuffix("\n").split("\n")
    assert sorted(map(from_line, lines), key=lambda one: one.user_id) == everybody(settled)


def test_an_export_of_nobody_is_empty(place: Place) -> None:
    export = run_command("export", environment=place.environment)
    assert (export.code, export.data, export.said) == (0, b"", "0 users exported.\n")


def test_an_export_is_utf_8_whatever_the_terminal_speaks(settled: Place) -> None:
    export = run_command("export", environment={**settled.environment, "PYTHONIOENCODING": "latin-1"})
    assert export.code == 0
    assert "Zoë 🏎" in export.data.decode()


def test_an_export_that_finds_no_room_says_so(settled: Place) -> None:
    with Path("/dev/full").open("wb") as full:
        export = run_command("export", environment=settled.environment, stdout=full)
    assert (export.code, export.said) == (1, "Error: The export can't be written: No space left on device.\n")


def test_an_export_that_nobody_reads_on_ends_without_a_word(place: Place) -> None:
    store = place.open()
    for number in range(60):
        store.create(user(f"user-{number}", name="x" * 5000))
    command = [sys.executable, "-m", "flask", "--app", "configurator", "export"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**bare_environment(), **place.environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as export:
        assert export.stdout
        assert export.stderr
        export.stdout.readline()
        export.stdout.close()
        assert export.stderr.read() == b""


def test_an_export_can_be_imported_into_the_other_store(settled: Place, other_place: Place, tmp_path: Path) -> None:
    export = run_command("export", environment=settled.environment)
    (tmp_path / "users.jsonl").write_bytes(export.data)
    done = run_command("import", str(tmp_path / "users.jsonl"), environment=other_place.environment)
    assert (done.code, done.said, done.lines) == (0, "", ["3 users imported, 0 existed already and are unchanged."])
    assert everybody(other_place) == everybody(settled) == sorted(USERS, key=lambda one: one.user_id)
    assert [to_line(one) for one in everybody(other_place)] == [to_line(one) for one in everybody(settled)]


def test_tokens_still_open_who_has_moved(place: Place, other_place: Place, server: Callable[..., Server]) -> None:
    secret = {"Authorization": "Bearer the client's own secret"}
    before = server(**place.environment).client()
    first = before.post("/users", {**USERS[0].document, "userId": "ada"}).json()["accessToken"]
    token = before.post("/users/ada/token", {}, {"Authorization": f"Bearer {first}"}).json()["accessToken"]
    before.post("/users", {**USERS[0].document, "userId": "private"}, secret)
    export = run_command("export", environment=place.environment)
    run_command("import", "-", environment=other_place.environment, given=export.data)
    after = server(**other_place.environment).client()
    assert after.get("/users/ada").json() == before.get("/users/ada").json()
    assert after.get("/users/private", secret).json() == before.get("/users/private", secret).json()
    assert after.get("/users/private").status == 404
    match = {"If-Match": after.get("/users/ada").headers["ETag"]}
    for wrong in ("another's secret", first):
        assert after.delete("/users/ada", {**match, "Authorization": f"Bearer {wrong}"}).status == 403
    assert after.delete("/users/ada", {**match, "Authorization": f"Bearer {token}"}).status == 204


def test_an_import_leaves_those_who_are_there_as_they_are(place: Place) -> None:
    place.open().create(user("ada", name="Changed since"))
    done = run_command("import", "-", environment=place.environment, given=EXPORT)
    assert (done.code, done.lines) == (0, ["2 users imported, 1 existed already and are unchanged."])
    assert everybody(place) == [USERS[2], user("ada", name="Changed since"), USERS[1]]
    again = run_command("import", "-", environment=place.environment, given=EXPORT)
    assert again.lines == ["0 users imported, 3 existed already and are unchanged."]


def test_a_byte_order_mark_does_not_matter(place: Place) -> None:
    done = run_command("import", "-", environment=place.environment, given=b"\xef\xbb\xbf" + EXPORT)
    assert done.code == 0


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (b'{"userId": "lovelace"}\n', "Line 4: expected exactly the members "),
        (EXPORT.splitlines(keepends=True)[0].replace(b'"version":1', b'"version":0'), "Line 4: version is not "),
        (b"\xff lovelace\n", "The file is not UTF-8 text; nothing was imported."),
    ],
)
def test_a_broken_line_is_named_and_nothing_is_written(place: Place, broken: bytes, why: str) -> None:
    failed = run_command("import", "-", environment=place.environment, given=EXPORT + broken + EXPORT)
    assert (failed.code, failed.data) == (1, b"")
    assert failed.said.startswith(f"Error: {why}")
    assert failed.said.count("\n") == 1
    assert "lovelace" not in failed.said
    assert everybody(place) == []


def test_an_import_cut_off_says_how_far_it_came_and_can_be_run_again(behind_proxy: Place, proxy: Proxy) -> None:
    def refuse_the_second(call: Call, forward: Forward) -> Reply:
        if call.operation == "PutItem" and proxy.operations.count("PutItem") > 1:
            return Reply.refusal(400, "AccessDeniedException")
        return forward()

    proxy.behaviour = refuse_the_second
    cut_off = run_command("import", "-", environment=behind_proxy.environment, given=EXPORT)
    assert cut_off.code == 1
    assert "1 user of 3 imported; run the same command again for the others." in cut_off.said
    proxy.behaviour = faithful
    again = run_command("import", "-", environment=behind_proxy.environment, given=EXPORT)
    assert again.lines == ["2 users imported, 1 existed already and are unchanged."]


def test_an_erasure_leaves_nothing(settled: Place) -> None:
    erased = run_command("erase", "ada", environment=settled.environment)
    assert (erased.code, erased.lines, erased.said) == (0, ["Erased."], "")
    assert everybody(settled) == [USERS[2], USERS[1]]


def test_an_id_may_begin_with_a_dash(settled: Place) -> None:
    assert run_command("erase", "-carol", environment=settled.environment).code == 0
    assert everybody(settled) == USERS[:2]


@pytest.mark.parametrize("stranger", ["nobody", "no id at all", ".."])
def test_an_erasure_of_nobody_says_so(settled: Place, stranger: str) -> None:
    failed = run_command("erase", stranger, environment=settled.environment)
    assert (failed.code, failed.data, failed.said) == (1, b"", "Error: There is no user with this id.\n")
    assert len(everybody(settled)) == 3
