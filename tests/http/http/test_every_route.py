"""HEAD, OPTIONS, 405 and the headers of caches on every route that the app has."""

import re
from collections.abc import Iterator

import pytest
from werkzeug.routing import Rule

from configurator.app.factory import create_app
from configurator.settings import Settings
from tests.http.http.test_compression import ROUTES, varies_on
from tests.support.client import Client
from tests.support.examples import A_BROWSER

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "BREW", "TRACE")
UNKNOWN = ["/nothing", "/users/ada/cars", "/catalogue/", "/drawings", "/static", "/renders"]
NEW_EACH_TIME = {"date", "x-request-id", "content-security-policy", "set-cookie"}
"""Headers with a random value, or the time."""


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> list[Rule]:
    app = create_app(Settings(data_dir=tmp_path_factory.mktemp("routes"), secret_key="k"))
    return [rule for rule in app.url_map.iter_rules() if not rule.build_only]


def paths(rules: list[Rule]) -> Iterator[tuple[str, set[str]]]:
    """A path of each rule, and the methods of all rules that it fits."""
    for rule in rules:
        path = ROUTES.get(rule.rule, re.sub(r"<[^>]+>", "any", rule.rule)).partition("?")[0]
        yield path, {method for other in rules if fits(other, path) for method in other.methods or ()}


def fits(rule: Rule, path: str) -> bool:
    pattern = re.sub(r"<path:\w+>", ".+", rule.rule)
    return re.fullmatch(re.sub(r"<[^>]+>", "[^/]+", pattern), path) is not None


def allowed(header: str | None) -> set[str]:
    return set((header or "").split(", "))


def test_options_says_what_there_is(http: Client, rules: list[Rule]) -> None:
    for path, methods in paths(rules):
        answer = http.request("OPTIONS", path)
        assert (path, answer.status, answer.body, answer.headers["Content-Type"]) == (path, 200, b"", None)
        assert (path, allowed(answer.headers["Allow"])) == (path, methods)


def test_any_other_method_is_refused_with_the_list(http: Client, rules: list[Rule]) -> None:
    for path, methods in paths(rules):
        for method in set(METHODS) - methods:
            answer = http.request(method, path)
            assert (method, path, answer.status) == (method, path, 405)
            assert (path, allowed(answer.headers["Allow"])) == (path, methods)


@pytest.mark.parametrize("path", UNKNOWN)
@pytest.mark.parametrize("method", ["OPTIONS", *METHODS])
def test_what_is_not_there_is_not_there_for_any_method(method: str, path: str, http: Client) -> None:
    answer = http.request(method, path)
    # /renders can be posted to, so it is there for others.
    assert answer.status == 404 or path == "/renders"


@pytest.mark.parametrize("path", [*ROUTES.values(), "/nothing"])
@pytest.mark.parametrize("encoding", ["identity", "br"])
def test_head_has_the_headers_of_get(encoding: str, path: str, http: Client) -> None:
    asked = {**A_BROWSER, "Accept-Encoding": encoding}
    got, head = (http.request(method, path, headers=asked) for method in ("GET", "HEAD"))
    assert (head.status, head.body) == (got.status, b"")
    # Compressed, the new nonce of each page may have another length. Enrolling shows a new code as a picture.
    is_as_long = path != "/kiosk/enrol" and not (got.is_page and encoding == "br")
    differs = NEW_EACH_TIME | (set() if is_as_long else {"content-length"})
    names = {name.lower() for answer in (got, head) for name in answer.headers} - differs
    assert {name: head.headers[name] for name in names} == {name: got.headers[name] for name in names}
    assert head.headers["Content-Length"] or got.status == 204


@pytest.mark.parametrize("path", [*ROUTES.values(), "/nothing"])
def test_no_cache_has_to_guess(path: str, http: Client) -> None:
    answer = http.get(path, A_BROWSER)
    assert re.search("no-store|no-cache|max-age=[1-9]", answer.headers["Cache-Control"] or "")
    if (answer.headers["Content-Type"] or "").startswith("text/html"):
        assert "Cookie" in varies_on(answer)


UNTAGGED = {
    "/health": "it tells the present",
    "/renders/any": "there is none",
    "/renders/any/picture": "there is none",
    "/users/nobody": "there is none",
}


@pytest.mark.parametrize("path", ROUTES.values())
@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
def test_whatever_is_no_page_has_a_tag_by_which_it_is_recognised(encoding: str, path: str, http: Client) -> None:
    asked = {"Accept-Encoding": encoding}
    answer = http.get(path, asked)
    if path in UNTAGGED or answer.status != 200 or answer.headers["Content-Type"].startswith("text/html"):
        assert answer.headers["ETag"] is None
        return
    tag = answer.headers["ETag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        for method in ("GET", "HEAD"):
            again = http.request(method, path, headers={**asked, "If-None-Match": known})
            assert (known, again.status, again.body) == (known, 304, b"")
            assert [again.headers[name] for name in ("Cache-Control", "Vary")] == [
                answer.headers[name] for name in ("Cache-Control", "Vary")
            ]
            assert not {"Content-Encoding", "Content-Type"} & set(again.headers.keys())
    assert http.get(path, {**asked, "If-None-Match": '"other"'}).status == 200
