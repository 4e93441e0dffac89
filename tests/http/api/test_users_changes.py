"""The owner changes and erases; If-Match with the ETag last read sees to it that nobody's change is lost."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.support.client import Answer, Client
from tests.support.examples import ANOTHER_SECRET, Document, a_car, a_user, bearer, exact, named, problem, registered

A_SECOND_CAR = a_car(model="taycan", color="white", tire="any wheels", interior="any seats")


def put(http: Client, sent: Document, token: str, tag: str = "*") -> Answer:
    return http.put(f"/users/{sent['userId']}", sent, {**bearer(token), "If-Match": tag})


def tag_of(http: Client, path: str) -> str:
    return http.get(path).headers["ETag"]


def test_a_put_replaces_the_whole_user(http: Client) -> None:
    path, token = registered(http)
    sent = {"userId": path.removeprefix("/users/"), "name": "Eve", "carConfiguration": A_SECOND_CAR}
    answer = put(http, sent, token, tag_of(http, path))
    assert answer.status == 200
    read = http.get(path)
    assert read.body == answer.body
    assert exact({name: read.json()[name] for name in sent}) == exact(sent)
    assert read.json()["age"] is None
    assert read.json()["createdAt"] <= read.json()["updatedAt"]


def test_a_put_may_leave_out_the_id_that_is_in_the_address(http: Client) -> None:
    path, token = registered(http)
    body = {"name": "Eve", "carConfiguration": a_car()}
    assert http.put(path, body, {**bearer(token), "If-Match": "*"}).json()["userId"] == path.removeprefix("/users/")


def test_a_patch_merges_as_its_standard_says(http: Client) -> None:
    features = {"bose": True, "stereo": {"bass": 3, "treble": 4}, "list": [1, 2]}
    path, token = registered(http, carConfiguration=a_car(additionalFeatures=features))
    patch = {
        "age": None,
        "name": "Eve",
        "carConfiguration": {
            "color": "white",
            "additionalFeatures": {"bose": None, "stereo": {"bass": 5}, "list": [3], "new": {"a": None, "b": 1}},
        },
    }
    content = {"Content-Type": "application/merge-patch+json"}
    answer = http.patch(path, patch, {**bearer(token), "If-Match": "*", **content})
    assert answer.status == 200, answer.text
    read = http.get(path).json()
    assert (read["name"], read["age"], read["gender"]) == ("Eve", None, "Woman")
    merged = {"stereo": {"bass": 5, "treble": 4}, "list": [3], "new": {"b": 1}}
    assert exact(read["carConfiguration"]) == exact(a_car(color="white", additionalFeatures=merged))


def test_a_patch_that_removes_a_member_which_no_user_has_is_refused(http: Client) -> None:
    """It is a misspelt name, which a client should notice."""
    path, token = registered(http)
    patch = {"aeg": None, "gender": None, "carConfiguration": {"colour": None, "additionalFeatures": {"bose": None}}}
    refused = problem(http.patch(path, patch, {**bearer(token), "If-Match": "*"}), 400)
    assert named(refused) == ["carConfiguration.colour", "aeg"]
    assert http.get(path).json()["gender"] == "Woman"


@pytest.mark.parametrize(
    "change", [{"name": None}, {"carConfiguration": {"model": 1}}, {"age": "36"}, {"x": 1}, [], "x"]
)
@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_a_change_to_something_invalid_is_refused_and_changes_nothing(method: str, change: Any, http: Client) -> None:
    path, token = registered(http)
    before = http.get(path).body
    answer = http.send_json(method, path, change, {**bearer(token), "If-Match": "*"})
    assert named(problem(answer, 400))
    assert http.get(path).body == before


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_a_change_cannot_give_a_user_another_id(method: str, http: Client) -> None:
    path, token = registered(http)
    answer = http.send_json(method, path, a_user(), {**bearer(token), "If-Match": "*"})
    assert named(problem(answer, 400)) == ["userId"]


def test_patches_cannot_grow_a_user_beyond_what_can_be_kept(http: Client) -> None:
    path, token = registered(http)
    owner, statuses = {**bearer(token), "If-Match": "*"}, []
    for number in range(8):
        patch = {"carConfiguration": {"additionalFeatures": {str(number): "x" * 60_000}}}
        answer = http.patch(path, patch, owner)
        statuses.append(answer.status)
    assert statuses == [200] * 4 + [400] * 4
    assert named(problem(answer, 400)) == ["carConfiguration.additionalFeatures"]
    assert len(http.get(path).json()["carConfiguration"]["additionalFeatures"]) == 4


def test_strict_handling_holds_for_changes_too(http: Client) -> None:
    path, token = registered(http)
    patch = {"carConfiguration": {"color": "Mamba Mint"}}
    answer = http.patch(path, patch, {**bearer(token), "If-Match": "*", "Prefer": "handling=strict"})
    assert named(problem(answer, 400)) == ["carConfiguration.color"]


def test_an_erased_user_is_gone_and_its_id_is_free(http: Client) -> None:
    path, token = registered(http)
    erased = http.delete(path, {**bearer(token), "If-Match": tag_of(http, path)})
    assert (erased.status, erased.body) == (204, b"")
    problem(http.get(path), 404)
    problem(http.delete(path, {**bearer(token), "If-Match": "*"}), 404)
    assert "accessToken" in http.post("/users", a_user(userId=path.removeprefix("/users/"))).json()


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
class TestEveryChange:
    """What each of the three demands, in the order in which it is asked for."""

    def change(self, http: Client, method: str, path: str, headers: dict[str, str]) -> Answer:
        return http.send_json(method, path, {"name": "Eve", "carConfiguration": a_car()}, headers)

    def test_needs_a_token(self, method: str, http: Client) -> None:
        path, _ = registered(http)
        answer = self.change(http, method, path, {"If-Match": "*"})
        problem(answer, 401)
        assert answer.headers["WWW-Authenticate"] == "Bearer"

    def test_needs_the_token_of_this_user(self, method: str, http: Client) -> None:
        path, _ = registered(http)
        problem(self.change(http, method, path, {**bearer(ANOTHER_SECRET), "If-Match": "*"}), 403)

    def test_needs_a_user(self, method: str, http: Client) -> None:
        problem(self.change(http, method, "/users/nobody", {**bearer(ANOTHER_SECRET), "If-Match": "*"}), 404)

    def test_needs_the_tag_that_was_read(self, method: str, http: Client) -> None:
        path, token = registered(http)
        assert "If-Match" in problem(self.change(http, method, path, bearer(token)), 428)["detail"]

    @pytest.mark.parametrize(
        "tag",
        ['"stale"', 'W/"stale"', '"stale-gzip"', '"a", "b"', '"-gzip"', '""', 'W/""', '"{bare}-old"'],
    )
    def test_refuses_another_tag(self, tag: str, method: str, http: Client) -> None:
        path, token = registered(http)
        sent = tag.format(bare=tag_of(http, path).strip('"'))
        problem(self.change(http, method, path, {**bearer(token), "If-Match": sent}), 412)
        assert http.get(path).json()["name"] == "Ada"

    @pytest.mark.parametrize("tag", ["*", "{tag}", '"stale", {tag}'])
    def test_accepts_the_tag_among_others_or_a_star(self, tag: str, method: str, http: Client) -> None:
        path, token = registered(http)
        sent = tag.format(tag=tag_of(http, path))
        answer = self.change(http, method, path, {**bearer(token), "If-Match": sent})
        assert answer.status in (200, 204), answer.text

    @pytest.mark.parametrize(
        "form", ['W/"{}"', '"{}-gzip"', '"{}-br"', '"{}:br"', '"{}--gzip"', '"stale", W/"{}-zstd"']
    )
    def test_accepts_the_tag_in_the_form_that_a_compressing_proxy_gives_it(
        self, form: str, method: str, http: Client
    ) -> None:
        path, token = registered(http)
        sent = form.format(tag_of(http, path).strip('"'))
        answer = self.change(http, method, path, {**bearer(token), "If-Match": sent})
        assert answer.status in (200, 204), answer.text

    def test_refuses_the_tag_from_before_the_last_change(self, method: str, http: Client) -> None:
        path, token = registered(http)
        owner = {**bearer(token), "If-Match": tag_of(http, path)}
        http.patch(path, {"age": 37}, owner)
        problem(self.change(http, method, path, owner), 412)


def test_of_many_changes_at_once_with_one_tag_one_is_made(http: Client) -> None:
    path, token = registered(http)
    owner = {**bearer(token), "If-Match": tag_of(http, path)}
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda age: http.patch(path, {"age": age}, owner), range(16)))
    assert sorted(answer.status for answer in answers) == [200] + [412] * 15
    (made,) = [answer for answer in answers if answer.status == 200]
    assert http.get(path).body == made.body


def test_of_many_changes_at_once_with_a_star_none_that_is_confirmed_is_lost(http: Client) -> None:
    path, token = registered(http)
    owner = {**bearer(token), "If-Match": "*"}

    def add(feature: str) -> int:
        return http.patch(path, {"carConfiguration": {"additionalFeatures": {feature: True}}}, owner).status

    features = [f"feature-{number}" for number in range(16)]
    with ThreadPoolExecutor(8) as pool:
        statuses = dict(zip(features, pool.map(add, features), strict=True))
    assert set(statuses.values()) <= {200, 412}
    stored = http.get(path).json()["carConfiguration"]["additionalFeatures"]
    assert sorted(stored) == sorted(feature for feature in features if statuses[feature] == 200)


def test_the_tag_stays_while_nothing_changes_and_changes_with_every_change(http: Client) -> None:
    path, token = registered(http)
    tags = [tag_of(http, path), tag_of(http, path)]
    for name in ("Eve", "Ada", "Ada"):
        tags.append(http.patch(path, {"name": name}, {**bearer(token), "If-Match": "*"}).headers["ETag"])
        assert tag_of(http, path) == tags[-1]
    assert tags[0] == tags[1]
    assert len(set(tags)) == 4


@pytest.mark.parametrize("known", ["{tag}", "W/{tag}", '"other", {tag}', "*"])
def test_a_reader_who_has_it_already_gets_304(known: str, http: Client) -> None:
    path, _ = registered(http)
    first = http.get(path)
    again = http.get(path, {"If-None-Match": known.format(tag=first.headers["ETag"])})
    assert (again.status, again.body) == (304, b"")
    for name in ("ETag", "Cache-Control", "Access-Control-Allow-Origin"):
        assert again.headers[name] == first.headers[name]


def test_a_reader_who_has_an_older_state_gets_the_new_one(http: Client) -> None:
    path, token = registered(http)
    old = tag_of(http, path)
    http.patch(path, {"name": "Eve"}, {**bearer(token), "If-Match": "*"})
    answer = http.get(path, {"If-None-Match": old})
    assert (answer.status, answer.json()["name"]) == (200, "Eve")


def test_no_shared_cache_keeps_a_user(http: Client) -> None:
    path, _ = registered(http)
    assert http.get(path).headers["Cache-Control"] == "private, no-cache"
    assert http.get("/users/nobody").headers["Cache-Control"] == "no-store"
