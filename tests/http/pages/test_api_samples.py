"""The code on /docs: each sample of each operation is a program that works."""

import html
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from uuid import uuid4

import pytest

from configurator.demo.openai_server import OpenAIServer
from tests.support.client import Client
from tests.support.compilers import compile_kotlin, compile_swift
from tests.support.examples import a_user
from tests.support.patience import PATIENCE
from tests.support.processes import Server, bare_environment
from tests.support.renders import ASK, environment_of, settled

STATUSES = {"deleteUser": "204"}
"""Of the operations whose answer isn't 200. A render is there already when its sample asks for it."""

_ARTICLE = re.compile(r'<article id="(\w+)"(.*?)</article>', re.DOTALL)
_SAMPLE = re.compile(r'data-language="(\w+)"><code>(.*?)</code>', re.DOTALL)
_UNUSED = re.compile(r"<span data-(?:line|group)[^>]* hidden>(?:[^<]|<span data-slot[^>]*>[^<]*</span>)*</span>")
_SLOT = re.compile(r'<span data-slot="([\w-]+)">([^<]*)</span>')


@pytest.fixture
def shop(server: Callable[..., Server], openai: OpenAIServer) -> Server:
    return server(**environment_of(openai, STAFF_TOKEN="a token for the staff"))


@pytest.fixture
def samples(shop: Server) -> dict[str, dict[str, str]]:
    """The HTML of the samples, by operation and language."""
    page = shop.client().get("/docs").text
    return {
        operation: dict(_SAMPLE.findall(article))
        for operation, article in _ARTICLE.findall(page)
        if "samples" in article
    }


def programs(samples: Mapping[str, Mapping[str, str]], language: str, shop: Server) -> Iterator[tuple[str, str]]:
    """Each operation's sample, filled in for a user and a render that exist."""
    render = shop.client().post("/renders", ASK).json()["id"]
    settled(shop.client(), f"/renders/{render}")
    for operation, by_language in samples.items():
        yield operation, filled_in(by_language[language], language, values_for(operation, shop.client(), render))


def values_for(operation: str, http: Client, render: str) -> dict[str, str]:
    """What to write instead of an example."""
    user = http.post("/users", a_user())
    user_id = str(uuid4()) if operation == "createUser" else user.json()["userId"]
    return {
        example_of("/users/{userId}", http): user_id,
        example_of("/renders/{id}", http): render,
        "YOUR_TOKEN": user.json()["accessToken"],
        "YOUR_ETAG": (user.headers["ETag"] or "").strip('"'),
    }


def example_of(path: str, http: Client) -> str:
    """The value that the document gives this path's parameter."""
    example: str = http.get("/openapi.json").json()["paths"][path]["parameters"][0]["example"]
    return example


def filled_in(sample: str, language: str, values: Mapping[str, str]) -> str:
    text = html.unescape(_SLOT.sub(r"\2", _UNUSED.sub("", _UNUSED.sub("", sample))))
    assert "<span" not in text, text
    for example, value in values.items():
        text = text.replace(example, value)
    return text


def run(command: list[str], folder: Path) -> str:
    done = subprocess.run(
        command, cwd=folder, env=bare_environment(), capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def status_of(operation: str) -> str:
    return STATUSES.get(operation, "200")


def test_every_operation_is_shown_in_every_language(shop: Server, samples: dict[str, dict[str, str]]) -> None:
    described = shop.client().get("/openapi.json").json()
    operations = {
        it["operationId"] for item in described["paths"].values() for key, it in item.items() if key != "parameters"
    }
    assert samples.keys() == operations
    for by_language in samples.values():
        assert list(by_language) == ["curl", "javascript", "swift", "kotlin"]


def test_each_curl_command_works(shop: Server, samples: dict[str, dict[str, str]], tmp_path: Path) -> None:
    for operation, command in programs(samples, "curl", shop):
        answer = run(["sh", "-c", command], tmp_path)
        if command.startswith("curl -LO"):
            saved = (tmp_path / command.rpartition("/")[2].rstrip("'")).read_bytes()
            assert saved.startswith((b"<svg", b"\x89PNG")), f"{command}\n{saved!r:.200}"
        else:
            assert answer.startswith(f"HTTP/1.1 {status_of(operation)} "), f"{command}\n{answer}"


def test_each_javascript_program_works(shop: Server, samples: dict[str, dict[str, str]], tmp_path: Path) -> None:
    for operation, program in programs(samples, "javascript", shop):
        (tmp_path / f"{operation}.mjs").write_text(program, encoding="utf-8")
        answer = run(["node", f"{operation}.mjs"], tmp_path)
        assert answer.startswith(f"{status_of(operation)} "), f"{program}\n{answer}"


def test_each_kotlin_program_works_where_java_knows_its_method(
    shop: Server, samples: dict[str, dict[str, str]], tmp_path: Path
) -> None:
    sources = {operation: tmp_path / f"{operation}.kt" for operation in samples}
    for operation, program in programs(samples, "kotlin", shop):
        sources[operation].write_text(f"package {operation}\n\n{program}\n", encoding="utf-8")
    classes = compile_kotlin(list(sources.values()), tmp_path / "classes")
    for operation in sources.keys() - {"updateUser"}:
        answer = run(["java", "-cp", classes, f"{operation}.{operation[0].upper()}{operation[1:]}Kt"], tmp_path)
        assert answer.startswith(f"{status_of(operation)} "), f"{operation}\n{answer}"


def test_each_swift_program_compiles(shop: Server, samples: dict[str, dict[str, str]], tmp_path: Path) -> None:
    sources = {operation: tmp_path / operation / "main.swift" for operation in samples}
    for operation, program in programs(samples, "swift", shop):
        sources[operation].parent.mkdir()
        # Outside Apple's systems, requests are in a module of their own.
        on_linux = "#if canImport(FoundationNetworking)\nimport FoundationNetworking\n#endif\n"
        sources[operation].write_text(on_linux + program, encoding="utf-8")
    compile_swift(list(sources.values()))
