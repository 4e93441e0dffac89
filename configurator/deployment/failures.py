"""Makes a command fail with one sentence on stderr and exit code 1."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError


class BuildError(RuntimeError):
    """The package can't be built. The message says what to do."""


class NotReadyError(RuntimeError):
    """Something that the command needs is missing or wrong. The message says what to do."""


@contextmanager
def report_failures() -> Iterator[None]:
    """Turns NotReadyError and AWS's errors into one sentence."""
    try:
        yield
    except NotReadyError as error:
        sys.exit(str(error))
    except (BotoCoreError, ClientError) as error:
        sys.exit(f"AWS refused: {error}")
