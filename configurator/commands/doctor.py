"""Whether all is well with an installation: its settings, its stores, and OpenAI's view of its key and model."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Literal, NamedTuple

import click
from flask.cli import with_appcontext

from configurator.errors import StoreError
from configurator.renders.cost import usd
from configurator.renders.faults import GenerationFailed
from configurator.renders.image_models import REPLACEMENT, RETIREMENTS, WARNING_DAYS
from configurator.renders.picture_format import PictureFormat
from configurator.renders.pictures import PictureStoreError
from configurator.renders.render import day_of
from configurator.services import Services, current_services

_WHY = {
    "bad_key": "OpenAI doesn't accept the key: make a new one and put it where this one is",
    "not_allowed": "OpenAI doesn't let this key see the model: check the project's permissions",
    "quota": "the account has no money left, or its limit is reached: see OpenAI's billing page",
    "unreachable": "it can't be reached from here: check the network, a proxy, and OPENAI_BASE_URL",
}
_PROBE, _PROBE_FORM = b"doctor", PictureFormat("image/png", 1, 1)


class Finding(NamedTuple):
    """One thing that was looked at. "fault" is for what keeps the installation from doing its work, or, where it is
    `about_renders`, from more than drawings."""

    level: Literal["ok", "warning", "fault"]
    text: str
    about_renders: bool = False


def examine(services: Services) -> Iterator[Finding]:
    """Each thing in turn, as soon as it is known. Where nothing is wrong with OpenAI, renders are open again."""
    yield _reached("The store of users", services.users.ping, StoreError)
    yield _reached("The store of renders", services.renders.ping, StoreError)
    yield _reached("The place for pictures", lambda: _probe(services), PictureStoreError)
    for finding in _images(services):
        yield finding._replace(about_renders=True)


def _reached(name: str, reach: Callable[[], None], kind: type[Exception]) -> Finding:
    try:
        reach()
    except kind as error:
        return Finding("fault", f"{name}: {error}")
    return Finding("ok", f"{name} answers.")


def _probe(services: Services) -> None:
    """Writes, reads and removes a file."""
    name = "doctor.png"
    services.pictures.put(name, _PROBE, _PROBE_FORM, name)
    if services.pictures.read(name) != _PROBE:
        raise PictureStoreError("What was written can't be read again.")
    services.pictures.remove(name)


def _images(services: Services) -> Iterator[Finding]:
    images, today = services.settings.images, services.clock().date()
    if not images.enabled:
        yield Finding("warning", "Renders are off: OPENAI_API_KEY is not set. Drawings are shown.")
        return
    retired = None if images.base_url else _retirement(images.model, today)
    if retired:
        yield retired
    if retired is None or retired.level != "fault":
        yield from _asked(services, today)
    yield from _budget(services)


def _retirement(model: str, today: date) -> Finding | None:
    known = RETIREMENTS.get(model)
    if known is None or not known.is_near(today):
        return None
    if known.is_over(today):
        return Finding("fault", f"IMAGE_MODEL={model} ended on {known.on}: use {known.replacement}.")
    return Finding("warning", f"IMAGE_MODEL={model} ends on {known.on}: change to {known.replacement} before.")


def _asked(services: Services, today: date) -> Iterator[Finding]:
    from configurator.image_model.api_key import read_api_key
    from configurator.image_model.models import shutdown_date

    images = services.settings.images
    server = images.base_url or "OpenAI"
    try:
        key = read_api_key(images)
    except GenerationFailed:
        where = images.api_key_parameter
        yield Finding(
            "fault", f"The key to OpenAI in {where} can't be read, or has a break: put it in by `make secret`."
        )
        return
    try:
        ends = shutdown_date(key, images.base_url, images.model)
    except GenerationFailed as failure:
        yield _refused(failure, server, images.model, bool(images.base_url))
        return
    yield _ending(images.model, ends, today, server)
    if ends is None or ends > today:
        yield from _reopened(services)


def _refused(failure: GenerationFailed, server: str, model: str, compatible: bool) -> Finding:
    if failure.fault == "model_gone" and compatible:
        return Finding("warning", f"{server} answers, but tells nothing of the model {model}.")
    if failure.fault == "model_gone":
        return Finding("fault", f"{server} has no model {model}: set IMAGE_MODEL to {REPLACEMENT}.")
    return Finding("fault", f"{server}: {_WHY.get(failure.fault, f'no answer that helps ({failure})')}.")


def _ending(model: str, ends: date | None, today: date, server: str) -> Finding:
    if ends and ends <= today:
        return Finding("fault", f"IMAGE_MODEL={model} ended on {ends}: use {REPLACEMENT}.")
    if ends and (ends - today).days <= WARNING_DAYS:
        return Finding("warning", f"IMAGE_MODEL={model} ends on {ends}: change to {REPLACEMENT} before.")
    return Finding("ok", f"{server} accepts the key and has the model {model}{f' until {ends}' if ends else ''}.")


def _reopened(services: Services) -> Iterator[Finding]:
    """What was wrong when renders were closed is no longer so: nobody need wait until they open by themselves."""
    now = services.clock()
    try:
        status = services.renders.budget_status(day_of(now))
        if status.is_closed(now):
            services.renders.close(day_of(now), "", now)
            yield Finding("ok", f"Renders were closed ({status.fault}) and are open again.")
    except StoreError:
        return


def _budget(services: Services) -> Iterator[Finding]:
    terms = services.terms
    try:
        status = services.renders.budget_status(day_of(services.clock()))
    except StoreError:
        return
    text = (
        f"Today's budget: {usd(status.used)} of {usd(terms.daily_budget)} used; "
        f"one render costs at most {usd(terms.max_cost)}."
    )
    yield Finding("ok" if terms.can_afford_call(status) else "warning", text)


@click.command("doctor")
@click.option("--drawings-suffice", is_flag=True, help="What only keeps renders from being made is no fault.")
@with_appcontext
def doctor(drawings_suffice: bool) -> None:
    """Check the stores, the place for pictures, the key to OpenAI and the model; ends with 1 where one is amiss."""
    faults = 0
    for finding in examine(current_services()):
        excused = finding.level == "fault" and finding.about_renders and drawings_suffice
        level = "warning" if excused else finding.level
        click.echo(f"{level:7}  {finding.text}")
        faults += level == "fault"
    if faults:
        raise click.ClickException("1 fault." if faults == 1 else f"{faults} faults.")
