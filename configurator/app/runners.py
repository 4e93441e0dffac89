"""Starts workers for renders: a process on a server, another invocation of the same function on Lambda.

Neither is certain to start. The store knows which renders wait, and a look at a waiting render sends it again.
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
    """Starts workers."""

    def send(self, render_id: str) -> None:
        """Has a worker start on this render soon. Returns at once and raises nothing."""


class LocalRunner:
    """Runs at most `workers` processes at once, each for one render. At most `waiting` renders wait in a queue.

    A separate process keeps openai, pydantic and the second of drawing the reference away from the server's process.
    Its memory is freed when it ends. When the server stops, it finishes the call that is being paid.
    """

    def __init__(self, workers: int = 4, waiting: int = 200) -> None:
        self._workers = workers
        self._queue: Queue[str] = Queue(waiting)
        self._queued: set[str] = set()
        self._running: dict[str, bool] = {}
        self._lock = Lock()
        self._threads: list[Thread] = []

    def send(self, render_id: str) -> None:
        with self._lock:
            # The running worker may not see the latest state, so the render runs once more afterwards.
            if render_id in self._running:
                self._running[render_id] = True
            elif render_id not in self._queued:
                self._enqueue(render_id)

    def _enqueue(self, render_id: str) -> None:
        try:
            self._queue.put_nowait(render_id)
        except Full:
            logger.warning("Too many renders are waiting: %s is queued when somebody looks at it.", render_id)
            return
        self._queued.add(render_id)
        # Threads start with renders: most processes never have one.
        if len(self._threads) < self._workers:
            self._threads.append(Thread(target=self._serve, name="renders", daemon=True))
            self._threads[-1].start()

    def _serve(self) -> None:
        while True:
            render_id = self._queue.get()
            with self._lock:
                self._queued.discard(render_id)
                self._running[render_id] = False
            _run_worker(render_id)
            with self._lock:
                if self._running.pop(render_id):
                    self._enqueue(render_id)


class LambdaRunner:
    """Invokes this function again and doesn't wait for it.

    By the alias, if there is one: the worker then has the version that answers requests, and starts from its snapshot.
    """

    def __init__(self, function_name: str, alias: str = "") -> None:
        self._function = {"FunctionName": function_name, **({"Qualifier": alias} if alias else {})}
        self._client: Any = None
        self._lock = Lock()

    def send(self, render_id: str) -> None:
        from botocore.exceptions import BotoCoreError, ClientError

        event = {"command": f"{WORKER}.run", "render": render_id}
        try:
            self._lambda().invoke(**self._function, InvocationType="Event", Payload=json.dumps(event).encode())
        except (BotoCoreError, ClientError) as error:
            logger.error("A worker can't be invoked for render %s: %s", render_id, type(error).__name__)

    def _lambda(self) -> Any:
        """The client, created once, on first use: most cold starts don't need it."""
        from configurator.aws.client import aws_client

        with self._lock:
            if self._client is None:
                self._client = aws_client("lambda", connect_timeout=1, read_timeout=3)
            return self._client


def _run_worker(render_id: str) -> None:
    """Starts a worker and waits for its end."""
    import subprocess

    try:
        subprocess.run(  # noqa: S603 - our own program, and an id of hexadecimal digits
            [sys.executable, "-m", WORKER, render_id],
            env={**os.environ, "PYTHONPATH": _python_path()},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            check=False,
        )
    except OSError as error:
        logger.error("A worker can't be started: %s", error.strerror)


def _python_path() -> str:
    """A PYTHONPATH by which the worker finds this package, from any folder."""
    return os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
