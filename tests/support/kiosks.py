"""Kiosks of a test's own."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from configurator.clock import Clock
from configurator.kiosks.kiosk import Counts, HeartbeatReport
from configurator.kiosks.service import KioskService
from configurator.kiosks.store import KioskStore

PIN, WRONG_PIN = "314159", "271828"
TODAY, YESTERDAY = "2026-11-24", "2026-11-23"
VERSION = "0123456789ab"
REPORT = HeartbeatReport(VERSION, "1080x1920", 2, Counts(5, 3, 2, 1), TODAY)


@dataclass(slots=True)
class CountingCheck:
    """Compares PINs and counts how often it did: each comparison is a guess that somebody got."""

    compared: int = 0
    _lock: Lock = field(default_factory=Lock)

    def __call__(self, pin: str) -> bool:
        with self._lock:
            self.compared += 1
        return pin == PIN


def service_on(store: KioskStore, clock: Clock, is_pin: Callable[[str], bool] | None = None) -> KioskService:
    return KioskService(store, clock, is_pin)


def enrol(service: KioskService, name: str = "Entrance", client: str = "here") -> str:
    """Enrols a screen and returns its kiosk id."""
    started = service.start_enrolment(client)
    service.approve(started.user_code, name)
    return service.collect(started.device_code).kiosk_id


def report(**changes: Any) -> HeartbeatReport:
    return REPORT._replace(**changes)
