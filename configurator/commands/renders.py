"""`renders prune`: removes old renders and pictures that nothing uses."""

from collections.abc import Container
from datetime import datetime, timedelta

import click
from flask.cli import with_appcontext

from configurator.commands.errors import report_errors
from configurator.renders.pictures import StoredPicture
from configurator.renders.render import Render
from configurator.services import Services, current_services

_MB = 1_000_000

ORPHANED = timedelta(days=1)
"""A picture without a render may be one that a worker is about to note, unless it is older than this."""


@click.group("renders")
def renders() -> None:
    """Look after the kept renders."""


@renders.command("prune")
@click.option("--days", default=180, show_default=True, help="Remove renders that ended longer ago than this.")
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@with_appcontext
def prune(days: int, dry_run: bool) -> None:
    """Remove old renders with their pictures, renders whose picture is gone, and pictures that belong to none.

    What they cost is gone from `costs` as well. A car whose render was removed can be rendered anew.
    """
    with report_errors():
        removed, pictures, freed = _prune(current_services(), timedelta(days=days), dry_run)
    verb = "would be removed" if dry_run else "removed"
    click.echo(f"Renders {verb}: {removed}. Pictures {verb}: {pictures}, {freed / _MB:.1f} MB.")


def _prune(here: Services, age: timedelta, dry_run: bool) -> tuple[int, int, int]:
    """How many renders and pictures went, and how many bytes.

    Renders are listed first: those that are ready by then have their pictures by then. And they go first: what is
    interrupted leaves a picture without a render, which goes the next time.
    """
    now, renders = here.clock(), tuple(here.renders.all())
    kept = {it.name: it for it in here.pictures.all()}
    gone = [it for it in renders if _is_old(it, now - age) or _has_lost_its_picture(it, kept)]
    if not dry_run:
        gone = [it for it in gone if here.renders.remove(it)]
    leaving = {it.file_stem for it in gone}
    staying = {it.file_stem for it in renders} - leaving
    pictures = [it for it in kept.values() if _stem(it) not in staying]
    pictures = [it for it in pictures if _stem(it) in leaving or it.since < now - ORPHANED]
    if not dry_run:
        for picture in pictures:
            here.pictures.remove(picture.name)
    return len(gone), len(pictures), sum(it.length for it in pictures)


def _is_old(render: Render, limit: datetime) -> bool:
    return (render.finished_at or render.asked_at) < limit


def _has_lost_its_picture(render: Render, kept: Container[str]) -> bool:
    return render.picture is not None and render.picture.name not in kept


def _stem(picture: StoredPicture) -> str:
    return picture.name.partition(".")[0]
