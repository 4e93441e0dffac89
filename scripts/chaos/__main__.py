"""Breaks everything around a real server under load, and checks that nothing acknowledged is lost: `make chaos`.

The exit code is 1 if anything that must never happen has happened.
"""

import shutil
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path

from scripts.chaos.mounts import Mounts, private_mounts
from scripts.chaos.plans import dynamodb_faults, small_disk_faults, sqlite_faults
from scripts.chaos.setups import dynamodb_place, small_disk_place, sqlite_place, stage

_SMALLER = 20
"""The smaller stages have this part of the saves."""
_ROUND = 100_000
_QUICK = 20_000
"""With fewer saves, faults are shorter."""
_STAGES = ("sqlite", "small-disk", "dynamodb")
_SHOWN = 20


def main() -> int:
    parser = ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--saves", type=int, default=_ROUND, help="acknowledged saves with SQLite (default: 100,000)")
    parser.add_argument("--stage", choices=_STAGES, action="append", help="all if it isn't given")
    parser.add_argument("--port", type=int, default=8400, help="where the server under test listens on loopback")
    chosen = parser.parse_args()
    mounts = private_mounts("scripts.chaos", sys.argv[1:])
    folder = Path(tempfile.mkdtemp(prefix="chaos-"))
    stages = _stages(folder, chosen.port, mounts, chosen.saves, chosen.stage or _STAGES)
    violations = [f"{name}: {text}" for name, texts in stages for text in texts]
    if not violations:
        mounts.detach_all()
    return verdict(violations, folder)


def verdict(violations: Sequence[str], folder: Path) -> int:
    """Prints the violations. The exit code: 1 if there is one, and then data and logs are kept."""
    if not violations:
        print("\nNothing was lost, paid twice or left without a word.")
        shutil.rmtree(folder)
        return 0
    print(f"\n{len(violations)} VIOLATIONS, of which the first are:", *violations[:_SHOWN], sep="\n")
    print(f"Data and logs: {folder}")
    return 1


def _stages(
    folder: Path, port: int, mounts: Mounts, saves: int, chosen: Sequence[str]
) -> Iterator[tuple[str, list[str]]]:
    """Runs each stage: its name, and its violations."""
    pace, fewer = (1.0 if saves >= _QUICK else 0.3), max(1, saves // _SMALLER)
    if "sqlite" in chosen:
        place = sqlite_place(folder / "sqlite", port, mounts)
        with stage("SQLite", place) as (ours, clock):
            faults = sqlite_faults(ours, clock, place, pace, max(1, saves // _ROUND))
            yield "SQLite", ours.run(faults, saves)
            print(f"Ways in which OpenAI never answered: {', '.join(ours.openai.untried) or 'none'}")
    if "small-disk" in chosen:
        yield "small disk", _small_disk(folder / "small-disk", port, mounts, pace, fewer)
    if "dynamodb" in chosen:
        yield "DynamoDB", _dynamodb(folder / "dynamodb", port, pace, fewer)


def _dynamodb(folder: Path, port: int, pace: float, saves: int) -> list[str]:
    with dynamodb_place(folder, port) as (place, engine, proxy), stage("DynamoDB", place) as (ours, clock):
        return ours.run(dynamodb_faults(ours, clock, engine, proxy, pace), saves)


def _small_disk(folder: Path, port: int, mounts: Mounts, pace: float, saves: int) -> list[str]:
    if mounts.missing:
        print(f"\nSQLite on a small disk: NOT INJECTED: {mounts.missing}")
        return []
    place = small_disk_place(folder, port, mounts)
    with stage("SQLite on a small disk", place) as (ours, _):
        return ours.run(small_disk_faults(ours, place, pace), saves)


if __name__ == "__main__":
    sys.exit(main())
