"""The API's documents, ready for JSON: a user, a checked configuration, the catalogue."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from configurator.cars import code
from configurator.cars.builds import RecommendedBuild, recommended_builds
from configurator.cars.catalogue import (
    Availability,
    Catalogue,
    Entry,
    Feature,
    Interior,
    Line,
    Model,
    Option,
    Paint,
    WheelSet,
)
from configurator.cars.configuration import Check, check
from configurator.cars.conflicts import Change, Conflict
from configurator.cars.equipment import StandardItem, standard_equipment
from configurator.cars.price import Price
from configurator.cars.recognition import recognise
from configurator.cars.selection import Selection
from configurator.drawings.views import views_showing
from configurator.json_schema.validation import Fault
from configurator.users.user import User
from configurator.web.api.fact_documents import facts_document, measures_document
from configurator.web.http.json_response import compact_json
from configurator.web.http.problems import MAX_FAULTS

Document = dict[str, Any]

_ALMOST_A_SECOND = timedelta(microseconds=999_999)
_CACHED_LENGTH = 1000
"""Most characters of additional features. A thousand configurations of 64 KB each would fill two gigabytes."""


class CheckedCar(NamedTuple):
    """What the catalogue makes of a car: the result of the check, and the API's `configuration` of it, also as JSON."""

    checked: Check
    document: Document
    text: str


def checked_car(catalogue: Catalogue, car: Document) -> CheckedCar:
    """Checks a valid `carConfiguration`. Cached, because most users send the same car again."""
    selection = Selection.from_document(car)
    names = (*selection.features, *selection.declined, *selection.unclear)
    is_short = sum(map(len, names)) <= _CACHED_LENGTH
    return _cached_check(catalogue, selection) if is_short else _check(catalogue, selection)


def _check(catalogue: Catalogue, selection: Selection) -> CheckedCar:
    checked = check(catalogue, selection)
    document = configuration_document(catalogue, checked)
    return CheckedCar(checked, document, compact_json(document))


_cached_check = lru_cache(maxsize=1000)(_check)


def unbuildable_faults(checked: Check) -> list[Fault]:
    """Why a car can't be built: every part that isn't in the catalogue, then every conflict."""
    unknown = [Fault(f"carConfiguration.{word.name}", "is not in the catalogue") for word in checked.unrecognised]
    return [*unknown, *(Fault("carConfiguration", conflict.reason) for conflict in checked.conflicts)]


def user_text(user: User, configuration: str, cars: Sequence[Document] = ()) -> str:
    """The JSON of a user: the members as sent, the configuration of today's catalogue, and times.

    `configuration` is JSON too, because it is the larger part, and the same for all who have this car. `cars` are those
    of `saved_cars`.
    """
    sent = {**user.document, "cars": cars} if "cars" in user.document else user.document
    created, updated = time_text(user.created_at), time_text(user.updated_at)
    times = f'"createdAt":"{created}","updatedAt":"{updated}"'
    return f'{compact_json(sent)[:-1]},"configuration":{configuration},{times}}}'


def saved_cars(catalogue: Catalogue, user: User) -> list[Document]:
    """The user's list of cars as sent, but times in whole seconds, plus code and total.

    These two are null unless every part is recognised.
    """
    return [_saved_car(catalogue, car) for car in user.document.get("cars") or ()]


def _saved_car(catalogue: Catalogue, car: Document) -> Document:
    configuration = checked_car(catalogue, car["carConfiguration"]).document
    price = configuration["price"]
    times = {"savedAt": _whole_seconds(car["savedAt"])} if car.get("savedAt") else {}
    return {**car, **times, "code": configuration["code"], "total": price["total"] if price else None}


def configuration_document(catalogue: Catalogue, checked: Check) -> Document:
    """Price and code are null unless every part is recognised.

    If more values are unrecognised than are listed, `unrecognisedMore` is their number: a body of thousands of features
    would make an answer five times as long.
    """
    more = len(checked.unrecognised) - MAX_FAULTS
    return {
        "buildable": checked.buildable,
        "price": _price(catalogue, checked.price) if checked.price else None,
        "code": code.encode(catalogue, checked.car) if checked.car else None,
        "conflicts": [_conflict(catalogue, checked.selection, conflict) for conflict in checked.conflicts],
        "unrecognised": [word._asdict() for word in checked.unrecognised[:MAX_FAULTS]],
        **({"unrecognisedMore": more} if more > 0 else {}),
    }


def catalogue_document(catalogue: Catalogue) -> Document:
    """The catalogue by the API's names. The ids are those that `carConfiguration` takes."""
    return {
        "series": catalogue.series,
        "title": catalogue.title,
        "market": catalogue.market,
        "currency": catalogue.currency,
        "asOf": catalogue.as_of,
        "notice": catalogue.notice,
        "delivery": catalogue.delivery,
        "lines": [_line(line) for line in catalogue.lines],
        "models": [_model(catalogue, model) for model in catalogue.models],
        "colors": [_paint(catalogue, paint) for paint in catalogue.paints],
        "tires": [_wheels(wheels) for wheels in catalogue.sets],
        "interiors": [_interior(interior) for interior in catalogue.interiors],
        "additionalFeatures": [_feature(feature) for feature in catalogue.features],
        "builds": [_build(it) for line in catalogue.lines for it in recommended_builds(catalogue, line.id)],
        "standardEquipment": [standard_item_document(item) for item in catalogue.standard],
        "factMeasures": measures_document(catalogue),
        "sources": dict(catalogue.sources),
    }


