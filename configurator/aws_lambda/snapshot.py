"""SnapStart: Lambda keeps a snapshot of the process after its start, and restores every instance from it.

So what is loaded before the snapshot costs no visitor anything, and what must be unique or fresh is made after it:
connections, credentials and random numbers. Without SnapStart, nothing here runs.
"""

import gc
import os
from collections.abc import Callable


def starts_from_snapshot() -> bool:
    return os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start"


def before_snapshot(task: Callable[[], object]) -> None:
    """Has Lambda call the task ahead of the snapshot. Lambda takes none if it raises.

    Each instance that is restored gets random numbers of its own. The operating system's need nothing: ids and secrets
    use them. Python's own generator would continue alike in all instances, and delay their retries by the same time.
    """
    import random

    # Only Lambda's runtime has this module.
    from snapshot_restore_py import register_after_restore, register_before_snapshot

    # Lambda calls these in reverse order.
    register_before_snapshot(_freeze)
    register_before_snapshot(task)
    register_after_restore(random.seed)


def _freeze() -> None:
    """Keeps the garbage collector off what the snapshot contains: looking at memory would load it."""
    gc.collect()
    gc.freeze()
