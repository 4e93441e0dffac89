"""The bundle of a kiosk, run by a Python that has nothing else: no installed package, no file of ours.

Also cars to ask about, and what of an answer must be the same as the server's.
"""

import io
import json
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.support.pages import OURS

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


def random_car(chance: random.Random) -> dict[str, Any]:
    """Any parts of the catalogue, whether they fit or not, and now and then a word that it doesn't have."""
    parts = {
        "model": chance.choice(OURS.models).id,
        "color": chance.choice(OURS.paints).id,
        "tire": chance.choice(OURS.sets).id,
        "interior": chance.choice(OURS.interiors).id,
    }
    if chance.random() < 0.1:
        parts[chance.choice(tuple(parts))] = "a word that nobody knows"
    features = chance.sample(OURS.features, chance.randrange(6))
    return parts | {"additionalFeatures": {feature.id: True for feature in features}}


def comparable(page: str) -> str:
    """Without what differs with every request."""
    return re.sub(r'nonce="[^"]+"|value="[^"]{60,}"', "", page)
