"""Any sequence of requests about a few users, from owners and strangers, gets the answers that a simple model expects.

`lagging` is a DynamoDB whose eventually consistent reads miss the last write: only a reader without a token may notice.
"""

from collections.abc import Callable
from itertools import count

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from tests.support.client import Answer, Client
from tests.support.examples import Document, a_car, bearer
from tests.support.lagging_copies import LaggingCopies
from tests.support.processes import Server
from tests.support.proxy import Proxy
from tests.support.stores import Place
from tests.support.user_model import Model, ModelUser, document_of

ADA, EVE = "ada", "auth0|eve+1@example.com="
IDS = st.sampled_from([ADA, EVE])
SECRETS = st.sampled_from([f"the-own-secret-number-{number}" for number in range(2)])
KEYS = st.sampled_from([f"idempotency-key-number-{number}" for number in range(2)])
BODIES = st.fixed_dictionaries(
    {"name": st.sampled_from(["Ada", "Eve"]), "carConfiguration": st.sampled_from([a_car(), a_car(color="white")])},
    optional={"age": st.sampled_from([36, None])},
)
PATCHES = st.fixed_dictionaries({}, optional={"name": st.just("Zoë"), "age": st.sampled_from([37, None])})
SENDERS = st.sampled_from(["owner"] * 6 + ["nobody", "stranger", "the one before"])
TAGS = st.sampled_from(['"{}"', '"{}"', "*", 'W/"{}"', '"other", "{}"', '"{}-gzip"', "an old one", '"never"', None])
STRANGER = "the secret of somebody else"
ATTEMPTS = settings(
    max_examples=50,
    stateful_step_count=25,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.generate, Phase.shrink),
)


