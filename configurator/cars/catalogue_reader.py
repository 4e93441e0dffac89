"""Reads a catalogue from its JSON file. The app doesn't start with an invalid one."""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from configurator.cars.builds_reader import read_builds
from configurator.cars.catalogue import (
    DRAWN_OPTIONS,
    FINISHES,
    OUR_CATALOGUE,
    RIMS,
    SEASONS,
    SINGLE_PARTS,
    Catalogue,
    Entry,
    Feature,
    Interior,
    Line,
    Model,
    Option,
    Paint,
    PaintGroup,
    Season,
    WheelSet,
    fold,
)
from configurator.cars.code_layout import LARGEST_NUMBERS, LARGEST_SERIES
from configurator.cars.equipment_reader import availability, check_standard_items, standard_items
from configurator.cars.field_reader import CatalogueError, FieldReader
from configurator.cars.finance import read_finance
from configurator.cars.model_facts_reader import read_model_facts

AnyEntry = TypeVar("AnyEntry", bound=Entry)


def load(path: Path = OUR_CATALOGUE) -> Catalogue:
    """The catalogue in this file. Raises CatalogueError if a page, a price or a code couldn't work with it."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CatalogueError(f"The catalogue {path} can't be read: {error.strerror}") from None
    except ValueError as error:
        raise CatalogueError(f"The catalogue {path} is not valid JSON: {error}") from None
    file = FieldReader(document, "catalogue")
    catalogue = _catalogue(file)
    _check_references(catalogue)
    return replace(catalogue, builds=read_builds(file, catalogue))


def _catalogue(file: FieldReader) -> Catalogue:
    groups = tuple(_paint_group(record) for record in file.records("paint_groups"))
    prices = {group.id: group.price for group in groups}
    models, sources = _entries(file, "models", _model), file.named_records("sources")
    return Catalogue(
        series=file.whole("series", 1, LARGEST_SERIES),
        title=file.text("title"),
        market=file.text("market"),
        currency=file.text("currency"),
        as_of=file.text("as_of"),
        notice=file.text("notice"),
        delivery=file.record("delivery").whole("price"),
        sources=MappingProxyType({key: source.text("what") for key, source in sources.items()}),
        paint_groups=groups,
        lines=_entries(file, "lines", _line),
        models=models,
        paints=_entries(file, "paints", lambda record: _paint(record, prices)),
        sets=_entries(file, "sets", _wheel_set),
        interiors=_entries(file, "interiors", _interior),
        features=_entries(file, "features", _feature),
        standard=standard_items(file),
        finance=read_finance(file),
        model_facts=read_model_facts(file, [model.id for model in models], sources),
    )


def _entries(file: FieldReader, kind: str, read: Callable[[FieldReader], AnyEntry]) -> tuple[AnyEntry, ...]:
    entries = tuple(read(record) for record in file.records(kind))
    if not entries:
        raise file.fault(kind, "at least one entry is needed")
    retired = file.record("retired_numbers", {}).wholes(kind, ())
    _refuse_repeats(kind, "id", (entry.id for entry in entries))
    _refuse_repeats(kind, "number", [entry.number for entry in entries] + list(set(retired)))
    _refuse_numbers_beyond_the_code(kind, entries)
    return entries


def _refuse_numbers_beyond_the_code(kind: str, entries: Iterable[Entry]) -> None:
    largest = LARGEST_NUMBERS.get(kind)
    for entry in entries:
        if largest and entry.number > largest:
            raise CatalogueError(f"{kind} {entry.id!r}, field 'number': a car's code has no room above {largest}")


def _refuse_repeats(kind: str, field: str, values: Iterable[object]) -> None:
    repeated = [value for value, count in Counter(values).items() if count > 1]
    if repeated:
        raise CatalogueError(f"{kind}, field {field!r}: {repeated[0]!r} is used twice, or is retired")


def _entry(record: FieldReader) -> dict[str, Any]:
    sources, demonstration = (record.texts("sources", ()), record.texts("demonstration", ()))
    if not sources and not demonstration:
        raise record.fault("sources", "name a source, or the fields that are demonstration data")
    name = record.text("name")
    return {
        "id": record.slug("id"),
        "number": record.whole("number", 1),
        "name": name,
        "short": record.text("short", name),
        "sources": sources,
        "demonstration": demonstration,
    }


def _option(record: FieldReader) -> dict[str, Any]:
    return {**_entry(record), "available": availability(record)}


def _paint_group(record: FieldReader) -> PaintGroup:
    return PaintGroup(id=record.slug("id"), name=record.text("name"), price=record.whole("price"))


def _line(record: FieldReader) -> Line:
    return Line(
        **_entry(record),
        tagline=record.text("tagline"),
        length_mm=record.whole("length_mm", 1),
        height_mm=record.whole("height_mm", 1),
        wheelbase_mm=record.whole("wheelbase_mm", 1),
    )


def _model(record: FieldReader) -> Model:
    default = record.record("default")
    return Model(
        **_entry(record),
        line=record.text("line"),
        body=record.text("body"),
        fuel=record.text("fuel"),
        price=record.whole("price"),
        default=MappingProxyType({part: default.text(part) for part in SINGLE_PARTS}),
    )


def _paint(record: FieldReader, prices: dict[str, int]) -> Paint:
    group = record.one_of("group", tuple(prices))
    return Paint(
        **_option(record),
        price=prices[group],
        family=record.text("family"),
        hex=record.hex("hex"),
        finish=record.one_of("finish", FINISHES),
        group=group,
    )


def _wheel_set(record: FieldReader) -> WheelSet:
    inches = record.wholes("inches")
    if len(inches) != 2:
        raise record.fault("inches", "expected two whole numbers, front and rear")
    return WheelSet(
        **_option(record),
        price=record.whole("price"),
        inches=(inches[0], inches[1]),
        tyres=record.text("tyres"),
        season=_season(record),
        rim=record.one_of("rim", RIMS),
        rim_hex=record.hex("rim_hex"),
    )


def _season(record: FieldReader) -> Season:
    """Files from before this field name the season in the text of the tyres. Without any, they are summer tyres."""
    if "season" in record.fields:
        return record.one_of("season", SEASONS)
    named = (season for season in SEASONS if fold(season) in fold(record.text("tyres")))
    return next(named, "summer")


def _interior(record: FieldReader) -> Interior:
    return Interior(
        **_option(record),
        price=record.whole("price"),
        material=record.text("material"),
        family=record.text("family"),
        hex=record.hex("hex"),
        second_hex=record.hex("second_hex"),
        trim_hex=record.hex("trim_hex"),
    )


def _feature(record: FieldReader) -> Feature:
    requires, draws = record.record("requires", {}), record.record("draws", {})
    return Feature(
        **_option(record),
        price=record.whole("price"),
        group=record.text("group"),
        details=record.text("details") if "details" in record.fields else "",
        includes=record.texts("includes", ()),
        synonyms=record.texts("synonyms", ()),
        excludes=frozenset(record.texts("excludes", ())),
        requires=frozenset(requires.texts("features", ())),
        requires_inches=requires.whole("inches", default=0),
        caliper_hex=draws.hex("caliper") if "caliper" in draws.fields else None,
        drawn=draws.one_of("option", DRAWN_OPTIONS) if "option" in draws.fields else None,
    )


def _check_references(catalogue: Catalogue) -> None:
    lines, models = ({line.id for line in catalogue.lines}, {model.id for model in catalogue.models})
    for model in catalogue.models:
        _expect_known("models", model, "line", [model.line], lines)
    for line in catalogue.lines:
        if not catalogue.models_of(line.id):
            raise CatalogueError(f"lines {line.id!r}: no model is of this line")
    for kind, options in _options(catalogue).items():
        for option in options:
            _expect_known(kind, option, "for.lines", option.available.lines, lines)
            _expect_known(kind, option, "for.models", option.available.models, models)
            _expect_known(kind, option, "sources", option.sources, catalogue.sources)
    features = {feature.id for feature in catalogue.features}
    for feature in catalogue.features:
        _expect_known("features", feature, "excludes", feature.excludes, features)
        _expect_known("features", feature, "requires.features", feature.requires, features)
    check_standard_items(catalogue)
    for model in catalogue.models:
        _check_default(catalogue, model)


def _options(catalogue: Catalogue) -> dict[str, tuple[Option, ...]]:
    return {
        "paints": catalogue.paints,
        "sets": catalogue.sets,
        "interiors": catalogue.interiors,
        "features": catalogue.features,
    }


def _expect_known(kind: str, entry: Entry, field: str, names: Iterable[str], known: Iterable[str]) -> None:
    unknown = sorted(set(names) - set(known))
    if unknown:
        raise CatalogueError(f"{kind} {entry.id!r}, field {field!r}: {unknown[0]!r} is not in the catalogue")


def _check_default(catalogue: Catalogue, model: Model) -> None:
    for part, option_id in model.default.items():
        offered = catalogue.offered(part, model.line)
        if not any(option.id == option_id and option.available.admits(model) for option in offered):
            raise CatalogueError(f"models {model.id!r}, field 'default.{part}': {option_id!r} is not for this model")
