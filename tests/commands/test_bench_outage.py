"""`make bench-outage` prints what a hanging store does to requests."""

import subprocess
import sys

from tests.support.processes import ROOT, bare_environment


def test_each_kind_of_request_has_a_row_while_each_store_is_well_and_while_it_hangs() -> None:
    command = [sys.executable, "-m", "scripts.bench_outage", "--seconds", "1"]
    run = subprocess.run(command, cwd=ROOT, env=bare_environment(), capture_output=True, text=True, check=True)
    rows = [line for line in run.stdout.splitlines() if line.startswith(("SQLite,", "DynamoDB,"))]
    assert len(rows) == 4 * 6
    pages = [row for row in rows if "(page)" in row or "GET /health" in row]
    assert len(pages) == 4 * 2
    assert all(row.endswith("x 200") and row.count(" x ") == 1 for row in pages)
    assert run.stdout.count("a write succeeded") == 2
