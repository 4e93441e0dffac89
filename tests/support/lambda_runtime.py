"""A small version of Lambda's Python runtime: run `python -S -P lambda_runtime.py` in an unpacked package.

It imports only the standard library. Each line of stdin is an event. Each line of stdout has the handler's result and
its processor seconds, or its error. What the function prints and logs goes to stderr.

With AWS_LAMBDA_INITIALIZATION_TYPE=snap-start the process is the snapshot after its start. `{"restore": FOLDER}` makes
a copy of it that talks by the pipes `events` and `answers` in this folder; any other event restores the process itself.
"""

import importlib
import json
import logging
import os
import sys
import time
import traceback
from types import ModuleType, SimpleNamespace
from typing import Any
from uuid import uuid4

answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)
sys.path.insert(0, os.environ["LAMBDA_TASK_ROOT"])
logging.basicConfig(
    format="[%(levelname)s]\t%(asctime)s.%(msecs)dZ\t%(message)s", datefmt="%Y-%m-%dT%H:%M:%S", stream=sys.stderr
)
before_snapshot: list[Any] = []
after_restore: list[Any] = []


def main() -> None:
    snapshot = os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start"
    if snapshot:
        provide_hooks()
    module, _, name = os.environ["_HANDLER"].rpartition(".")
    handler = getattr(importlib.import_module(module), name)
    while before_snapshot:
        before_snapshot.pop()()
    print("INIT done", file=answers, flush=True)
    for line in sys.stdin:
        event = json.loads(line)
        if snapshot and "restore" in event:
            copy(handler, event["restore"])
        else:
            restore()
            print(json.dumps(answer(handler, event)), file=answers, flush=True)


def provide_hooks() -> None:
    """The module that Lambda's runtime adds to a function: https://github.com/aws/snapshot-restore-py."""
    hooks = sys.modules["snapshot_restore_py"] = ModuleType("snapshot_restore_py")
    vars(hooks).update(register_before_snapshot=before_snapshot.append, register_after_restore=after_restore.append)


def restore() -> None:
    while after_restore:
        after_restore.pop(0)()


def copy(handler: Any, folder: str) -> None:
    """The C library's fork, because Python's own would tell modules about it, and a restored function isn't told."""
    import ctypes
    import signal

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    if ctypes.PyDLL(None).fork():
        return
    with open(f"{folder}/events") as events, open(f"{folder}/answers", "w") as results:  # noqa: PTH123 - as below
        restore()
        print("restored", file=results, flush=True)
        for line in events:
            print(json.dumps(answer(handler, json.loads(line))), file=results, flush=True)
    os._exit(0)


def answer(handler: Any, event: Any) -> dict[str, Any]:
    began = time.process_time()
    try:
        # A test looks into the process.
        result = eval(event["evaluate"]) if "evaluate" in event else handler(event, context())
        ended = time.process_time()
    except Exception as error:
        traceback.print_exc()
        return {"error": f"{type(error).__name__}: {error}"}
    return {"result": result, "cpu": ended - began, "cpu_since_start": ended, "peak": peak()}


def context() -> SimpleNamespace:
    """The members of Lambda's context that anything uses."""
    end = time.monotonic() + float(os.environ["AWS_LAMBDA_FUNCTION_TIMEOUT"])
    return SimpleNamespace(
        aws_request_id=str(uuid4()),
        function_name=os.environ["AWS_LAMBDA_FUNCTION_NAME"],
        get_remaining_time_in_millis=lambda: int(1000 * (end - time.monotonic())),
    )


def peak() -> float:
    """The peak memory of this process, in MB."""
    with open("/proc/self/status") as status:  # noqa: PTH123 - pathlib isn't imported, because the handler might not import it
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))


main()
