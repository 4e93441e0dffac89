"""A person's data is sent to the app in every way, and searched for wherever nobody may find it.

Through the API, pages, kiosk, imports, headers and query strings; in logs of server and workers, in addresses, in what
others may cache, in files, pictures, prompts, QR codes, error pages, the API's page, exports that are about nobody, and
after an erasure in the database.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from configurator.demo.openai_server import OpenAIServer, openai_server
from tests.support import markers
from tests.support.commands import Outcome, run_command
from tests.support.examples import bearer
from tests.support.markers import Exchange, NotingVisitor, noting_visitor, words_in, words_in_bytes
from tests.support.pages import code_of, hidden_fields
from tests.support.processes import Server, serving
from tests.support.qr import qr_texts
from tests.support.renders import environment_of, eventually
from tests.support.staff import SETTINGS, beat, enrolled_screen, staff_of

COMMANDS = (("costs",), ("kiosk-counts",), ("doctor",), ("renders", "prune"))


@dataclass
class Planted:
    """A running app that knows the person, and every answer that it gave."""

    server: Server
    openai: OpenAIServer
    imported: Outcome
    commands: list[Outcome] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planted]:
    folder = tmp_path_factory.mktemp("planted")
    with openai_server(stamped=True) as openai:
        environment = {**environment_of(openai), **SETTINGS, "IMAGE_REFERENCE": "on"}
        with serving(folder, environment) as server:
            own = {**environment, "DATA_DIR": str(folder / "data")}
            found = Planted(server, openai, run_command("import", "-", environment=own, given=markers.an_import()))
            markers.plant_in_api(server, found.exchanges)
            markers.plant_in_pages(noting_visitor(server, found.exchanges))
            markers.plant_in_kiosk(noting_visitor(server, found.exchanges))
            beat(enrolled_screen(server, staff_of(server)))
            eventually(lambda: list((folder / "data/renders").glob("*.*")))
            found.commands += [run_command(*command, environment=own) for command in COMMANDS]
            yield found


def about_the_person(planted: Planted) -> list[Exchange]:
    return [it for it in planted.exchanges if it.tells]


def test_the_person_was_planted(planted: Planted) -> None:
    """Otherwise, finding nothing would mean nothing."""
    assert planted.imported.code == 0
    lines = [it.line for it in about_the_person(planted)]
    for line in ("POST /users", f"GET /users/{markers.USER_ID}", "GET /saved", "POST /you"):
        assert line in lines
    assert any(it.answer.status == 200 for it in planted.exchanges if it.path.startswith("/kiosk/finish"))
    data = planted.server.folder / "data"
    stored = b"".join(path.read_bytes() for path in data.glob("profile.sqlite*"))
    for word in ("Quillfeather", "Two-spirited", "Quillette", markers.USER_ID, markers.IMPORTED_ID):
        assert word.encode() in stored


def test_no_log_of_the_server_or_its_workers_names_the_person(planted: Planted) -> None:
    output = planted.server.output.replace(planted.server.url, "")
    assert "is ready" in output, "the worker's lines are among them"
    assert words_in(output) == []


def test_no_command_names_the_person_where_nobody_asked_for_it(planted: Planted) -> None:
    for outcome in (planted.imported, *planted.commands):
        assert words_in(outcome.said + outcome.data.decode()) == []


def test_no_answer_leads_to_an_address_that_names_the_person(planted: Planted) -> None:
    """A page may lead back to itself, as it was asked for."""
    assert [f"{it.line} leads to {it.leads_to}" for it in planted.exchanges if it.leads_to] == []


def test_what_names_the_person_may_be_kept_by_nobody_else(planted: Planted) -> None:
    shared = [
        f"{it.line}: {it.answer.headers['Cache-Control']}"
        for it in about_the_person(planted)
        if not {"no-store", "private"} & set((it.answer.headers["Cache-Control"] or "").replace(",", " ").split())
    ]
    assert shared == []


def test_what_anybody_may_keep_is_the_same_for_everybody(planted: Planted) -> None:
    public = [it for it in planted.exchanges if "public" in (it.answer.headers["Cache-Control"] or "")]
    assert {it.path.partition("?")[0] for it in public} >= {"/catalogue", f"/drawings/{code_of()}/side.svg"}
    assert [it.line for it in public if it.answer.headers.get_all("Set-Cookie")] == []


def test_no_file_beside_the_database_names_the_person(planted: Planted) -> None:
    """The cache of drawings, and pictures with their metadata."""
    files = [it for it in (planted.server.folder / "data").rglob("*") if it.is_file() and ".sqlite" not in it.name]
    assert {it.parent.name for it in files} >= {"renders", "drawings"}
    assert [it.name for it in files if words_in_bytes(it.read_bytes()) or words_in(it.name)] == []


def test_openai_learns_nothing_about_the_person(planted: Planted) -> None:
    assert planted.openai.calls
    for call in planted.openai.calls:
        assert words_in(f"{call.fields}{call.headers}{call.path}") == []
        assert call.reference
        assert words_in_bytes(call.reference) == []


def test_no_qr_code_names_the_person(planted: Planted) -> None:
    texts = [text for it in planted.exchanges if it.answer.is_page for text in qr_texts(it.answer.text)]
    assert {text.partition("/car/")[2] for text in texts} >= {code_of()}
    assert [text for text in texts if words_in(text)] == []


def test_no_page_shows_the_person_to_whoever_proves_nothing(planted: Planted) -> None:
    stranger = planted.server.visitor()
    paths = (
        "/",
        "/saved",
        f"/you?code={code_of()}",
        f"/car/{code_of()}",
        "/docs",
        "/openapi.json",
        "/kiosk",
        "/nothing",
    )
    for path in (*paths, f"/kiosk/finish/{code_of()}", f"/users/{markers.USER_ID}"):
        assert words_in_bytes(stranger.get(path).body) == [], path


def test_an_error_repeats_nothing_about_the_person(planted: Planted) -> None:
    """A form that a person has filled in comes back to that person only."""
    refused = [it for it in planted.exchanges if it.answer.status >= 400 and not it.path.startswith(("/you", "/kiosk"))]
    assert {it.answer.status for it in refused} >= {400, 404, 412}
    names = ("Zorah", "quill.example", "Two-spirited", markers.SECRET, markers.NEXT_SECRET)
    assert [it.line for it in refused if words_in(it.answer.text, names)] == []


def by_api(server: Server, visitor: NotingVisitor) -> None:
    http, own = server.client(), bearer(visitor.cookies["owner"].partition(".")[2])
    path = f"/users/{visitor.cookies['owner'].partition('.')[0]}"
    assert http.delete(path, {**own, "If-Match": "*"}).status == 204


def by_page(_server: Server, visitor: NotingVisitor) -> None:
    proof = {"csrf_token": hidden_fields(visitor, "/saved/erase")["csrf_token"]}
    assert visitor.submit("/saved/erase", proof).status == 303


def by_command(server: Server, visitor: NotingVisitor) -> None:
    user_id = visitor.cookies["owner"].partition(".")[0]
    erased = run_command("erase", user_id, environment={"DATA_DIR": str(server.folder / "data")})
    assert erased.code == 0


@pytest.mark.parametrize("erase", [by_api, by_page, by_command])
def test_an_erased_person_is_gone_from_every_file(
    server: Callable[..., Server], erase: Callable[[Server, NotingVisitor], None]
) -> None:
    running = server()
    visitor = noting_visitor(running, [])
    markers.plant_in_pages(visitor)
    assert words_in_bytes(everything_on_disk(running.folder))
    erase(running, visitor)
    assert words_in_bytes(everything_on_disk(running.folder)) == []


def everything_on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
