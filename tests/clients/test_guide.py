"""The programs in the guide for mobile developers run as they are, once they have the server's URL."""

import subprocess
from pathlib import Path

from tests.support.client import Client
from tests.support.compilers import compile_kotlin, compile_swift
from tests.support.guide import programs, written
from tests.support.patience import PATIENCE
from tests.support.processes import Server


def output(*command: str | Path) -> list[str]:
    """The lines that the program prints; it must end well."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=2 * PATIENCE, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()


def test_the_two_calls_need_only_the_base_url(here: Server, tmp_path: Path) -> None:
    two_calls, _ = programs("js", here.url)
    (line,) = output("node", written(two_calls, tmp_path / "two-calls.mjs"))
    name, code = line.split()
    assert name == "Ada"
    assert here.client().get(f"/configurations/{code}").json()["configuration"]["buildable"]


def test_the_javascript_configures_draws_renders_and_saves(here: Server, tmp_path: Path) -> None:
    _, whole_way = programs("js", here.url)
    configured, drawn, rendered, saved = output("node", written(whole_way, tmp_path / "whole-way.mjs"))
    _, code, total = configured.split()
    checked = here.client().get(f"/configurations/{code}").json()["configuration"]
    assert checked["price"]["total"] == int(total)
    assert (drawn, rendered, saved) == ("drawn true", "rendered ready image/png", "saved true")


def test_the_javascript_says_why_there_is_no_picture(http: Client, tmp_path: Path) -> None:
    """A server without a key for renders."""
    _, whole_way = programs("js", http.url)
    _, _, rendered, saved = output("node", written(whole_way, tmp_path / "whole-way.mjs"))
    assert rendered.startswith("rendered unavailable ")
    assert saved == "saved true"


def test_the_kotlin_configures_draws_renders_and_saves(here: Server, tmp_path: Path) -> None:
    (program,) = programs("kotlin", here.url)
    class_path = compile_kotlin([written(program, tmp_path / "Guide.kt")], tmp_path)
    configured, drawn, rendered, saved = output("java", "-cp", class_path, "GuideKt")
    assert here.client().get(f"/configurations/{configured.split()[1]}").status == 200
    assert (drawn, saved) == ("drawn true", "saved true")
    assert rendered.startswith("rendered ready ")


def test_the_swift_compiles(tmp_path: Path) -> None:
    (program,) = programs("swift")
    compile_swift([written(program, tmp_path / "main.swift")])
