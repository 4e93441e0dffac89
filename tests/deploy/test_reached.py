"""The deployed function behind each of AWS's fronts."""

from collections.abc import Callable

import pytest

from tests.support.api_gateway import HTTP, HTTP_DOMAIN, REST, REST_DOMAIN, URL, Front
from tests.support.client import Visitor

FRONTS = {"REST": REST, "REST at a domain": REST_DOMAIN, "HTTP": HTTP, "HTTP at a domain": HTTP_DOMAIN, "URL": URL}
Visit = Callable[[Front], Visitor]

everywhere = pytest.mark.parametrize("front", FRONTS.values(), ids=FRONTS.keys())


@everywhere
def test_the_home_page_is_there(front: Front, visit: Visit) -> None:
    page = visit(front).get(f"{front.prefix}/")
    assert page.status == 200, page.text
    assert "<title>" in page.text
