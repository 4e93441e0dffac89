"""The operator's commands for kiosks: `kiosk-pin` and `kiosk-counts`."""

import csv
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime

import click
from flask.cli import with_appcontext
from werkzeug.security import generate_password_hash

from configurator.commands.errors import report_errors
from configurator.kiosks.kiosk import KEPT, Counts, DayCounts
from configurator.services import current_services

_FEWEST_DIGITS = 6
_MOST_DIGITS = 64
_FEWEST_DIFFERENT = 3
_DAY = click.DateTime(["%Y-%m-%d"])
_FORMULAS = ("=", "+", "-", "@")


@click.command("kiosk-pin")
def kiosk_pin() -> None:
    """Ask for a new PIN for the kiosk's staff page, and print its hash for KIOSK_PIN_HASH.

    The hash alone goes to stdout. Keep it to yourself: somebody who has it can find a short PIN by trying all.
    """
    pin = click.prompt("New PIN", hide_input=True, err=True, value_proc=_strong)
    if click.prompt("The same PIN again", hide_input=True, err=True) != pin:
        raise click.ClickException("The two PINs differ. Run the command again.")
    click.echo(generate_password_hash(pin))


@click.command("kiosk-counts")
@click.option("--from", "first", type=_DAY, help="The first UTC day. Default: the oldest that is kept, 400 days ago.")
@click.option("--to", "last", type=_DAY, help="The last UTC day. Default: today.")
@with_appcontext
def kiosk_counts(first: datetime | None, last: datetime | None) -> None:
    """Write how often each kiosk was used on each day to stdout, as CSV."""
    services = current_services()
    last = last or services.clock()
    first = first or services.clock() - KEPT
    if f"{first:%Y-%m-%d}" > f"{last:%Y-%m-%d}":
        raise click.UsageError(f"--from {first:%Y-%m-%d} is after --to {last:%Y-%m-%d}.")
    with report_errors():
        counted = services.kiosks.counts(f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}")
        names = services.kiosks.names()
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("day", "kiosk", "name", *Counts._fields))
    writer.writerows(_rows(counted, names))


def _strong(pin: str) -> str:
    """The PIN. Raises UsageError, upon which click asks again. The message doesn't quote the PIN."""
    if not (pin.isascii() and pin.isdigit() and _FEWEST_DIGITS <= len(pin) <= _MOST_DIGITS):
        raise click.UsageError(f"Use {_FEWEST_DIGITS} to {_MOST_DIGITS} digits.")
    if len(set(pin)) < _FEWEST_DIFFERENT or pin in "01234567890" or pin in "09876543210":
        raise click.UsageError("Use a PIN that is harder to guess.")
    return pin


def _rows(counted: tuple[DayCounts, ...], names: Mapping[str, str]) -> Iterator[tuple[str | int, ...]]:
    for day, kiosk_id, counts in counted:
        yield (day, kiosk_id, _as_text(names.get(kiosk_id, "")), *counts)


def _as_text(name: str) -> str:
    """The name so that no spreadsheet takes it for a formula."""
    return f"'{name}" if name.startswith(_FORMULAS) else name
