"""`renders prune`: removes old renders and pictures that nothing uses."""

from collections.abc import Container
from datetime import datetime, timedelta

import click
from flask.cli import with_appcontext

from configurator.commands.errors import report_errors
from configurator.renders.pictures import PictureStore, StoredPicture
from configurator.renders.render import Render
from configurator.renders.store import RenderStore
from configurator.services import current_services

_MB = 1_000_000

ORPHANED = timedelta(days=1)
"""A picture without a render stays this long, because a worker may be about to write its render."""


@click.group("renders")
def renders() -> None:
    """Maintain stored renders."""


@renders.command("prune")
@click.option("--days", default=180, show_default=True, help="Remove renders that ended more than this many days ago.")
@click.option("--dry-run", is_flag=True, help="Only report what would be removed.")
@with_appcontext
def prune(days: int, dry_run: bool) -> None:
    """Remove old renders with their pictures, renders without their picture, and pictures without a render.

    `costs` no longer counts a render that was removed. Its car can be rendered again.
    """
    services = current_services()
    limit = services.clock() - timedelta(days=days)
    orphan_limit = services.clock() - ORPHANED
    with report_errors():
        removed, pictures, freed = _prune(services.renders, services.pictures, limit, orphan_limit, dry_run)
    verb = "would be removed" if dry_run else "removed"
    click.echo(f"Renders {verb}: {removed}. Pictures {verb}: {pictures}, {freed / _MB:.1f} MB.")


def _prune(
    store: RenderStore, pictures: PictureStore, limit: datetime, orphan_limit: datetime, dry_run: bool
) -> tuple[int, int, int]:
    """Returns the numbers of renders and pictures that are removed, and the bytes that this frees.

    Lists renders before pictures: every render that is ready by then has its picture by then. Removes renders before
    pictures: an interruption leaves pictures without a render, which the next run removes.
    """
    renders = tuple(store.all())
    stored = {picture.name: picture for picture in pictures.all()}
    removed = [render for render in renders if _is_old(render, limit) or _has_lost_its_picture(render, stored)]
    if not dry_run:
        removed = [render for render in removed if store.remove(render)]
    removed_stems = {render.file_stem for render in removed}
    used_stems = {render.file_stem for render in renders} - removed_stems
    unused = [picture for picture in stored.values() if _stem(picture) not in used_stems]
    unused = [picture for picture in unused if _stem(picture) in removed_stems or picture.since < orphan_limit]
    if not dry_run:
        for picture in unused:
            pictures.remove(picture.name)
    return len(removed), len(unused), sum(picture.length for picture in unused)


def _is_old(render: Render, limit: datetime) -> bool:
    return (render.finished_at or render.asked_at) < limit


def _has_lost_its_picture(render: Render, stored: Container[str]) -> bool:
    return render.picture is not None and render.picture.name not in stored


def _stem(picture: StoredPicture) -> str:
    return picture.name.partition(".")[0]
