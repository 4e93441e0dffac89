"""Reads the builds that a catalogue recommends. The section may be missing."""

from collections import Counter

from configurator.cars.builds import Build
from configurator.cars.catalogue import Catalogue
from configurator.cars.code import CodeError
from configurator.cars.field_reader import FieldReader
from configurator.cars.opened_car import OpenedCar, open_code


def read_builds(file: FieldReader, catalogue: Catalogue) -> tuple[Build, ...]:
    """`catalogue` is the rest of the file. Raises CatalogueError if a code doesn't open a car of the line that can be
    built.
    """
    records = file.records("builds") if "builds" in file.fields else ()
    builds = tuple(_build(record, catalogue) for record in records)
    repeated = [name for name, count in Counter(build.id for build in builds).items() if count > 1]
    if repeated:
        raise file.fault("builds", f"the id {repeated[0]!r} is used twice")
    return builds


def _build(record: FieldReader, catalogue: Catalogue) -> Build:
    sources, demonstration = record.texts("sources", ()), record.texts("demonstration", ())
    if not sources and not demonstration:
        raise record.fault("sources", "name a source, or the fields that are demonstration data")
    if unknown := sorted(set(sources) - set(catalogue.sources)):
        raise record.fault("sources", f"{unknown[0]!r} is not in the catalogue")
    line = record.one_of("line", tuple(line.id for line in catalogue.lines))
    return Build(
        id=record.slug("id"),
        line=line,
        name=record.text("name"),
        summary=record.text("summary"),
        code=_opened(record, catalogue, line).code,
        sources=sources,
        demonstration=demonstration,
    )


def _opened(record: FieldReader, catalogue: Catalogue, line: str) -> OpenedCar:
    try:
        opened = open_code(catalogue, record.text("code"))
    except CodeError as error:
        raise record.fault("code", str(error)) from None
    if opened.car.line.id != line:
        raise record.fault("code", f"is a {opened.car.model.name}, which isn't of the line {line!r}")
    if opened.checked.conflicts:
        raise record.fault("code", opened.checked.conflicts[0].reason)
    return opened
