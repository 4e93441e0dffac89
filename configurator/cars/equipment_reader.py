"""Reads from a catalogue's file which models have what, and their standard equipment, which is optional."""

from configurator.cars.catalogue import Availability, Catalogue
from configurator.cars.equipment import StandardItem
from configurator.cars.field_reader import CatalogueError, FieldReader


def availability(record: FieldReader) -> Availability:
    """The field `for` of an entry."""
    limits = record.record("for")
    available = Availability(
        lines=frozenset(limits.texts("lines")),
        models=frozenset(limits.texts("models", ())),
        bodies=frozenset(limits.texts("bodies", ())),
        fuels=frozenset(limits.texts("fuels", ())),
    )
    if not available.lines:
        raise limits.fault("lines", "name at least one line")
    return available


def standard_items(file: FieldReader) -> tuple[StandardItem, ...]:
    """The file's section `standard`, empty if it has none."""
    return tuple(map(_standard_item, file.records("standard"))) if "standard" in file.fields else ()


def _standard_item(record: FieldReader) -> StandardItem:
    sources, demonstration = (record.texts("sources", ()), record.texts("demonstration", ()))
    if not sources and not demonstration:
        raise record.fault("sources", "name a source, or the fields that are demonstration data")
    return StandardItem(
        id=record.slug("id"),
        name=record.text("name"),
        group=record.text("group"),
        available=availability(record),
        replaced_by=frozenset(record.texts("replaced_by", ())),
        synonyms=record.texts("synonyms", ()),
        sources=sources,
        demonstration=demonstration,
    )


def check_standard_items(catalogue: Catalogue) -> None:
    """Raises CatalogueError if an id is used twice, or an item names something that the catalogue doesn't have."""
    seen: set[str] = set()
    lines, models, features = (
        {entry.id for entry in entries} for entries in (catalogue.lines, catalogue.models, catalogue.features)
    )
    for item in catalogue.standard:
        if item.id in seen:
            raise CatalogueError(f"standard, field 'id': {item.id!r} is used twice")
        seen.add(item.id)
        _expect_known(item, "for.lines", item.available.lines - lines)
        _expect_known(item, "for.models", item.available.models - models)
        _expect_known(item, "replaced_by", item.replaced_by - features)
        _expect_known(item, "sources", set(item.sources) - catalogue.sources.keys())


def _expect_known(item: StandardItem, field: str, unknown: frozenset[str] | set[str]) -> None:
    if unknown:
        raise CatalogueError(f"standard {item.id!r}, field {field!r}: {min(unknown)!r} is not in the catalogue")
