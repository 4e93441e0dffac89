"""`doctor`: checks an installation: its stores, its pictures, and whether OpenAI accepts the key and has the model."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Literal, NamedTuple

import click
from flask.cli import with_appcontext

from configurator.errors import StoreError
from configurator.renders.cost import usd
from configurator.renders.faults import GenerationFailed
from configurator.renders.image_models import REPLACEMENT, WARNING_DAYS, find_retirement, known_name
from configurator.renders.picture_format import PictureFormat
from configurator.renders.pictures import PictureStore, PictureStoreError
from configurator.renders.render import BUDGET, KIOSK_BUDGET, Budget, day_of
from configurator.renders.store import RenderStore
from configurator.renders.terms import Terms
from configurator.services import Services, current_services
from configurator.settings import ImageSettings, Settings, SettingsError, require_time

_CAUSES = {
    "bad_key": "OpenAI doesn't accept the key: create a new one and replace this one",
    "not_allowed": "this key may not use the model: check the permissions of its OpenAI project",
    "quota": "the account has no money left, or its limit is reached: see OpenAI's billing page",
    "unreachable": "it can't be reached from here: check the network, a proxy, and OPENAI_BASE_URL",
}
_SLOW_QUALITIES = ("high", "auto")
_SLOW_CALL = 200
"""Seconds that a picture of high quality can take."""

_PROBE, _PROBE_FORMAT = b"doctor", PictureFormat("image/png", 1, 1)


class Finding(NamedTuple):
    """The result of one check.

    A "fault" prevents the installation from working. If it is `about_renders`, only renders are missing.
    """

    level: Literal["ok", "warning", "fault"]
    text: str
    about_renders: bool = False


def examine(services: Services) -> Iterator[Finding]:
    """Yields the findings one by one. If OpenAI works again, reopens renders that a fault had closed."""
    pictures, store = services.pictures, services.renders
    yield _reached("The store of users", services.users.ping, StoreError)
    yield _reached("The store of renders", store.ping, StoreError)
    yield _reached("The store of kiosks", services.kiosks.store.ping, StoreError)
    yield _reached("The picture store", lambda: _probe(pictures), PictureStoreError)
    for finding in (*_time(services.settings), *_examine_renders(services)):
        yield finding._replace(about_renders=True)


def _reached(name: str, reach: Callable[[], None], error_type: type[Exception]) -> Finding:
    try:
        reach()
    except error_type as error:
        return Finding("fault", f"{name}: {error}")
    return Finding("ok", f"{name} answers.")


def _probe(pictures: PictureStore) -> None:
    """Writes, reads and removes a file. Raises PictureStoreError."""
    name = "doctor.png"
    pictures.require_room()
    pictures.put(name, _PROBE, _PROBE_FORMAT, name)
    if pictures.read(name) != _PROBE:
        raise PictureStoreError("A file that was written can't be read.")
    pictures.remove(name)


def _time(settings: Settings) -> Iterator[Finding]:
    """Whether a call may take as long as pictures need, and the function as long as a call."""
    images = settings.images
    try:
        require_time(settings)
    except SettingsError as error:
        yield Finding("fault", str(error))
    if images.enabled and images.quality in _SLOW_QUALITIES and images.timeout < _SLOW_CALL:
        yield Finding(
            "warning",
            f"IMAGE_TIMEOUT_SECONDS={images.timeout}: with IMAGE_QUALITY={images.quality}, a picture can take "
            f"{_SLOW_CALL} s. One that takes too long is paid for and lost: set IMAGE_TIMEOUT_SECONDS=240.",
        )


def _examine_renders(services: Services) -> Iterator[Finding]:
    images, terms, store, now = services.settings.images, services.terms, services.renders, services.clock()
    if not images.enabled:
        yield Finding("warning", "Renders are off: OPENAI_API_KEY is not set. Drawings are shown.")
        return
    retirement = _retirement(images, now.date())
    if retirement:
        yield retirement
    if retirement is None or retirement.level != "fault":
        yield from _ask_openai(images, store, now)
    yield from _budget(terms, store, now, BUDGET, "Today's budget")
    if terms.kiosk_share:
        yield from _budget(terms, store, now, KIOSK_BUDGET, "Today's budget of the kiosks")


def _retirement(images: ImageSettings, today: date) -> Finding | None:
    model, retirement = images.model, find_retirement(images.model)
    if retirement is None or not retirement.is_near(today):
        return None
    if images.base_url:
        return Finding(
            "warning",
            f"OpenAI ends {known_name(model)} on {retirement.on}. If {_server_name(images)} ends it too, "
            f"change IMAGE_MODEL to {retirement.replacement} there.",
        )
    if retirement.is_over(today):
        return Finding("fault", f"IMAGE_MODEL={model} ended on {retirement.on}: use {retirement.replacement}.")
    return Finding(
        "warning", f"IMAGE_MODEL={model} ends on {retirement.on}: change to {retirement.replacement} before."
    )


def _ask_openai(images: ImageSettings, store: RenderStore, now: datetime) -> Iterator[Finding]:
    from configurator.image_model.api_key import read_api_key
    from configurator.image_model.models import shutdown_date

    server = _server_name(images)
    try:
        key = read_api_key(images)
    except GenerationFailed:
        parameter = images.api_key_parameter
        yield Finding("fault", f"The OpenAI key in {parameter} can't be read or is broken: set it with `make secret`.")
        return
    try:
        last_day = shutdown_date(key, images.base_url, images.model)
    except GenerationFailed as failure:
        yield _refused(failure, server, images.model, bool(images.base_url))
        return
    yield _accepted(images.model, last_day, now.date(), server)
    if last_day is None or last_day > now.date():
        yield from _reopen(store, now)


def _server_name(images: ImageSettings) -> str:
    """Without the query, which may contain a key."""
    return images.base_url.partition("?")[0] or "OpenAI"


def _refused(failure: GenerationFailed, server: str, model: str, compatible: bool) -> Finding:
    if failure.fault == "model_gone" and compatible:
        return Finding("warning", f"{server} answers, but knows nothing about the model {model}.")
    if failure.fault == "model_gone":
        return Finding("fault", f"{server} has no model {model}: set IMAGE_MODEL to {REPLACEMENT}.")
    if failure.fault == "redirected":
        return Finding("fault", f"{server}: {failure.detail}.")
    return Finding("fault", f"{server}: {_CAUSES.get(failure.fault, f'unexpected answer ({failure})')}.")


def _accepted(model: str, last_day: date | None, today: date, server: str) -> Finding:
    if last_day and last_day <= today:
        return Finding("fault", f"IMAGE_MODEL={model} ended on {last_day}: use {REPLACEMENT}.")
    if last_day and (last_day - today).days <= WARNING_DAYS:
        return Finding("warning", f"IMAGE_MODEL={model} ends on {last_day}: change to {REPLACEMENT} before.")
    until = f" until {last_day}" if last_day else ""
    return Finding("ok", f"{server} accepts the key and has the model {model}{until}.")


def _reopen(store: RenderStore, now: datetime) -> Iterator[Finding]:
    """Opens renders that a fault had closed, so that nobody waits until they open by themselves."""
    try:
        status = store.budget_status(day_of(now))
        if status.is_closed(now):
            store.close(day_of(now), "", now)
            yield Finding("ok", f"Renders were closed ({status.fault}) and are open again.")
    except StoreError:
        return


def _budget(terms: Terms, store: RenderStore, now: datetime, budget: Budget, name: str) -> Iterator[Finding]:
    try:
        status = store.budget_status(day_of(now), budget)
    except StoreError:
        return
    text = (
        f"{name}: {usd(status.used)} of {usd(terms.limit(budget))} used; "
        f"one render costs at most {usd(terms.max_cost)}."
    )
    yield Finding("ok" if terms.can_afford_call(status, budget) else "warning", text)


@click.command("doctor")
@click.option("--drawings-suffice", is_flag=True, help="Report faults that only prevent renders as warnings.")
@with_appcontext
def doctor(drawings_suffice: bool) -> None:
    """Check the stores, the pictures, the OpenAI key and the model. Exit code 1 if there is a fault."""
    faults = 0
    for finding in examine(current_services()):
        excused = finding.level == "fault" and finding.about_renders and drawings_suffice
        level = "warning" if excused else finding.level
        click.echo(f"{level:7}  {finding.text}")
        faults += level == "fault"
    if faults:
        raise click.ClickException("1 fault." if faults == 1 else f"{faults} faults.")
