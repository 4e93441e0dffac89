"""`make bench` prints three tables."""

import subprocess
import sys

from tests.support.processes import ROOT, bare_environment


def test_each_table_has_its_rows_and_figures() -> None:
    command = [sys.executable, "-m", "scripts.bench", "--requests", "20"]
    run = subprocess.run(command, cwd=ROOT, env=bare_environment(), capture_output=True, text=True, check=True)
    rows = [line.split() for line in run.stdout.splitlines() if line.startswith(("SQLite", "DynamoDB"))]
    kinds = [("SQLite", "POST"), ("SQLite", "GET"), ("DynamoDB", "POST"), ("DynamoDB", "GET")]
    load = [("SQLite", "GET"), ("SQLite", "POST"), ("SQLite", "1"), ("SQLite", "8"), ("SQLite", "32")]
    assert [(row[0], row[1]) for row in rows] == kinds + load
    assert [len(row) - 3 for row in rows] == [9] * 4 + [6] * 2 + [6] * 3
    assert all(float(figure) > 0 for row in rows for figure in row[3:])
