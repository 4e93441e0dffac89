"""`make lighthouse`: five pages on a slow phone, each several times, and the median of what Lighthouse says.

The script starts the real server with an empty data folder. `make lighthouse RUNS=1 PAGES="home docs"` is quicker.
Exit codes: 0 if every page keeps the bars, 1 if one doesn't. A busy machine measures slower pages: close what runs.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from scripts.lighthouse.measure import audit
from scripts.lighthouse.report import Measured, median_of, missed, table
from scripts.scene import code
from tests.support.processes import serving

PAGES: Mapping[str, str] = {
    "home": "/",
    "configure": "/configure?model=911-carrera",
    "car": f"/car/{code()}",
    "colour-vision": "/colour-vision",
    "docs": "/docs",
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="make lighthouse", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="how often each page is measured")
    parser.add_argument("pages", nargs="*", choices=[[], *PAGES], help="default: all")
    arguments = parser.parse_args()
    pages = {name: _measured(name, arguments.runs) for name in arguments.pages or PAGES}
    print(table(pages))
    faults = [fault for name, page in pages.items() for fault in missed(name, page)]
    print("\n".join(faults) or "Every page keeps the bars.")
    return 1 if faults else 0


def _measured(name: str, runs: int) -> Measured:
    return median_of(list(_runs(name, runs)))


def _runs(name: str, runs: int) -> Iterator[Measured]:
    # A server for each page: none has the memory or the rate limits of another one's visitors.
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder), {}) as server:
        for run in range(runs):
            print(f"{name}: {run + 1} of {runs}", file=sys.stderr)
            yield audit(server.url + PAGES[name])


if __name__ == "__main__":
    sys.exit(main())
