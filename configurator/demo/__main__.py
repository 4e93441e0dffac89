"""`make demo-renders`: the app with renders by a stand-in for OpenAI, for anyone without a key.

FAULT=moderation shows a refusal; any name of BEHAVIOURS, or several, for one call after the other. PICTURE_SECONDS is
how long a picture takes.
"""

import os
import sys

from configurator.app.main import main
from configurator.demo.openai_server import BEHAVIOURS, openai_server


def demonstrate() -> int:
    script = os.environ.get("FAULT", "").split() or ["ready"]
    if set(script) - set(BEHAVIOURS):
        print(f"FAULT can be {', '.join(BEHAVIOURS)}.", file=sys.stderr)
        return 1
    seconds = float(os.environ.get("PICTURE_SECONDS", "8"))
    with openai_server(seconds=seconds, stamped=True) as server:
        server.behave(*script)
        os.environ.update(OPENAI_API_KEY="stand-in", OPENAI_BASE_URL=server.url)
        print("Renders are made by a stand-in for OpenAI: every picture says so, and none costs anything.", flush=True)
        return main()


if __name__ == "__main__":
    sys.exit(demonstrate())