class UserStates(RuleBasedStateMachine):
    """Each run has ids of its own, so that it begins with nobody."""

    def __init__(self, http: Client, run: str, is_lagging: bool) -> None:
        super().__init__()
        self.http, self.run, self.is_lagging = http, run, is_lagging
        self.model, self.tokens_before, self.changes = Model(), dict[str, str](), 0
        self.creations: dict[str, tuple[Document, str | None, str | None]] = {}

    @initialize(body=BODIES, secret=SECRETS, key=st.none() | KEYS)
    def begin(self, body: Document, secret: str, key: str | None) -> None:
        """With a private user and a public one."""
        self.create(ADA, body, secret, None)
        self.create(EVE, body, None, key)

    @rule(name=IDS, body=BODIES, secret=st.none() | SECRETS, key=st.none() | KEYS)
    def create(self, name: str, body: Document, secret: str | None, key: str | None) -> None:
        user_id = self.id_of(name)
        headers = {**(bearer(secret) if secret else {}), **({"Idempotency-Key": key} if key else {})}
        expected, is_new = self.model.creation(user_id, body, secret, key), user_id not in self.model.users
        answer = self.http.post("/users", {"userId": user_id, **body}, headers)
        assert answer.status == expected, answer.text
        if expected == 200:
            self.remember_creation(user_id, body, answer, secret, key, is_new=is_new)
            self.creations[name] = body, secret, key
        self.check(user_id)

    @rule(name=IDS)
    def repeat_creation(self, name: str) -> None:
        """As if its answer was lost."""
        if name in self.creations:
            self.create(name, *self.creations[name])

    def remember_creation(
        self, user_id: str, body: Document, answer: Answer, secret: str | None, key: str | None, *, is_new: bool
    ) -> None:
        issued = answer.json().get("accessToken")
        assert (issued is not None) == (secret is None and (is_new or key is not None))
        if key and issued:
            assert self.model.derived.setdefault((user_id, key), issued) == issued
        if is_new:
            tag = answer.headers["ETag"]
            self.model.users[user_id] = ModelUser(document_of(body), secret or issued, bool(secret), [tag])
        elif issued:
            assert issued == self.model.users[user_id].token

    @rule(name=IDS, sender=SENDERS, known=st.sampled_from([None, '"{}"', 'W/"{}"', "an old one"]))
    def read(self, name: str, sender: str, known: str | None) -> None:
        user_id = self.id_of(name)
        user, token, tag = self.model.users.get(user_id), self.token_of(user_id, sender), self.tag_of(user_id, known)
        answer = self.http.get(self.path(user_id), self.headers(token, if_none_match=tag))
        if self.is_lagging and token is None:
            assert answer.status in (200, 304, 404)
        elif user is None or not user.reads(token):
            assert answer.status == 404
        elif tag and user.tags[-1] in tag:
            assert answer.status == 304
        else:
            assert answer.status == 200
            assert "accessToken" not in answer.json()
            assert (document_of(answer.json()), answer.headers["ETag"]) == (user.document, user.tags[-1])

    @rule(name=IDS, sender=SENDERS, form=TAGS, body=BODIES)
    def replace(self, name: str, sender: str, form: str | None, body: Document) -> None:
        self.change("PUT", name, sender, form, body)

    @rule(name=IDS, sender=SENDERS, form=TAGS, body=PATCHES)
    def merge(self, name: str, sender: str, form: str | None, body: Document) -> None:
        self.change("PATCH", name, sender, form, body)

    def change(self, method: str, name: str, sender: str, form: str | None, body: Document) -> None:
        user_id = self.id_of(name)
        token, tag = self.token_of(user_id, sender), self.tag_of(user_id, form)
        answer = self.http.send_json(method, self.path(user_id), body, self.headers(token, if_match=tag))
        assert answer.status == self.model.change(user_id, token, tag), answer.text
        if answer.status == 200:
            user = self.model.users[user_id]
            user.document = document_of(body if method == "PUT" else {**user.document, **body})
            assert answer.headers["ETag"] not in user.tags
            user.tags.append(answer.headers["ETag"])
            self.changes += 1
        self.check(user_id)

    @precondition(lambda self: self.changes > 1)
    @rule(name=IDS, sender=SENDERS, form=TAGS)
    def erase(self, name: str, sender: str, form: str | None) -> None:
        user_id = self.id_of(name)
        token, tag = self.token_of(user_id, sender), self.tag_of(user_id, form)
        expected = self.model.change(user_id, token, tag)
        answer = self.http.delete(self.path(user_id), self.headers(token, if_match=tag))
        assert answer.status == (204 if expected == 200 else expected), answer.text
        if expected == 200:
            self.tokens_before[user_id], self.changes = self.model.users.pop(user_id).token, 0
        self.check(user_id)

    @rule(name=IDS, sender=SENDERS, secret=st.none() | SECRETS, key=st.none() | KEYS, times=st.integers(1, 2))
    def rotate(self, name: str, sender: str, secret: str | None, key: str | None, times: int) -> None:
        """Twice, as if the first answer was lost."""
        user_id = self.id_of(name)
        token = self.token_of(user_id, sender)
        headers = self.headers(token) | ({"Idempotency-Key": key} if key else {})
        for _ in range(times):
            wanted = secret or self.model.derived.get((user_id, key or "", token or ""))
            expected = self.model.replacement(user_id, token, wanted)
            answer = self.http.post(f"{self.path(user_id)}/token", {"accessToken": secret}, headers)
            assert answer.status == expected, answer.text
            if expected == 200:
                self.remember_token(user_id, token or "", answer.json()["accessToken"], wanted, key)
        self.check(user_id)

    def remember_token(self, user_id: str, old: str, new: str, wanted: str | None, key: str | None) -> None:
        user = self.model.users[user_id]
        assert new == wanted if wanted else new != user.token
        if wanted is None and key:
            self.model.derived[user_id, key, old] = new
        if user.token != new:
            self.tokens_before[user_id], user.token = user.token, new

    def check(self, user_id: str) -> None:
        """The owner reads exactly what the model has."""
        user = self.model.users.get(user_id)
        answer = self.http.get(self.path(user_id), bearer(user.token if user else STRANGER))
        if user is None:
            assert answer.status == 404, answer.text
        else:
            assert answer.status == 200, answer.text
            assert (document_of(answer.json()), answer.headers["ETag"]) == (user.document, user.tags[-1])

    def id_of(self, name: str) -> str:
        return f"{name}{self.run}"

    def path(self, user_id: str) -> str:
        return f"/users/{user_id}"

    def token_of(self, user_id: str, sender: str) -> str | None:
        user = self.model.users.get(user_id)
        tokens: dict[str, str | None] = {"nobody": None, "the one before": self.tokens_before.get(user_id, STRANGER)}
        return tokens.get(sender, user.token if user and sender == "owner" else STRANGER)

    def tag_of(self, user_id: str, form: str | None) -> str | None:
        """A header's value: the user's tag in this form, or the one of the state before."""
        user = self.model.users.get(user_id)
        tags: list[str] = ['"none"', *(user.tags if user else ['"none"'])]
        before, latest = tags[-2:]
        return before if form == "an old one" else form and form.format(latest.strip('"'))

    def headers(
        self, token: str | None, if_match: str | None = None, if_none_match: str | None = None
    ) -> dict[str, str]:
        conditions = {"If-Match": if_match, "If-None-Match": if_none_match}
        given = {name: value for name, value in conditions.items() if value is not None}
        return given | (bearer(token) if token else {})


def explore(http: Client, *, is_lagging: bool = False) -> None:
    runs = count()

    class States(UserStates):
        def __init__(self) -> None:
            super().__init__(http, f"-{next(runs)}", is_lagging)

    run_state_machine_as_test(States, settings=ATTEMPTS)


def test_users_behave_as_the_model(place: Place, server: Callable[..., Server]) -> None:
    explore(server(**place.environment).client())


def test_users_behave_as_the_model_on_copies_that_lag(
    behind_proxy: Place, proxy: Proxy, server: Callable[..., Server]
) -> None:
    proxy.behaviour = LaggingCopies()
    explore(server(**behind_proxy.environment).client(), is_lagging=True)
