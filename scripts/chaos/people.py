"""The users that clients save. Their numbers say everything about them, so a client only notes versions."""

import hashlib
import json
from typing import Any, NamedTuple

from tests.support.examples import a_car
from tests.support.user_model import document_of

_CAR = a_car(additionalFeatures={"sport-chrono": True, "bose": True})

GONE = 0
"""The version of a user who was erased."""


class Person(NamedTuple):
    """The user with this number of one client."""

    client: int
    number: int

    @property
    def user_id(self) -> str:
        return f"chaos-{self.client}-{self.number}"

    @property
    def secret(self) -> str:
        return hashlib.sha256(f"the secret of {self.user_id}".encode()).hexdigest()

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}", "Content-Type": "application/json"}

    @property
    def path(self) -> str:
        return f"/users/{self.user_id}"

    def document(self, version: int) -> dict[str, Any]:
        """The body that creates the user, or brings it to this version."""
        said = {"name": f"Ada {self.number}, state {version}", "age": self.number % 100, "colorBlindness": False}
        return {"userId": self.user_id, **said, "carConfiguration": _CAR}

    def body(self, version: int) -> bytes:
        return json.dumps(self.document(version)).encode()

    def is_stored_in(self, content: bytes, version: int) -> bool:
        """Whether an answer's body is this user in this version."""
        try:
            answered = json.loads(content)
        except ValueError:
            return False
        return isinstance(answered, dict) and document_of(answered) == document_of(self.document(version))
