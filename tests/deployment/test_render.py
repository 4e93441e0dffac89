"""A render on Lambda, from the request to the picture: the function invokes itself, and the second invocation pays."""

from urllib.parse import urlsplit

from configurator.demo.openai_server import OpenAIServer
from configurator.demo.picture import tiny_png
from tests.deployment.conftest import Stage
from tests.support.api_gateway import REST
from tests.support.aws_account import SECRETS, Account
from tests.support.client import Client
from tests.support.pages import code_of
from tests.support.renders import eventually, settled


def test_a_render_is_painted_by_another_invocation_and_its_picture_comes_from_the_bucket(
    stage: Stage, openai: OpenAIServer
) -> None:
    client = stage.visit(REST)
    asked = client.post("/dev/renders", {"code": code_of("911-carrera"), "view": "side"})
    assert asked.status == 202, asked.text
    render = settled(client, urlsplit(asked.location).path)
    assert render["state"] == "ready"
    (call,) = openai.calls
    assert call.headers["Authorization"] == f"Bearer {SECRETS['/profile/dev/openai-api-key']}"
    picture = urlsplit(client.get(urlsplit(render["picture"]["url"]).path).location)
    kept = Client(f"http://{picture.netloc}").get(f"{picture.path}?{picture.query}")
    assert kept.body == tiny_png()


def test_a_refusal_is_told_and_reported(stage: Stage, openai: OpenAIServer, account: Account) -> None:
    openai.behave("moderation")
    client = stage.visit(REST)
    asked = client.post("/dev/renders", {"code": code_of("taycan-4s"), "view": "side"})
    assert asked.status == 202, asked.text
    render = settled(client, urlsplit(asked.location).path)
    assert render["state"] == "refused"
    told = {"Stage": "dev", "State": "refused", "Renders": 1}
    assert eventually(lambda: [line for line in account.workers_metrics() if told.items() <= line.items()])
