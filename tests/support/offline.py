"""The bundle of a kiosk, run by a Python that has nothing else: no installed package, no file of ours."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_PROGRAM = """
import json, sys
sys.path.insert(0, sys.argv[1])
from configurator.offline.app import start
app = start(sys.argv[1] + "/kiosk/config.json", sys.argv[2])
for method, path, body in json.load(sys.stdin):
    headers = {"Content-Type": "application/json"} if body else {}
    answer = app.answer(method, path, headers, json.dumps(body).encode() if body else b"", state="{}", can_save=True)
    print(json.dumps([answer.status, dict(answer.headers), answer.body.decode("latin-1")]))
"""


def ask_bundle(
    bundle: bytes, folder: Path, base_url: str, requests: Sequence[tuple[str, str, Any]]
) -> list[tuple[int, Any, str]]:
    """Status, headers and text of the answers to requests (method, path, JSON body or None).

    `base_url` is the address at which the kiosk found the server.
    """
    zipfile.ZipFile(io.BytesIO(bundle)).extractall(folder)
    command = [sys.executable, "-I", "-S", "-c", _PROGRAM, str(folder), base_url]
    done = subprocess.run(command, input=json.dumps(requests), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    return [(status, headers, text.encode("latin-1").decode()) for status, headers, text in answers]
