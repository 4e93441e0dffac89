"""The version of the app."""

import re
import subprocess
import sys

from configurator.web.http.version import app_version


def test_another_process_with_the_same_files_has_the_same_version() -> None:
    print_it = "from configurator.web.http.version import app_version; print(app_version())"
    other = subprocess.run([sys.executable, "-c", print_it], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == app_version()


def test_the_version_is_short_enough_to_read_out() -> None:
    assert re.fullmatch(r"[0-9a-f]{12}", app_version())
