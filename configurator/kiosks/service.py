"""The use cases of kiosks: enrolment, heartbeats, what staff change, and their PIN."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from configurator.kiosks import enrolment, pin_attempts, pinned_cars
from configurator.kiosks.enrolment import Collection, Enrolment, Enrolments, StartedEnrolment
from configurator.kiosks.kiosk import (
    DayCounts,
    HeartbeatAnswer,
    HeartbeatReport,
    Kiosk,
    KioskStatus,
    NotEnrolled,
    check_report,
    checked_name,
    is_kiosk_id,
    new_kiosk_id,
)
from configurator.kiosks.notes import Change, Notes
from configurator.kiosks.pin_attempts import EVERYONE, Attempts, PinOutcome
from configurator.kiosks.store import KioskStore

Result = TypeVar("Result")

_ENROLMENTS, _PINNED, _ATTEMPTS = "enrolments", "pinned", "attempts"
_LONGEST_PIN = 64


@dataclass(frozen=True, slots=True)
class KioskService:
    """Use cases for kiosks. `is_pin` compares with the staff's PIN, and is None if none is set.

    Every method may raise StoreError. All except `start_enrolment`, `collect`, `heartbeat`, `pinned` and `verify_pin`
    are for staff: the caller checks that.
    """

    store: KioskStore
    clock: Callable[[], datetime]
    is_pin: Callable[[str], bool] | None = None

    @property
    def has_pin(self) -> bool:
        """Whether there is a PIN. Without one, nobody can open the staff's page."""
        return self.is_pin is not None

    def start_enrolment(self, client: str) -> StartedEnrolment:
        """Begins the enrolment of a screen. `client` stands for its network. Raises TooManyEnrolments."""
        started, new = enrolment.new_enrolment(client, self.clock())
        self._change_enrolments(lambda pending: (enrolment.with_new(pending, new), None))
        return started

    def approve(self, user_code: str, name: str) -> None:
        """Approves the screen that shows this code, in any spelling. Raises UnknownUserCode and InvalidName."""
        name = checked_name(name)
        self._change_enrolments(lambda pending: (enrolment.with_approved(pending, user_code, name), None))

    def collect(self, device_code: str) -> Collection:
        """A screen's poll: its kiosk id once it is approved. Only one poll gets it."""
        found = enrolment.find(self._pending(), device_code)
        if found is None:
            return Collection("gone")
        if not found.name:
            return Collection("pending")
        # Before the enrolment goes: if this or the next call fails, the next poll finishes both.
        self.store.create(Kiosk(found.kiosk_id, found.name, self.clock()))
        return self._change_enrolments(lambda pending: _collected(pending, found))

    def enrol(self, name: str) -> Kiosk:
        """Enrols the screen at which staff are, so that strangers who fill the list of pending ones can't stop them.

        Raises InvalidName.
        """
        kiosk = Kiosk(new_kiosk_id(), checked_name(name), self.clock())
        self.store.create(kiosk)
        return kiosk

    def get(self, kiosk_id: str) -> Kiosk | None:
        """The kiosk, or None if it isn't enrolled or was revoked."""
        kiosk = self.store.get(kiosk_id) if is_kiosk_id(kiosk_id) else None
        return kiosk if kiosk and kiosk.revoked_at is None else None

    def list_kiosks(self) -> tuple[KioskStatus, ...]:
        """All enrolled kiosks by name, without the revoked ones."""
        now = self.clock()
        enrolled = (kiosk for kiosk in self.store.all() if kiosk.revoked_at is None)
        ordered = sorted(enrolled, key=lambda kiosk: (kiosk.name.casefold(), kiosk.enrolled_at))
        return tuple(KioskStatus(kiosk, kiosk.is_online(now)) for kiosk in ordered)

    def names(self) -> dict[str, str]:
        """The names of all kiosks that counts refer to, by id, with those of revoked kiosks."""
        return {kiosk.kiosk_id: kiosk.name for kiosk in self.store.all()}

    def rename(self, kiosk_id: str, name: str) -> None:
        """Raises NotEnrolled and InvalidName."""
        self.store.rename(_checked(kiosk_id), checked_name(name))

    def revoke(self, kiosk_id: str) -> None:
        """Ends the enrolment of a kiosk: its heartbeats are refused from now on. Raises NotEnrolled if it never was."""
        self.store.revoke(_checked(kiosk_id), self.clock())

    def request_reset(self, kiosk_id: str) -> None:
        """Lets the screen start over at its next heartbeat. Raises NotEnrolled."""
        self.store.request_reset(_checked(kiosk_id))

    def heartbeat(self, kiosk_id: str, report: HeartbeatReport) -> HeartbeatAnswer:
        """Records a screen's heartbeat. Raises NotEnrolled and InvalidReport."""
        now = self.clock()
        check_report(report, now)
        return HeartbeatAnswer(reset=self.store.record(_checked(kiosk_id), report, now))

    def counts(self, first: str, last: str | None = None) -> tuple[DayCounts, ...]:
        """The counts of a UTC day like 2026-11-28, or of the days from the first to the last one."""
        return self.store.counts(first, last or first)

    def pinned(self) -> tuple[str, ...]:
        """The codes of the pinned cars, in their order."""
        return self._pinned().read(_PINNED)

    def pin(self, code: str) -> tuple[str, ...]:
        """Adds a car, whose code the caller has checked, and returns all. Raises TooManyPinned."""
        return self._change_pinned(lambda codes: pinned_cars.with_pinned(codes, code))

    def unpin(self, code: str) -> tuple[str, ...]:
        """Removes a car if it is pinned, and returns the others."""
        return self._change_pinned(lambda codes: pinned_cars.without(codes, code))

    def verify_pin(self, pin: str, scope: str = EVERYONE) -> PinOutcome:
        """Compares with the staff's PIN. `scope` is the kiosk id of an enrolled screen, whose attempts are its own.

        Without one, or if the kiosk was revoked, the attempts of everyone else count together.

        Counts the attempt as wrong before it compares, so that many at once get no more attempts than one by one.
        Raises LookupError if there is no PIN.
        """
        if self.is_pin is None:
            raise LookupError("no PIN is set")
        name = f"{_ATTEMPTS} {scope if self.get(scope) else EVERYONE}"
        is_allowed, attempts = self._attempts().change(name, self._reserve)
        if not is_allowed:
            return PinOutcome("locked", 0, attempts.locked_until)
        if len(pin) > _LONGEST_PIN or not self.is_pin(pin):
            return PinOutcome("wrong", attempts.left, attempts.locked_until)
        self._attempts().change(name, lambda _: Change(Attempts(), None, self.clock()))
        return PinOutcome("ok")

    def _pending(self) -> Enrolments:
        return enrolment.unexpired(self._enrolments().read(_ENROLMENTS), self.clock())

    def _change_enrolments(self, change: Callable[[Enrolments], tuple[Enrolments, Result]]) -> Result:
        def changed(before: Enrolments) -> Change[Enrolments, Result]:
            now = self.clock()
            after, result = change(enrolment.unexpired(before, now))
            return Change(after, result, now + enrolment.LIFETIME)

        return self._enrolments().change(_ENROLMENTS, changed)

    def _reserve(self, before: Attempts) -> Change[Attempts, tuple[bool, Attempts]]:
        now = self.clock()
        current = before.current(now)
        if current.is_locked(now):
            return Change(before, (False, current))
        reserved = current.with_one_more(now)
        return Change(reserved, (True, reserved), now + pin_attempts.DECAY)

    def _enrolments(self) -> Notes[Enrolments]:
        return Notes(self.store, enrolment.from_text, enrolment.to_text)

    def _attempts(self) -> Notes[Attempts]:
        return Notes(self.store, pin_attempts.from_text, pin_attempts.to_text)

    def _pinned(self) -> Notes[pinned_cars.Codes]:
        return Notes(self.store, pinned_cars.from_text, pinned_cars.to_text)

    def _change_pinned(self, change: Callable[[pinned_cars.Codes], pinned_cars.Codes]) -> pinned_cars.Codes:
        def changed(codes: pinned_cars.Codes) -> Change[pinned_cars.Codes, pinned_cars.Codes]:
            after = change(codes)
            return Change(after, after)

        return self._pinned().change(_PINNED, changed)


def _checked(kiosk_id: str) -> str:
    """The id as every store can look it up. Raises NotEnrolled."""
    if not is_kiosk_id(kiosk_id):
        raise NotEnrolled
    return kiosk_id


def _collected(pending: Enrolments, found: Enrolment) -> tuple[Enrolments, Collection]:
    left = enrolment.without(pending, found)
    collected_before = left == pending
    return left, Collection("gone") if collected_before else Collection("enrolled", found.kiosk_id, found.name)
