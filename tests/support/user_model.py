"""What a user of the API should be after any requests: a model to compare the API with."""

from dataclasses import dataclass, field
from typing import Any

from tests.support.examples import Document

MEMBERS = ("name", "age", "carConfiguration")


@dataclass(slots=True)
class ModelUser:
    """A user who is there. `tags` has the tags of its states, the current one last."""

    document: Document
    token: str
    private: bool
    tags: list[str]

    def reads(self, token: str | None) -> bool:
        return not self.private or token == self.token

    def is_same(self, body: Document) -> bool:
        return self.document == document_of(body)


@dataclass(slots=True)
class Model:
    """All users by id, and the tokens that the server has derived so far."""

    users: dict[str, ModelUser] = field(default_factory=dict)
    derived: dict[tuple[str, ...], str] = field(default_factory=dict)

    def creation(self, user_id: str, body: Document, secret: str | None, key: str | None) -> int:
        """The expected status of POST /users."""
        user = self.users.get(user_id)
        if user is None:
            return 200
        token = secret or (self.derived.get((user_id, key), "") if key else None)
        is_owner = not user.private if token is None else token == user.token
        return 200 if is_owner and user.is_same(body) else 400

    def access(self, user_id: str, token: str | None) -> int:
        """The expected status of a request that only the owner may make, as far as it depends on the token."""
        user = self.users.get(user_id)
        if token is None:
            return 401
        if user is None or not user.reads(token):
            return 404
        return 200 if token == user.token else 403

    def change(self, user_id: str, token: str | None, tag: str | None) -> int:
        """The expected status of a valid change."""
        status = self.access(user_id, token)
        if status != 200:
            return status
        if tag is None:
            return 428
        return 200 if tag == "*" or self.users[user_id].tags[-1].strip('"') in tag else 412

    def replacement(self, user_id: str, token: str | None, wanted: str | None) -> int:
        """The expected status of a request for this new token."""
        user = self.users.get(user_id)
        return 200 if user and token and wanted == user.token else self.access(user_id, token)


def document_of(body: Any) -> Document:
    """The members that the model compares."""
    return {name: body.get(name) for name in MEMBERS}
