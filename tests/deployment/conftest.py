"""Our app, deployed by Zappa itself to an imitated AWS."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from configurator.demo.openai_server import OpenAIServer, openai_server
from configurator.deployment.build import BuildError, lambda_python
from tests.support.api_gateway import Front, serving
from tests.support.aws_account import STAGES, Account, Deployed
from tests.support.client import Visitor
from tests.support.lambda_function import Function, running, unpack
from tests.support.operator import KEYS, Operator
from tests.support.processes import aws_server


@pytest.fixture(scope="session")
def painter() -> Iterator[OpenAIServer]:
    """The stand-in for OpenAI that the deployed function knows."""
    with openai_server() as running:
        yield running


@pytest.fixture(scope="session")
def account(dynamodb_endpoint: str, painter: OpenAIServer) -> Iterator[Account]:
    with aws_server() as endpoint, pytest.MonkeyPatch.context() as environment:
        for name, value in KEYS.items():
            environment.setenv(name, value)
        account = Account(endpoint, dynamodb_endpoint, painter.url)
        account.prepare()
        yield account


@pytest.fixture(scope="session")
def operator(account: Account, tmp_path_factory: pytest.TempPathFactory) -> Operator:
    operator = Operator(tmp_path_factory.mktemp("operator"), account.endpoint)
    for stage in STAGES:
        operator.terraform_tells(stage, account.outputs(stage))
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
def start(deployed: Deployed) -> Iterator[Callable[..., Function]]:
    """Cold starts: `start()`, or `start(NAME="value")` with something else in the environment."""
    with ExitStack() as stack:

        def cold(**environment: str) -> Function:
            return stack.enter_context(running(deployed.folder, {**deployed.environment, **environment}))

        yield cold


@pytest.fixture(scope="session")
def function(deployed: Deployed) -> Iterator[Function]:
    """One warm instance, for all tests that need nothing else."""
    with running(deployed.folder, deployed.environment) as instance:
        yield instance


@pytest.fixture
def visit(function: Function) -> Iterator[Callable[[Front], Visitor]]:
    """A browser's view of the function behind a front of AWS's."""
    with ExitStack() as stack:
        yield lambda front: Visitor(stack.enter_context(serving(front, function.invoke)))
