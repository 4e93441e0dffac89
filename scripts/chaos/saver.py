"""One client: saves users, reads them again, changes and erases a few, and opens pages."""

import itertools
import time
from collections.abc import Callable, Iterator

from scripts.chaos.connection import Connection
from scripts.chaos.people import GONE, Person
from scripts.chaos.record import Record
from tests.support.client import Answer

_PAUSE = 0.1
"""Seconds before a repetition: shorter than Retry-After asks for, because the load shall go on."""
_PAGES = ("/", "/configure?model=911-carrera", "/health", "/saved")
States = dict[int, int]
"""The journal: the acknowledged version of each user, by number; GONE after an erasure."""


class Saver:
    """Works on one connection. Each user is changed by one client only, so a client knows what must be stored."""

    def __init__(self, connection: Connection, client: int, record: Record, is_over: Callable[[], bool]) -> None:
        self.states: States = {}
        self.unsure: set[int] = set()
        """Users whose last request was never answered: they may have either state."""
        self.client, self._record, self._is_over = client, record, is_over
        self.connection = connection

    def work(self, numbers: Iterator[int], note_save: Callable[[], None]) -> None:
        """Until it is over."""
        for number in itertools.takewhile(lambda _: not self._is_over(), numbers):
            if self._save(Person(self.client, number)):
                note_save()
            if number % 2 == 0:
                self._read_back(number - number % 7)
            if number % 100 == 1:
                self._open_page(number)

    def save(self, number: int) -> Answer | None:
        """One attempt. Its answer, which isn't repeated."""
        person = Person(self.client, number)
        answer = self._send("POST", "/users", person, person.body(1))
        if answer and answer.status == 200:
            self._acknowledge(number, 1)
        return answer

    def read(self, number: int) -> Answer | None:
        person = Person(self.client, number)
        return self._send("GET", person.path, person)

    def _save(self, person: Person) -> bool:
        answer, is_certain = self._insist("POST", "/users", person, person.body(1))
        if answer is None:
            return False
        if answer.status != 200 or not person.is_stored_in(answer.body, 1):
            self._record.violation(f"{person.user_id} was not created: {answer.status}")
            return False
        self._acknowledge(person.number, 1)
        if person.number % 20 == 3:
            answer = self._change(person, str(answer.headers["ETag"]))
        # A creation without an answer may still be waiting somewhere, and would create the user anew.
        if person.number % 40 == 3 and is_certain and answer:
            self._erase(person, str(answer.headers["ETag"]))
        return True

    def _change(self, person: Person, tag: str) -> Answer | None:
        answer, is_certain = self._insist("PATCH", person.path, person, person.body(2), tag)
        if answer and answer.status == 412 and not is_certain:
            # The repetition came after the first attempt, which had been made although its answer was lost.
            answer, _ = self._insist("GET", person.path, person)
        if answer is None:
            return None
        if answer.status == 200 and person.is_stored_in(answer.body, 2):
            self._acknowledge(person.number, 2)
        else:
            self._record.violation(f"{person.user_id} was not changed: {answer.status}")
        return answer

    def _erase(self, person: Person, tag: str) -> None:
        answer, is_certain = self._insist("DELETE", person.path, person, None, tag)
        if answer and (answer.status == 204 or (answer.status == 404 and not is_certain)):
            self._acknowledge(person.number, GONE)
        elif answer:
            self._record.violation(f"{person.user_id} was not erased: {answer.status}")

    def _read_back(self, number: int) -> None:
        """An acknowledged user is there at once, unless the server says that it can't look."""
        version = self.states.get(number)
        if version is None or number in self.unsure:
            return
        answer = self.read(number)
        if answer and answer.status < 500:
            self.check(number, answer)

    def check(self, number: int, answer: Answer) -> bool:
        """Whether this answer to a read is what was acknowledged."""
        person, version = Person(self.client, number), self.states[number]
        is_right = answer.status == (404 if version == GONE else 200)
        if is_right and version != GONE:
            is_right = person.is_stored_in(answer.body, version)
        if not is_right:
            self._record.violation(f"lost: {person.user_id} in version {version}, read as {answer.status}")
        return is_right

    def _open_page(self, number: int) -> None:
        person, path = Person(self.client, number), _PAGES[number // 100 % len(_PAGES)]
        headers = {"Accept": "text/html", "Cookie": f"owner={person.user_id}.{person.secret}"}
        answer = self.connection.send("GET", path, None, headers)
        self._record.answer(answer, is_page=path != "/health")

    def _acknowledge(self, number: int, version: int) -> None:
        self.states[number] = version
        if version != GONE:
            self._record.saved()

    def _send(
        self, method: str, path: str, person: Person, body: bytes | None = None, tag: str | None = None
    ) -> Answer | None:
        headers = person.headers | ({"If-Match": tag} if tag else {})
        answer = self.connection.send(method, path, body, headers)
        self._record.answer(answer)
        return answer

    def _insist(
        self, method: str, path: str, person: Person, body: bytes | None = None, tag: str | None = None
    ) -> tuple[Answer | None, bool]:
        """Repeats a request until it is answered, and not with 429 or 5xx. None if the load ends first.

        Also whether only its last attempt can have done anything.
        """
        is_certain = True
        while True:
            answer = self._send(method, path, person, body, tag)
            if answer and answer.status != 429 and answer.status < 500:
                return answer, is_certain
            is_certain = False
            if self._is_over():
                self.unsure.add(person.number)
                return None, is_certain
            time.sleep(_PAUSE)
