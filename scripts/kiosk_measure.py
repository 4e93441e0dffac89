"""What a kiosk's browser and server hold at one moment: memory, page, storage, tables, files and cookies."""

import json
import sqlite3
import time
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page

from tests.support.kiosk import KioskServer
from tests.support.patience import PATIENCE

_MB = 1_000_000
_TURN = 20  # ms until the next look for an answer; meanwhile events arrive
_HISTORY = ("History", "Favicons", "Visited Links", "Sessions", "Top Sites", "Shortcuts")
"""Where a browser notes which addresses it opened."""
_STORAGE = """async () => {
  const { usage, usageDetails } = await navigator.storage.estimate();
  return { all: usage, ...usageDetails };
}"""
_STORED = """async () => {
  const found = {}, counts = {};
  const answer = (request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
  for (const { name } of await indexedDB.databases()) {
    const database = await answer(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const all = await answer(database.transaction(store).objectStore(store).getAll());
      found[`${name}.${store}`] = all.length;
      if (store === "counts") for (const day of all) for (const it in day) counts[it] = (counts[it] ?? 0) + day[it];
    }
    database.close();
  }
  return { found, counts };
}"""


@dataclass(frozen=True, slots=True)
class Sample:
    """One line of the table. Memory is in MB, `storage` and `folders` (of the profile) in bytes.

    `storage` is what the site stores by type, "all" the sum. `entries` are those of IndexedDB by database and store,
    `counts` how often this screen was used.
    """

    visitor: int
    saved: int
    page_heap: float
    nodes: int
    listeners: int
    worker_heap: float
    worker_buffers: float
    uncollected: float
    renderers: float
    browser: float
    storage: dict[str, int]
    entries: dict[str, int]
    counts: dict[str, int]
    rows: dict[str, int]
    files: int
    folders: Counter[str]
    cookies: int

    @property
    def profile(self) -> float:
        return sum(size for name, size in self.folders.items() if not is_history(name)) / _MB

    @property
    def history(self) -> float:
        return sum(size for name, size in self.folders.items() if is_history(name)) / _MB


class Probe:
    """Measures one kiosk again and again. The page must be at the start, between two visitors."""

    def __init__(self, page: Page, kiosk_server: KioskServer, profile: Path) -> None:
        self._page, self._showroom, self._profile = page, kiosk_server, profile
        browser = page.context.browser
        assert browser
        self._browser = browser.new_browser_cdp_session()
        self._devtools = page.context.new_cdp_session(page)
        self._devtools.send("Performance.enable")
        self._worker = Worker(self._browser, page)

    def measure(self, visitor: int, saved: int) -> Sample:
        """Collects garbage first, so that only what is still in use counts; `uncollected` is the renderers before."""
        uncollected, _ = self._processes()
        page = self._page_figures()
        heap, buffers = self._worker.memory()
        renderers, others = self._processes()
        stored = self._page.evaluate(_STORED)
        folders, files = profile_sizes(self._profile)
        return Sample(
            visitor=visitor,
            saved=saved,
            page_heap=page["JSHeapUsedSize"] / _MB,
            nodes=int(page["Nodes"]),
            listeners=int(page["JSEventListeners"]),
            worker_heap=heap / _MB,
            worker_buffers=buffers / _MB,
            uncollected=uncollected / _MB,
            renderers=renderers / _MB,
            browser=others / _MB,
            storage=self._page.evaluate(_STORAGE),
            entries=stored["found"],
            counts=stored["counts"],
            rows=rows_of(self._showroom.data),
            files=files,
            folders=folders,
            cookies=len(self._page.context.cookies()),
        )

    def _page_figures(self) -> dict[str, float]:
        self._devtools.send("HeapProfiler.collectGarbage")
        metrics = self._devtools.send("Performance.getMetrics")["metrics"]
        return {metric["name"]: metric["value"] for metric in metrics}

    def _processes(self) -> tuple[int, int]:
        """The bytes of memory that belong to the renderers alone, and to all other processes of the browser."""
        processes = self._browser.send("SystemInfo.getProcessInfo")["processInfo"]
        memory: Counter[bool] = Counter()
        for process in processes:
            memory[process["type"] == "renderer"] += own_memory(process["id"])
        return memory[True], memory[False]


class Worker:
    """The service worker, to which the browser's own connection speaks."""

    def __init__(self, browser: CDPSession, page: Page) -> None:
        self._browser, self._page = browser, page
        self._answers: dict[int, Any] = {}
        self._sent = 0
        browser.on("Target.receivedMessageFromTarget", self._receive)

    def memory(self) -> tuple[int, int]:
        """The bytes of its JavaScript heap, and of its buffers."""
        targets = self._browser.send("Target.getTargets", {"filter": [{"type": "service_worker"}]})["targetInfos"]
        [target] = targets
        attached = {"targetId": target["targetId"], "flatten": False}
        session = self._browser.send("Target.attachToTarget", attached)["sessionId"]
        try:
            self._ask(session, "HeapProfiler.collectGarbage")
            usage = self._ask(session, "Runtime.getHeapUsage")
            return usage["usedSize"], usage["backingStorageSize"]
        finally:
            self._browser.send("Target.detachFromTarget", {"sessionId": session})

    def _ask(self, session: str, method: str, **parameters: object) -> Any:
        self._sent += 1
        message = json.dumps({"id": self._sent, "method": method, "params": parameters})
        self._browser.send("Target.sendMessageToTarget", {"sessionId": session, "message": message})
        deadline = time.monotonic() + PATIENCE
        while self._sent not in self._answers:
            if time.monotonic() > deadline:
                raise RuntimeError(f"The service worker doesn't answer {method}.")
            self._page.wait_for_timeout(_TURN)
        return self._answers.pop(self._sent)["result"]

    def _receive(self, event: dict[str, Any]) -> None:
        message = json.loads(event["message"])
        if "id" in message:
            self._answers[message["id"]] = message


def own_memory(process: int) -> int:
    """The bytes of anonymous memory of a process; 0 if it has just ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon:"))


def profile_sizes(profile: Path) -> tuple[Counter[str], int]:
    """The bytes of each folder of a browser's profile (such as "Default/Cache"), and the number of files."""
    sizes: Counter[str] = Counter()
    files = 0
    for path in profile.rglob("*"):
        with suppress(OSError):  # a browser deletes files at any moment
            if path.is_file() and not path.is_symlink():
                files += 1
                sizes["/".join(path.relative_to(profile).parts[:2])] += path.stat().st_size
    return sizes, files


def is_history(name: str) -> bool:
    return name.partition("/")[2].removesuffix("-journal") in _HISTORY


def rows_of(data: Path) -> dict[str, int]:
    """The number of rows of each table."""
    with closing(sqlite3.connect(f"file:{data / 'profile.sqlite'}?mode=ro", uri=True)) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in sorted(names)}  # noqa: S608
