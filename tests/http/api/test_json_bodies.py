"""Any bytes may arrive: what isn't JSON that we can give back exactly is refused with a reason, never with a crash."""

import gzip
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.client import Client
from tests.support.examples import a_car, a_user, named, problem
from tests.support.processes import Site

TYPE = b"POST /users HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
FEATURE = "carConfiguration.additionalFeatures.it"


def with_feature(value: bytes) -> bytes:
    """A valid user, but for this JSON as its feature `it`."""
    body = json.dumps(a_user(carConfiguration=a_car(additionalFeatures={"it": "HERE"})))
    return body.encode().replace(b'"HERE"', value)


NOT_JSON = {
    "empty": b"",
    "blank": b" \r\n",
    "text": b"hello",
    "cut": b'{"userId": "a',
    "single quotes": b"{'userId': 'a'}",
    "trailing comma": b'{"userId": "a",}',
    "comment": b'{"userId": "a"} // mine',
    "two": b"{}{}",
    "form": b"userId=a&name=Ada",
    "line break in a text": b'{"userId": "a\nb"}',
    "byte order mark": b"\xef\xbb\xbf{}",
    "UTF-16": '{"userId": "a"}'.encode("utf-16"),
    "Latin-1": '{"name": "Zoë"}'.encode("latin-1"),
    "raw surrogate": b'{"name": "\xed\xa0\x80"}',
    "overlong": b'{"name": "\xc0\xaf"}',
    "gzip": bytes.fromhex("1f8b0800000000000003abae050043bfa6a302000000"),
    "brackets": b"[" * 60_000,
    "braces": b'{"a":' * 12_000,
}


@pytest.mark.parametrize("body", NOT_JSON.values(), ids=NOT_JSON)
def test_what_is_no_json_is_refused(body: bytes, http: Client) -> None:
    detail = problem(http.post("/users", body), 400)["detail"]
    assert detail.startswith("The body ")


UNKEPT = {
    "NaN": b"NaN",
    "Infinity": b"Infinity",
    "-Infinity": b"-Infinity",
    "infinite": b"1e400",
    "vanishing": b"1e-400",
    "googol": b"1" + b"0" * 100,
    "digits": b"7" * 50_000,
    "decimals": b"0." + b"3" * 50_000,
    "low surrogate": rb'"\udc00"',
    "high surrogate": rb'["x", "\ud800"]',
    "swapped surrogates": rb'"\udc00\ud800"',
    "twice": b'0, "it": 1',
    "forty levels": b"[" * 40 + b"]" * 40,
    "forty objects": b'{"a":' * 40 + b"1" + b"}" * 40,
}


@pytest.mark.parametrize("value", UNKEPT.values(), ids=UNKEPT)
def test_what_we_could_not_give_back_exactly_is_refused_by_name(value: bytes, http: Client) -> None:
    (name,) = named(problem(http.post("/users", with_feature(value)), 400))
    assert name.startswith(FEATURE)


def test_all_such_values_are_named_at_once(http: Client) -> None:
    value = rb'{"a": NaN, "b": [1, 1e999, "\ud800"], "c": {"d": 1, "d": 2}, "\udfff": 1}'
    assert named(problem(http.post("/users", with_feature(value)), 400)) == [
        f"{FEATURE}.a",
        f"{FEATURE}.b.1",
        f"{FEATURE}.b.2",
        f"{FEATURE}.c.d",
        f"{FEATURE}.?",
    ]


