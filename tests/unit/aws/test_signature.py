"""Signature Version 4: AWS's published examples, and the same signatures as botocore's.

The examples are cases of AWS's signing test suite (github.com/awslabs/aws-c-auth, tests/aws-signing-test-suite/v4,
Apache-2.0). Left out are cases about what we never send: paths to normalise, a header that occurs twice or in several
lines.
"""

import re
from datetime import UTC, datetime
from random import Random
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, urlsplit

import botocore.auth
import pytest
from botocore.auth import S3SigV4QueryAuth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as BotocoreCredentials

from configurator.aws.signature import Credentials, Signer, encoded_query

EXAMPLE = Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
TEMPORARY = EXAMPLE._replace(session_token="6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267")
AT = "20150830T123600Z"
HOST = {"host": "example.amazonaws.com", "x-amz-date": AT}
UNRESERVED = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


class Example(NamedTuple):
    signature: str
    method: str = "GET"
    path: str = "/"
    query: tuple[tuple[str, str], ...] = ()
    headers: dict[str, str] = {}  # noqa: RUF012 - nothing changes it
    body: bytes = b""
    credentials: Credentials = EXAMPLE


FORM = {
    "content-type": "application/x-www-form-urlencoded",
    "content-length": "13",
    "x-amz-content-sha256": "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e",
}
REQUESTS = {
    "get-vanilla": Example("5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
    "get-utf8": Example("8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85", path="/\u1234"),
    "get-unreserved": Example(
        "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f", path=f"/{UNRESERVED}"
    ),
    "get-header-value-trim": Example(
        "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
        headers={"my-header1": " value1", "my-header2": ' "a   b   c"'},
    ),
    "get-vanilla-query-order-key-case": Example(
        "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        query=(("Param2", "value2"), ("Param1", "value1")),
    ),
    "get-vanilla-query-order-encoded": Example(
        "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac",
        query=(("Param-3", "Value3"), ("Param", "Value2"), ("\u1234", "Value1")),
    ),
    "get-vanilla-query-unreserved": Example(
        "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197", query=((UNRESERVED, UNRESERVED),)
    ),
    "get-vanilla-utf8-query": Example(
        "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04", query=(("\u1234", "bar"),)
    ),
    "get-vanilla-with-session-token": Example(
        "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8",
        headers={"x-amz-security-token": TEMPORARY.session_token or ""},
        credentials=TEMPORARY,
    ),
    "post-vanilla": Example("5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b", method="POST"),
    "post-header-key-sort": Example(
        "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c",
        method="POST",
        headers={"my-header1": "value1"},
    ),
    "post-header-value-case": Example(
        "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d",
        method="POST",
        headers={"my-header1": "VALUE1"},
    ),
    "post-x-www-form-urlencoded": Example(
        "d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b",
        method="POST",
        headers=FORM,
        body=b"Param1=value1",
    ),
}
LINKS = {
    "get-vanilla-query-order-key-case": Example(
        "86012e2c9ad4d77369f5d81c11f75158aae4f895a085212cc6d3f923d300bed5",
        query=(("Param2", "value2"), ("Param1", "value1")),
    ),
    "get-utf8": Example("10eae3f14a260bd3911cc6d008d3c576d143b05b62f09782a7a4b37f52178e44", path="/\u1234"),
    "get-vanilla-query-unreserved": Example(
        "8e76a88a7433637b12778d5592799b29ad21ecd6cf6325051c21d86f0acda2bf", query=((UNRESERVED, UNRESERVED),)
    ),
    "get-vanilla-utf8-query": Example(
        "0bdd809b1519ac4f0c1dc3540e2cc46bd0c7f778eda408b2ebf3b913d21ff600", query=(("\u1234", "bar"),)
    ),
    # In the suite, the token is added after the signature; AWS's services want it signed, as botocore does.
}


def signature_in(text: str) -> str:
    found = re.search(r"Signature=(\w{64})$", text)
    assert found, text
    return found[1]


@pytest.mark.parametrize("example", REQUESTS.values(), ids=REQUESTS.keys())
def test_a_request_has_the_signature_that_aws_publishes(example: Example) -> None:
    signer = Signer(example.credentials, "us-east-1", "service", AT)
    query = encoded_query(example.query)
    target = quote(example.path, safe="/~") + (f"?{query}" if query else "")
    signed = signer.authorization(example.method, target, {**HOST, **example.headers}, example.body)
    names = ";".join(sorted({**HOST, **example.headers}))
    start = f"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders={names}, "
    assert signed == f"{start}Signature={example.signature}"


@pytest.mark.parametrize("example", LINKS.values(), ids=LINKS.keys())
def test_a_link_has_the_signature_that_aws_publishes(example: Example) -> None:
    signer = Signer(example.credentials, "us-east-1", "service", AT)
    link = signer.link("https://example.amazonaws.com", example.path, dict(example.query), 3600, payload_hash=EMPTY)
    assert signature_in(link) == example.signature


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """A list with one member: what botocore takes for the present time."""
    now = [datetime.now(UTC)]
    monkeypatch.setattr(botocore.auth, "get_current_datetime", lambda: now[0])
    return now


def text(random: Random, most: int, alphabet: str = "abcXYZ019 -_.~/+=&%?#'\"<>äß\u1234\U0001f697\t") -> str:
    return "".join(random.choices(alphabet, k=random.randint(1, most)))


def somebody(random: Random) -> Credentials:
    letters = "ABCDEFabcdef0123456789+/="
    token = text(random, 300, letters) if random.random() < 0.5 else None
    return Credentials(text(random, 20, letters[:22]), text(random, 40, letters), token)


def some_moment(random: Random) -> datetime:
    return datetime.fromtimestamp(random.randint(0, 4_102_444_800), UTC)


def theirs(credentials: Credentials) -> BotocoreCredentials:
    return BotocoreCredentials(credentials.key_id, credentials.secret, credentials.session_token)


def test_ten_thousand_requests_have_the_signatures_of_botocore(moment: list[datetime]) -> None:
    random = Random(15)
    for _ in range(10_000):
        credentials, moment[0] = somebody(random), some_moment(random)
        region, service = random.choice(("us-east-1", "eu-central-1", "local")), random.choice(("dynamodb", "ssm"))
        query = encoded_query((text(random, 8), text(random, 20)) for _ in range(random.randint(0, 3)))
        body = random.randbytes(random.randint(0, 300))
        given = {f"x-{text(random, 9, 'abcdef-')}": text(random, 40, "aZ9 ;,=\t") for _ in range(random.randint(0, 4))}
        url = f"https://{service}.{region}.amazonaws.com/{'?' if query else ''}{query}"
        request = AWSRequest(random.choice(("GET", "POST")), url, given, body)
        SigV4Auth(theirs(credentials), service, region).add_auth(request)
        signed = {name.lower(): value for name, value in request.headers.items() if name != "Authorization"}
        headers = {**signed, "host": urlsplit(url).netloc}
        signer = Signer(credentials, region, service, f"{moment[0]:%Y%m%dT%H%M%SZ}")
        ours = signer.authorization(str(request.method), f"/{'?' if query else ''}{query}", headers, body)
        assert ours == request.headers["Authorization"]


def test_two_thousand_links_have_the_signatures_of_botocore(moment: list[datetime]) -> None:
    random = Random(16)
    for _ in range(2_000):
        credentials, moment[0] = somebody(random), some_moment(random)
        path, seconds = f"/{text(random, 30)}", random.randint(1, 604_800)
        parameters = {f"response-{text(random, 9, 'abc-')}": text(random, 30) for _ in range(random.randint(0, 3))}
        origin = "https://pictures.s3.eu-central-1.amazonaws.com"
        request = AWSRequest("GET", f"{origin}{quote(path, safe='/~')}", params=parameters)
        S3SigV4QueryAuth(theirs(credentials), "s3", "eu-central-1", seconds).add_auth(request)
        signer = Signer(credentials, "eu-central-1", "s3", f"{moment[0]:%Y%m%dT%H%M%SZ}")
        ours, botocores = urlsplit(signer.link(origin, path, parameters, seconds)), urlsplit(str(request.url))
        assert (ours.netloc, ours.path) == (botocores.netloc, botocores.path)
        assert sorted(parse_qsl(ours.query)) == sorted(parse_qsl(botocores.query))
