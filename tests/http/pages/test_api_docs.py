"""/docs over HTTP: what the forms say and where they lead."""

import re
from collections.abc import Callable
from pathlib import Path

from configurator.app.factory import create_app
from configurator.demo.openai_server import OpenAIServer
from configurator.settings import Settings
from tests.support.client import Visitor
from tests.support.html import read_page
from tests.support.processes import Server
from tests.support.renders import environment_of

_FORM = re.compile(r'<form class="api-form".*?</form>', re.DOTALL)


def test_a_form_says_beforehand_what_sending_does(visitor: Visitor) -> None:
    page = read_page(visitor.get("/docs")).text
    assert "This stores a user on this server. Delete it when you are done." in page
    assert "This deletes the user. It can't be restored." in page
    assert "This costs nothing: renders are off on this server." in page


def test_where_renders_cost_money_the_form_says_so(server: Callable[..., Server], openai: OpenAIServer) -> None:
    page = read_page(server(**environment_of(openai)).visitor().get("/docs")).text
    assert "This may cost the owner of this server money" in page


def test_no_browser_can_put_a_token_into_an_address(visitor: Visitor) -> None:
    """Without its script a form submits nothing: no field has a name."""
    forms = _FORM.findall(visitor.get("/docs").text)
    assert forms
    assert [form for form in forms if " name=" in form] == []


def test_behind_a_prefix_samples_and_forms_lead_there(tmp_path: Path) -> None:
    app = create_app(Settings(data_dir=tmp_path, secret_key="of this test"))
    page = app.test_client().get("/docs", base_url="http://localhost/dev").text
    assert 'data-root="/dev"' in page
    assert "http://localhost/dev/users</span>" in page