def time_text(moment: datetime) -> str:
    """In UTC and whole seconds, because Swift's and Kotlin's usual readers refuse fractions."""
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def time_text_after(moment: datetime) -> str:
    """The first whole second that isn't before the moment: a client that waits until then doesn't come too early."""
    return time_text(moment + _ALMOST_A_SECOND)


def _whole_seconds(text: str) -> str:
    """What `time_text` makes of a time that a client sent."""
    return f"{text.partition('.')[0].rstrip('Z')}Z"


def _price(catalogue: Catalogue, price: Price) -> Document:
    parts = [part._asdict() for part in price.parts]
    return {"currency": catalogue.currency, "total": price.total, "delivery": price.delivery, "parts": parts}


def _conflict(catalogue: Catalogue, selection: Selection, conflict: Conflict) -> Document:
    return {
        "kind": conflict.kind,
        "options": [option.id for option in conflict.options],
        "reason": conflict.reason,
        "resolutions": [_resolution(catalogue, selection, change) for change in conflict.resolutions],
    }


def _resolution(catalogue: Catalogue, selection: Selection, change: Change) -> Document:
    """`change` is a JSON merge patch (RFC 7396) for the `carConfiguration` that was checked."""
    return {
        "consequence": change.consequence,
        "priceEffect": change.price_effect,
        "change": _merge_patch(catalogue, selection, change),
    }


def _merge_patch(catalogue: Catalogue, selection: Selection, change: Change) -> Document:
    if change.part != "additionalFeatures":
        return {change.part: change.added.id if change.added else None}
    model = catalogue.find_model(selection.model)
    # A feature may have been sent under its name instead of its id, or under both.
    sent = (name for name in selection.features if catalogue.find(change.part, name, model) == change.removed)
    removed: Document = dict.fromkeys(sent) if change.removed else {}
    return {change.part: {**removed, **({change.added.id: True} if change.added else {})}}


def _entry(entry: Entry, **members: Any) -> Document:
    names = {"id": entry.id, "number": entry.number, "name": entry.name, "short": entry.short}
    return {**names, **members, "sources": list(entry.sources), "demonstration": list(entry.demonstration)}


def _line(line: Line) -> Document:
    size = {"lengthMm": line.length_mm, "heightMm": line.height_mm, "wheelbaseMm": line.wheelbase_mm}
    return _entry(line, tagline=line.tagline, **size)


def _model(catalogue: Catalogue, model: Model) -> Document:
    body = {"line": model.line, "body": model.body, "fuel": model.fuel}
    facts = facts_document(catalogue, model)
    return _entry(model, **body, price=model.price, default=dict(model.default), facts=facts)


def standard_item_document(item: StandardItem) -> Document:
    return {
        "id": item.id,
        "name": item.name,
        "group": item.group,
        "availableFor": _availability(item.available),
        "replacedBy": sorted(item.replaced_by),
        "synonyms": list(item.synonyms),
        "sources": list(item.sources),
        "demonstration": list(item.demonstration),
    }


def standard_document(catalogue: Catalogue, checked: Check) -> list[Document]:
    """What the model includes, except what the car's features replace; nothing if the model isn't recognised."""
    recognised = recognise(catalogue, checked.selection)
    if recognised.model is None:
        return []
    features = [option for _, option in recognised.options if isinstance(option, Feature)]
    groups = standard_equipment(catalogue, recognised.model, features)
    return [{"id": item.id, "name": item.name, "group": group.name} for group in groups for item in group.items]


def _option(option: Option, **members: Any) -> Document:
    return _entry(option, price=option.price, availableFor=_availability(option.available), **members)


def _availability(available: Availability) -> Document:
    return {limit: sorted(values) for limit, values in available._asdict().items() if values}


def _paint(catalogue: Catalogue, paint: Paint) -> Document:
    group = next(group.name for group in catalogue.paint_groups if group.id == paint.group)
    return _option(paint, family=paint.family, hex=paint.hex, finish=paint.finish, group=group)


def _wheels(wheels: WheelSet) -> Document:
    tyres = {"tyres": wheels.tyres, "season": wheels.season}
    return _option(wheels, inches=list(wheels.inches), **tyres, rim=wheels.rim, rimHex=wheels.rim_hex)


def _interior(interior: Interior) -> Document:
    colours = {"hex": interior.hex, "secondHex": interior.second_hex, "trimHex": interior.trim_hex}
    return _option(interior, material=interior.material, family=interior.family, **colours)


def _feature(feature: Feature) -> Document:
    needs = {"inches": feature.requires_inches, "features": sorted(feature.requires)}
    words = {"includes": list(feature.includes), "synonyms": list(feature.synonyms)}
    rules = {"excludes": sorted(feature.excludes), "requires": needs}
    drawn = {"drawnViews": list(views_showing(feature))}
    return _option(feature, group=feature.group, details=feature.details, **words, **rules, **drawn)


def _build(recommended: RecommendedBuild) -> Document:
    build, price = recommended.build, recommended.opened.price.total
    names = {"id": build.id, "line": build.line, "name": build.name, "summary": build.summary, "code": build.code}
    return {**names, "price": price, "sources": list(build.sources), "demonstration": list(build.demonstration)}
