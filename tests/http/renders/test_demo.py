"""`make demo-renders`: the whole flow without a key, and every picture says that it is a stand-in."""

import subprocess
import sys
from pathlib import Path

from configurator.demo.picture import SIZE
from configurator.renders.picture_format import PictureFormat, detect_format
from tests.support.processes import ROOT, serving
from tests.support.renders import ASK, settled

DEMO = (sys.executable, "-m", "configurator.demo.__main__")


def test_anyone_can_see_a_render_without_a_key(tmp_path: Path) -> None:
    with serving(tmp_path, {"PICTURE_SECONDS": "0.1"}, DEMO) as demo:
        http = demo.client()
        assert "stand-in for OpenAI" in demo.output
        ready = settled(http, http.post("/renders", ASK).location)
        picture = http.get(ready["picture"]["url"]).body
    assert detect_format(picture) == PictureFormat("image/png", *SIZE)


def test_a_fault_that_the_stand_in_does_not_know_is_answered_with_those_it_does(tmp_path: Path) -> None:
    environment = {"FAULT": "rain", "DATA_DIR": str(tmp_path)}
    ended = subprocess.run(DEMO, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "moderation" in ended.stderr
