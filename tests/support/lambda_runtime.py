"""A small version of Lambda's Python runtime: run `python -S -P lambda_runtime.py` in an unpacked package.

It imports only the standard library. Each line of stdin is an event. Each line of stdout has the handler's result and
its processor seconds, or its error. What the function prints and logs goes to stderr.
"""

import importlib
import json
import logging
import os
import sys
import time
import traceback
from types import SimpleNamespace
from uuid import uuid4

answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)
sys.path.insert(0, os.environ["LAMBDA_TASK_ROOT"])
logging.basicConfig(
    format="[%(levelname)s]\t%(asctime)s.%(msecs)dZ\t%(message)s", datefmt="%Y-%m-%dT%H:%M:%S", stream=sys.stderr
)


def main() -> None:
    module, _, name = os.environ["_HANDLER"].rpartition(".")
    handler = getattr(importlib.import_module(module), name)
    print("INIT done", file=answers, flush=True)
    for line in sys.stdin:
        event, began = json.loads(line), time.process_time()
        try:
            result, ended = handler(event, context()), time.process_time()
            answer = {"result": result, "cpu": ended - began, "cpu_since_start": ended, "peak": peak()}
        except Exception as error:
            traceback.print_exc()
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), file=answers, flush=True)


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
