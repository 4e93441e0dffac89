"""How a command of ours ends where it can't go on: with one sentence on stderr, and 1."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError


class NotReadyError(RuntimeError):
    """Something that is needed is not there, or not as it must be; the message says what to do."""


@contextmanager
def one_sentence() -> Iterator[None]:
    """Around what may meet that, or an AWS that can't be asked."""
    try:
        yield
    except NotReadyError as error:
        sys.exit(str(error))
    except (BotoCoreError, ClientError) as error:
        sys.exit(f"AWS doesn't do it: {error}")
