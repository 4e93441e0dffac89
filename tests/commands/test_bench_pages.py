"""`make bench-pages` prints one table."""

import subprocess
import sys

from tests.support.processes import ROOT, bare_environment


def test_the_table_compares_each_page_with_another_checkout() -> None:
    options = ["--rounds", "1", "--without-browser", "--beside", str(ROOT)]
    command = [sys.executable, "-m", "scripts.bench_pages", *options]
    run = subprocess.run(command, cwd=ROOT, env=bare_environment(), capture_output=True, text=True, check=True)
    rows = {line[:22].strip(): [float(figure) for figure in line[22:].split()] for line in run.stdout.splitlines()[2:]}
    assert {"home", "car", "saved", "docs", "colour-vision", "configure, any car"} <= rows.keys()
    for median, tenth, plain, sent, beside, ratio in rows.values():
        assert 0 < tenth <= median
        assert 0 < sent < plain / 2
        assert beside > 0
        assert ratio > 0
