"""Runs Lighthouse once. Its defaults are a mobile phone with a 4 times slower processor and slow 4G."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from scripts.lighthouse.report import Measured
from tests.support.browser import launch_options

_LIGHTHOUSE = Path(__file__).parent / "node_modules/lighthouse/cli/index.js"
_CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def audit(url: str) -> Measured:
    """Measures a page once.

    Raises RuntimeError with Lighthouse's own words if it has no result.
    """
    options = launch_options()
    flags = " ".join(("--headless=new", *options["args"]))
    categories = f"--only-categories={','.join(_CATEGORIES)}"
    command = ("node", str(_LIGHTHOUSE), url, "--quiet", "--output=json", f"--chrome-flags={flags}", categories)
    environment = {**os.environ, "CHROME_PATH": options["executable_path"]}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    try:
        return measured(json.loads(done.stdout))
    except (ValueError, KeyError, TypeError) as error:
        raise RuntimeError(f"Lighthouse has no result for {url}:\n{done.stderr[-2000:]}") from error


def measured(report: dict[str, Any]) -> Measured:
    """Reads Lighthouse's JSON. Raises KeyError or TypeError for a report without scores, as of a page that failed."""
    performance, accessibility, best_practices, seo = (
        round(100 * report["categories"][category]["score"]) for category in _CATEGORIES
    )
    audits = report["audits"]
    tasks = audits["long-tasks"].get("details", {}).get("items", [])
    return Measured(
        performance,
        accessibility,
        best_practices,
        seo,
        blocked_ms=audits["total-blocking-time"]["numericValue"],
        shift=audits["cumulative-layout-shift"]["numericValue"],
        longest_ms=max((task["duration"] for task in tasks), default=0.0),
    )