@pytest.mark.parametrize("value", [b"NaN", b"1e999", rb'"\ud800"', b'{"b":1,"b":1}'])
def test_a_refusal_is_no_larger_than_what_was_refused(value: bytes, http: Client) -> None:
    body = b'{"%s":[%s]}' % (b"a" * 30_000, b",".join([value] * (30_000 // (len(value) + 1))))
    answer = http.post("/users", body)
    assert named(problem(answer, 400))[0].startswith("aaa")
    assert len(answer.body) < len(body)


def test_thirty_two_levels_are_kept(http: Client) -> None:
    body = with_feature(b"[" * 29 + b"]" * 29)
    assert http.post("/users", body).status == 200


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonp",
        "json",
    ],
)
def test_another_type_is_refused_and_told_which(content_type: str, http: Client) -> None:
    refusal = problem(http.post("/users", a_user(), {"Content-Type": content_type}), 415)
    assert "Content-Type: application/json" in refusal["detail"]


def test_a_compressed_body_is_refused_and_told_how_to_send_it(http: Client) -> None:
    refusal = problem(http.post("/users", gzip.compress(b"{}"), {"Content-Encoding": "gzip"}), 415)
    assert "uncompressed" in refusal["detail"]


@pytest.mark.parametrize(
    "content_type", ["application/json; charset=utf-8", "Application/JSON", "application/vnd.profile+json"]
)
def test_json_by_its_other_names_is_read(content_type: str, http: Client) -> None:
    assert http.post("/users", a_user(), {"Content-Type": content_type}).status == 200


@pytest.mark.parametrize("path", ["/users", "/configurations"])
def test_more_than_64_kb_is_refused(path: str, http: Client) -> None:
    refusal = problem(http.post(path, b" " * (64 * 1024 + 1)), 413)
    assert "64 KB" in refusal["detail"]


def test_a_chunked_body_is_read_like_any_other(http: Client) -> None:
    body = json.dumps(a_user()).encode()
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:10], body[10:]))
    answer = http.send_raw(TYPE + b"Transfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\n\r\n")
    assert answer.status == 200, answer.text


def test_a_chunked_body_of_more_than_64_kb_is_refused_too(http: Client) -> None:
    chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    problem(http.send_raw(TYPE + b"Transfer-Encoding: chunked\r\n\r\n" + chunk * 2 + b"0\r\n\r\n"), 413)


@pytest.mark.parametrize("length", [b"abc", b"-1", b"1.5", b"0x10", b"2\r\nContent-Length: 3"])
def test_a_length_that_is_no_number_is_refused(length: bytes, http: Client) -> None:
    problem(http.send_raw(TYPE + b"Content-Length: " + length + b"\r\n\r\n{}"), 400)


def test_a_length_that_is_too_short_gives_a_cut_body(http: Client) -> None:
    refusal = problem(http.send_raw(TYPE + b"Content-Length: 5\r\n\r\n" + json.dumps(a_user()).encode()), 400)
    assert "not JSON" in refusal["detail"]


def test_a_flood_is_refused_before_it_is_read(http: Client) -> None:
    problem(http.send_raw(TYPE + b"Content-Length: 1000000000\r\n\r\n"), 413)


ANYTHING: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8),
    lambda children: (
        st.lists(children, max_size=3) | st.dictionaries(st.text(st.characters(), max_size=8), children, max_size=3)
    ),
    max_leaves=12,
)
MEMBERS = ("userId", "name", "age", "gender", "colorBlindness", "carConfiguration", "colorVision", "accessToken")
ALMOST_USERS = st.dictionaries(st.sampled_from(MEMBERS), ANYTHING).map(lambda changes: a_user(**changes))
ALMOST_CARS = st.dictionaries(st.sampled_from([*a_car(), "engine"]), ANYTHING).map(
    lambda changes: a_user(carConfiguration=a_car(**changes))
)


@settings(max_examples=200)
@given(body=ANYTHING | ALMOST_USERS | ALMOST_CARS)
def test_any_json_is_stored_or_refused(body: Any, site: Site) -> None:
    answer = site.client().post("/users", body)
    assert answer.status in (200, 400)
    assert json.loads(answer.text)


@settings(max_examples=100)
@given(body=st.binary(max_size=60))
def test_any_bytes_are_refused(body: bytes, site: Site) -> None:
    problem(site.client().post("/users", body), 400)
