"""Renders and the ledger in SQLite."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime

from configurator.renders.render import BUDGET, Budget, LedgerEntry, Render, split_id
from configurator.renders.rows import RenderRow, as_render, to_render_row
from configurator.renders.store import BudgetStatus, Outcome, RenderIndex, index_name
from configurator.stores.sqlite.connection import Database

_FIND = "SELECT document FROM renders WHERE sceneKey = ? AND recipeKey = ?"
_SCENE = "SELECT document FROM renders WHERE sceneKey = ?"
_VERSION = "SELECT version FROM renders WHERE sceneKey = :sceneKey AND recipeKey = :recipeKey"
_PUT = "INSERT OR REPLACE INTO renders VALUES (:sceneKey, :recipeKey, :version, :document, :shelf, :since)"
_REMOVE = "DELETE FROM renders WHERE sceneKey = ? AND recipeKey = ? AND version = ?"
_BY_INDEX = "SELECT document FROM renders WHERE shelf = ? ORDER BY since DESC LIMIT ?"

_INSERT_DAY = "INSERT INTO budget (scope, day) VALUES (:scope, :day) ON CONFLICT DO NOTHING"
_DELETE_OLD = "DELETE FROM budget WHERE day < date(:day, '-2 days')"
_ADD = """UPDATE budget SET used = used + :amount
            WHERE scope = :scope AND day = :day AND (:limit IS NULL OR used + :amount <= :limit)"""
_USED = "SELECT used FROM budget WHERE scope = ? AND day = ?"
_FAULT = "SELECT fault, until FROM budget WHERE scope = ? AND day = ?"
_CLOSE = "UPDATE budget SET fault = :fault, until = :until WHERE scope = :scope AND day = :day"


class SqliteRenders:
    """The RenderStore of one SQLite file. The ledger keeps the current day and the two before it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, render_id: str) -> Render | None:
        keys = split_id(render_id)
        return next(self._query(_FIND, keys), None) if keys else None

    def list_by_scene(self, scene_key: str) -> tuple[Render, ...]:
        return tuple(sorted(self._query(_SCENE, (scene_key,)), key=lambda render: render.asked_at, reverse=True))

    def create(self, render: Render, spend: LedgerEntry | None = None) -> Outcome:
        return self._write(to_render_row(render), None, spend)

    def replace(self, render: Render, spend: LedgerEntry | None = None) -> Outcome:
        return self._write(to_render_row(render), render.version - 1, spend)

    def remove(self, render: Render) -> bool:
        with self._database.writing() as connection:
            key = (render.scene_key, render.recipe_key, render.version)
            return connection.execute(_REMOVE, key).rowcount == 1

    def list_by_index(self, index: RenderIndex, month: str, limit: int = 1000) -> tuple[Render, ...]:
        return tuple(self._query(_BY_INDEX, (index_name(index, month), limit)))

    def all(self) -> Iterator[Render]:
        return self._query("SELECT document FROM renders", ())

    def budget_status(self, day: str, budget: Budget = BUDGET) -> BudgetStatus:
        with self._database.reading() as connection:
            spent = connection.execute(_USED, (budget, day)).fetchone()
            closed = connection.execute(_FAULT, (BUDGET, day)).fetchone()
        used = spent["used"] if spent else 0
        if closed is None:
            return BudgetStatus(used)
        return BudgetStatus(used, closed["fault"], closed["until"] and datetime.fromisoformat(closed["until"]))

    def close(self, day: str, fault: str, until: datetime) -> None:
        entry = {"scope": BUDGET, "day": day, "fault": fault, "until": until.isoformat()}
        with self._database.writing() as connection:
            connection.execute(_INSERT_DAY, entry)
            connection.execute(_CLOSE, entry)

    def ping(self) -> None:
        with self._database.reading() as connection:
            connection.execute("SELECT 1 FROM renders LIMIT 1")

    def _query(self, query: str, values: tuple[object, ...]) -> Iterator[Render]:
        with self._database.reading() as connection:
            rows = connection.execute(query, values).fetchall()
        return (as_render(row["document"]) for row in rows)

    def _write(self, row: RenderRow, before: int | None, spend: LedgerEntry | None) -> Outcome:
        with self._database.writing() as connection:
            stored = connection.execute(_VERSION, row).fetchone()
            if (stored and stored["version"]) != before:
                return "changed"
            if spend and not _spent(connection, spend):
                return "over"
            connection.execute(_PUT, row)
        return "done"


def _spent(connection: sqlite3.Connection, spend: LedgerEntry) -> bool:
    """Adds an entry to the ledger. Returns False, and adds nothing, if it would exceed the limit."""
    entry = {"scope": spend.scope, "day": spend.day, "amount": spend.amount, "limit": spend.limit}
    connection.execute(_DELETE_OLD, entry)
    connection.execute(_INSERT_DAY, entry)
    return connection.execute(_ADD, entry).rowcount == 1
