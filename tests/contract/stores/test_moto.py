"""The stores on a second server that speaks DynamoDB's protocol: moto."""

from collections.abc import Iterator

import pytest
from moto.server import ThreadedMotoServer

from configurator.renders.render import LedgerEntry
from configurator.stores.dynamodb.client import DynamoDB
from configurator.stores.dynamodb.kiosks import DynamoDBKiosks
from configurator.stores.dynamodb.renders import DynamoDBRenders
from configurator.stores.dynamodb.users import DynamoDBUsers
from configurator.users.store import VersionConflict
from tests.contract.renders.test_store import TODAY, a_render
from tests.support.stores import changed, user

ADA = user("ada", name="Ada Lovelace, \u1234")


@pytest.fixture
def database(monkeypatch: pytest.MonkeyPatch) -> Iterator[DynamoDB]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "local")
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    database = DynamoDB("moto-", "us-east-1", f"http://{host}:{port}")
    DynamoDBUsers(database).provision()
    yield database
    database.close()
    server.stop()


def test_users_are_created_read_replaced_and_erased(database: DynamoDB) -> None:
    users = DynamoDBUsers(database)
    assert users.create(ADA) is None
    assert users.create(user("ada", name="Another")) == ADA
    users.replace(changed(ADA, age=37), expected_version=1)
    with pytest.raises(VersionConflict):
        users.replace(changed(ADA, age=38), expected_version=1)
    assert users.get("ada") == changed(ADA, age=37)
    assert list(users.all()) == [changed(ADA, age=37)]
    assert users.erase("ada")
    assert users.get("ada") is None


def test_a_render_and_its_budget_are_written_together(database: DynamoDB) -> None:
    renders, render = DynamoDBRenders(database), a_render()
    spend = LedgerEntry("images", TODAY, 60, 100)
    assert renders.create(render, spend) == "done"
    assert renders.create(render, spend) == "changed"
    assert renders.budget_status(TODAY).used == 60
    assert renders.list_by_scene(render.scene_key) == (render,)


def test_a_note_of_the_kiosks_is_written_over_only_by_who_has_read_it(database: DynamoDB) -> None:
    kiosks = DynamoDBKiosks(database)
    assert kiosks.write("pin", "one", None)
    note = kiosks.read("pin")
    assert note
    assert kiosks.write("pin", "two", note.revision)
    assert not kiosks.write("pin", "three", note.revision)
