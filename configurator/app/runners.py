"""How a render comes to its worker: another process here, another invocation of this function on Lambda.

Neither is certain to arrive. The store knows what is waiting, and whoever looks at a waiting render sends it again.
"""

import json
import logging
import os
import sys
from pathlib import Path
from queue import Full, Queue
from threading import Lock, Thread
from typing import Any, Protocol

WORKER = "configurator.app.worker"

_ROOT = Path(__file__).resolve().parents[2]

logger = logging.getLogger(__name__)


class Runner(Protocol):
    """Whatever makes a worker run."""

    def send(self, render_id: str) -> None:
        """Has a worker look at this render soon. It returns at once and raises nothing."""


class LocalRunner:
    """At most `workers` processes at once, each for one render, with `waiting` more in line.

    A process of its own keeps openai and pydantic, and the second of drawing the reference, out of the process that
    serves people; it ends with its memory; and when the server stops, it finishes what is being paid for.
    """

    def __init__(self, workers: int = 4, waiting: int = 200) -> None:
        self._workers = workers
        self._line: Queue[str] = Queue(waiting)
        self._in_line: set[str] = set()
        self._at_work: dict[str, bool] = {}
        self._lock = Lock()
        self._threads: list[Thread] = []

    def send(self, render_id: str) -> None:
        with self._lock:
            # Its worker may be past the point where it would notice, so another one looks afterwards.
            if render_id in self._at_work:
                self._at_work[render_id] = True
            elif render_id not in self._in_line:
                self._queue(render_id)

    def _queue(self, render_id: str) -> None:
        try:
            self._line.put_nowait(render_id)
        except Full:
            logger.warning("Too many renders are waiting: %s comes in line when somebody looks at it.", render_id)
            return
        self._in_line.add(render_id)
        # Threads begin with the first render: most processes never have one.
        if len(self._threads) < self._workers:
            self._threads.append(Thread(target=self._serve, name="renders", daemon=True))
            self._threads[-1].start()

    def _serve(self) -> None:
        while True:
            render_id = self._line.get()
            with self._lock:
                self._in_line.discard(render_id)
                self._at_work[render_id] = False
            _work_on(render_id)
            with self._lock:
                if self._at_work.pop(render_id):
                    self._queue(render_id)


class LambdaRunner:
    """Invokes the function that we are once more, without waiting for it."""

    def __init__(self, function_name: str) -> None:
        self._function_name = function_name
        self._client: Any = None
        self._making = Lock()

    def send(self, render_id: str) -> None:
        from botocore.exceptions import BotoCoreError, ClientError

        event = {"command": f"{WORKER}.run", "render": render_id}
        try:
            self._lambda().invoke(
                FunctionName=self._function_name, InvocationType="Event", Payload=json.dumps(event).encode()
            )
        except (BotoCoreError, ClientError) as error:
            logger.error("A worker can't be invoked for render %s: %s", render_id, type(error).__name__)

    def _lambda(self) -> Any:
        """Made on first use, once: most requests of a cold function never need it."""
        from botocore.config import Config

        from configurator.aws.client import aws_client

        with self._making:
            if self._client is None:
                config = Config(retries={"mode": "standard"}, connect_timeout=1, read_timeout=3)
                self._client = aws_client("lambda", config)
            return self._client


def _work_on(render_id: str) -> None:
    """Start a worker and wait for its end."""
    import subprocess

    try:
        subprocess.run(  # noqa: S603 - ourselves, and an id of hexadecimal digits
            [sys.executable, "-m", WORKER, render_id],
            env={**os.environ, "PYTHONPATH": _path()},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            check=False,
        )
    except OSError as error:
        logger.error("A worker can't be started: %s", error.strerror)


def _path() -> str:
    """Where the worker finds this package, wherever it is started."""
    return os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
