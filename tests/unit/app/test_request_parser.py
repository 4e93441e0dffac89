"""The parser in front of the app: however a request arrives, it is read in the same way, and nothing makes it crash."""

import random
from collections.abc import Iterable, Iterator

import pytest
from waitress.adjustments import Adjustments

from configurator.app.http_server.request_parser import RequestParser
from tests.support.framing import ACCEPTED, REFUSED

CASES = {**{name: sent for name, (_, sent) in REFUSED.items()}, **ACCEPTED}
SHORT = {name: sent for name, sent in CASES.items() if len(sent) < 2000}
Outcome = tuple[int, str, bytes]


def outcomes(parts: Iterable[bytes]) -> Iterator[Outcome]:
    """Of each request: the status of its refusal or 0, its target and its body. None follows a refused one."""
    settings = Adjustments(max_request_header_size=32 * 1024, max_request_body_size=1024 * 1024)
    request = RequestParser(settings)
    for part in parts:
        rest = part
        while rest:
            rest = rest[request.received(rest) :]
            if request.completed:
                if request.error:
                    yield request.error.code, "", b""
                    return
                if not request.empty:
                    yield 0, request.request_uri, request.get_body_stream().read()
                request = RequestParser(settings)


@pytest.mark.parametrize("name", SHORT)
def test_where_the_network_cuts_a_request_makes_no_difference(name: str) -> None:
    sent = SHORT[name]
    whole = list(outcomes([sent]))
    assert whole
    for cut in range(1, len(sent)):
        assert list(outcomes([sent[:cut], sent[cut:]])) == whole, sent[:cut]
    assert list(outcomes(sent[at : at + 1] for at in range(len(sent)))) == whole


@pytest.mark.parametrize("name", [name for name in ACCEPTED if "chunk" in ACCEPTED[name].decode("latin-1").lower()])
def test_chunks_are_put_together(name: str) -> None:
    ((refusal, _, body),) = outcomes([ACCEPTED[name]])
    assert refusal == 0
    assert body == b'{"carConfiguration":{"model":"911","color":"black","tire":"x","interior":"y"}}'


PIECES = (b"\r", b"\n", b"\r\n", b"\r\n\r\n", b"\x00", b" ", b":", b";", b"0", b"\xff", b"Host: a\r\n", b"chunked")


@pytest.mark.parametrize("name", SHORT)
def test_no_damage_makes_it_crash_or_name_no_reason(name: str) -> None:
    chance = random.Random(name)
    for _ in range(200):
        damaged = bytearray(SHORT[name])
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(damaged))
            damaged[at : at + chance.randint(0, 2)] = chance.choice(PIECES)
        statuses = {refusal for refusal, _, _ in outcomes([bytes(damaged)])}
        assert statuses <= {0, 400, 413, 431, 501, 505}
