"""`make demo-renders`: runs the app with a stand-in for OpenAI, so that renders work without a key.

FAULT=moderation shows a refusal. FAULT can have several names from BEHAVIOURS, one for each call in turn.
PICTURE_SECONDS is the time that a picture takes.
"""

import os
import sys

from configurator.app.main import main
from configurator.demo.openai_behaviours import BEHAVIOURS
from configurator.demo.openai_server import openai_server


def run_demo() -> int:
    script = os.environ.get("FAULT", "").split() or ["ready"]
    if set(script) - set(BEHAVIOURS):
        print(f"FAULT can be {', '.join(BEHAVIOURS)}.", file=sys.stderr)
        return 1
    seconds = float(os.environ.get("PICTURE_SECONDS", "8"))
    with openai_server(seconds=seconds, stamped=True) as server:
        server.behave(*script)
        os.environ.update(OPENAI_API_KEY="stand-in", OPENAI_BASE_URL=server.url)
        print("Renders come from a stand-in for OpenAI. Each picture says so, and none costs money.", flush=True)
        return main()


if __name__ == "__main__":
    sys.exit(run_demo())
