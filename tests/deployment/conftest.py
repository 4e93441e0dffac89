"""Our app, deployed once by Zappa itself to an imitated AWS.

What is deployed is only read. Whatever runs has tables of its own: `start` those of the test, `function` those of the
module, and `stage` those of the test together with the deployed function that its workers run.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from configurator.demo.openai_server import OpenAIServer, openai_server
from configurator.deployment.failures import BuildError
from configurator.deployment.interpreter import lambda_python
from tests.support.api_gateway import Front, serving
from tests.support.aws_account import SECRETS, STAGES, Account, Deployed
from tests.support.client import Visitor
from tests.support.lambda_function import Function, running, unpack
from tests.support.operator import Operator
from tests.support.processes import aws_server

Visit = Callable[[Front], Visitor]


@pytest.fixture(scope="session")
def account(dynamodb_endpoint: str) -> Iterator[Account]:
    with openai_server() as openai, aws_server() as endpoint:
        account = Account(endpoint, dynamodb_endpoint, openai.url)
        account.prepare()
        yield account


@pytest.fixture(scope="session")
def operator(account: Account, tmp_path_factory: pytest.TempPathFactory) -> Operator:
    operator = Operator(tmp_path_factory.mktemp("operator"), account.endpoint)
    for stage in STAGES:
        operator.set_terraform_outputs(stage, account.outputs(stage))
    return operator


@pytest.fixture(scope="session")
def packing() -> None:
    """Lambda's own Python is here, so that something can be packed for it. Where it isn't, the test is skipped."""
    try:
        lambda_python()
    except BuildError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def deployed(packing: None, account: Account, operator: Operator, tmp_path_factory: pytest.TempPathFactory) -> Deployed:
    said, package = operator.zappa("deploy"), account.uploaded()
    function = account.client("lambda").get_function(FunctionName="profile-dev")
    folder = unpack(package, tmp_path_factory.mktemp("function"))
    return Deployed(said, package, folder, function["Configuration"])


@pytest.fixture
def start(deployed: Deployed, account: Account) -> Iterator[Callable[..., Function]]:
    """Cold starts: `start()`, or `start(NAME="value")` with something else in the environment."""
    usual = {**deployed.environment, **account.make_tables()}
    with ExitStack() as stack:

        def cold(**environment: str) -> Function:
            return stack.enter_context(running(deployed.folder, {**usual, **environment}))

        yield cold


@pytest.fixture(scope="module")
def function(deployed: Deployed, account: Account) -> Iterator[Function]:
    """A warm instance without renders in its tables. None comes: the workers of stage dev have other tables."""
    with running(deployed.folder, {**deployed.environment, **account.make_tables()}) as instance:
        yield instance


@pytest.fixture
def session_key(account: Account) -> Iterator[str]:
    """The parameter with the key of sessions, to be overwritten by a test."""
    name = "/profile/dev/secret-key"
    yield name
    account.client("ssm").put_parameter(Name=name, Value=SECRETS[name], Type="SecureString", Overwrite=True)


@contextmanager
def _visits(function: Function) -> Iterator[Visit]:
    with ExitStack() as stack:
        yield lambda front: Visitor(stack.enter_context(serving(front, function.invoke)))


@pytest.fixture
def visit(function: Function) -> Iterator[Visit]:
    """A browser's view of the function behind a front of AWS's."""
    with _visits(function) as visit:
        yield visit


@dataclass(frozen=True, slots=True)
class Stage:
    """Stage dev with tables and a stand-in for OpenAI of the test's own.

    `visit` meets a warm instance, `function`, that invokes the deployed function, whose log begins with the test.
    `operator` runs commands on the same tables.
    """

    tables: str
    function: Function
    visit: Visit
    operator: Operator


@pytest.fixture
def stage(deployed: Deployed, account: Account, openai: OpenAIServer, tmp_path: Path) -> Iterator[Stage]:
    own = {**account.make_tables(), "OPENAI_BASE_URL": openai.url}
    account.clear_log()
    outputs = account.outputs("dev")
    outputs["environment"]["value"] |= own
    operator = Operator(tmp_path, account.endpoint)
    operator.set_terraform_outputs("dev", outputs)
    with (
        account.reconfigured("profile-dev", own),
        running(deployed.folder, {**deployed.environment, **own}) as function,
        _visits(function) as visit,
    ):
        yield Stage(own["TABLE_PREFIX"], function, visit, operator)
