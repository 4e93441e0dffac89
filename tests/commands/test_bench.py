"""`make bench` prints one table."""

import subprocess
import sys

from tests.support.processes import ROOT, bare_environment


def test_the_table_has_a_line_for_each_store_and_request() -> None:
    command = [sys.executable, "-m", "scripts.bench", "--requests", "20"]
    run = subprocess.run(command, cwd=ROOT, env=bare_environment(), capture_output=True, text=True, check=True)
    rows = [line.split() for line in run.stdout.splitlines() if "/users" in line]
    assert [row[:3] for row in rows] == [
        ["SQLite", "POST", "/users"],
        ["SQLite", "GET", "/users"],
        ["DynamoDB", "POST", "/users"],
        ["DynamoDB", "GET", "/users"],
    ]
    assert all(len(row) == 9 and all(float(figure) > 0 for figure in row[3:]) for row in rows)
