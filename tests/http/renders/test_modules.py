"""The modules that a web process imports: neither openai nor pydantic, whatever it serves."""

import re
from collections.abc import Callable
from pathlib import Path

from configurator.demo.openai_server import OpenAIServer
from tests.support.processes import Server, children_of, closed_port
from tests.support.renders import ASK, CODE, environment_of, eventually, settled

DEAR = ("openai", "pydantic", "httpx2", "zappa", "boto3")
_IMPORTED = re.compile(r"^import time:.*\| +([\w.]+)$", re.MULTILINE)


def serve_all(here: Server) -> None:
    http = here.client()
    asked = http.post("/renders", ASK)
    assert asked.status == 202
    for path in ("/", "/configure", f"/drawings/{CODE}/side.svg", "/catalogue", asked.location):
        assert http.get(path).status == 200


def test_a_web_function_never_imports_what_only_the_worker_needs(
    server: Callable[..., Server], openai: OpenAIServer
) -> None:
    """Python itself logs every import."""
    away = f"http://127.0.0.1:{closed_port()}"
    function = {
        "AWS_LAMBDA_FUNCTION_NAME": "profile",
        "AWS_ENDPOINT_URL_LAMBDA": away,
        "PICTURES": "s3://bucket",
        "AWS_MAX_ATTEMPTS": "1",
    }
    keys = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_REGION": "us-east-1"}
    here = server(**environment_of(openai, **function, **keys, PYTHONPROFILEIMPORTTIME="1"))
    serve_all(here)
    imported = set(_IMPORTED.findall(here.output))
    assert {"flask", "botocore"} <= imported
    assert [name for name in imported if name.partition(".")[0] in DEAR] == []


def test_a_server_of_ones_own_leaves_it_to_another_process(server: Callable[..., Server], openai: OpenAIServer) -> None:
    here = server(**environment_of(openai))
    openai.behave("hang", "ready")
    serve_all(here)
    eventually(lambda: openai.calls)
    (worker,) = children_of(here.process.pid)
    assert "pydantic_core" in libraries_of(worker)
    assert "pydantic_core" not in libraries_of(here.process.pid)
    openai.released.set()
    settled(here.client(), here.client().post("/renders", ASK).location)
    assert "pydantic_core" not in libraries_of(here.process.pid)


def libraries_of(process: int) -> str:
    return Path(f"/proc/{process}/maps").read_text()
