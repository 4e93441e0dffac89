"""`make bench-limits` prints how many requests passed, and what that cost."""

import subprocess
import sys

from tests.support.processes import ROOT, bare_environment


def test_two_servers_grant_one_quota_and_each_table_has_its_figures() -> None:
    command = [sys.executable, "-m", "scripts.bench_limits", "--requests", "80"]
    run = subprocess.run(command, cwd=ROOT, env=bare_environment(), capture_output=True, text=True, check=True)
    rows = [line.split() for line in run.stdout.splitlines() if line.startswith(("SQLite", "DynamoDB"))]
    counts, times = rows[:8], rows[8:]
    granted = [["create", "60", "1", "60", "20"], ["create", "60", "80", "80", "0"]]
    granted += [["read", "600", "1", "80", "0"], ["read", "600", "80", "80", "0"]]
    assert [row[1:6] for row in counts] == granted * 2
    assert all(0 < int(row[6]) <= 81 for row in counts)
    assert [row[:4] for row in times[:3]] == [
        ["SQLite", "GET", "/users", "one"],
        ["SQLite", "GET", "/users", "new"],
        ["SQLite", "POST", "/users", "new"],
    ]
    assert all(float(figure) > 0 for row in times for figure in row[4:6])
