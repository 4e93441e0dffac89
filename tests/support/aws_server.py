"""Simulates AWS: moto, with the parts of Lambda that moto lacks. Run `python -m tests.support.aws_server PORT`.

An invocation runs the uploaded zip directly, without Docker, which moto would need.
"""

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

from moto.awslambda import responses, urls
from moto.awslambda.models import LambdaFunction
from moto.server import main

from tests.support.aws_versions import METHODS
from tests.support.lambda_function import FunctionFailed, function_environment, running, unpack

_unpacked: dict[str, Path] = {}


def fill_the_gaps() -> None:
    path = r"{0}/(?P<api_version>[^/]+)/functions/(?P<function_name>[\w_:%-]+)/urls/?$"
    urls.url_paths[path] = responses.LambdaResponse.dispatch
    for kind, methods in METHODS.items():
        _replace(kind, **methods)
    _replace(responses.LambdaResponse, list_function_url_configs=_no_urls)
    _replace(LambdaFunction, invoke=_invoke)


def _replace(kind: type, **methods: Callable[..., Any]) -> None:
    for name, method in methods.items():
        setattr(kind, name, method)


def _no_urls(_response: responses.LambdaResponse) -> str:
    """An empty list: our functions have no URLs, and moto would answer 404."""
    return json.dumps({"FunctionUrlConfigs": []})


def _invoke(function: LambdaFunction, body: Any, request_headers: Any, response_headers: Any) -> str | bytes:
    event = json.loads(body or "{}")
    if request_headers.get("x-amz-invocation-type") == "Event":
        Thread(target=_run, args=(function, event), daemon=True).start()
        return ""
    try:
        return json.dumps(_run(function, event)).encode()
    except FunctionFailed as failure:
        response_headers["x-amz-function-error"] = "Unhandled"
        return json.dumps({"errorMessage": str(failure)}).encode()


def _run(function: LambdaFunction, event: Any) -> Any:
    folder = _folder(function)
    environment = function_environment(folder, function.get_configuration())
    with running(folder, environment) as instance:
        try:
            return instance.invoke(event)
        finally:
            function.save_logs(instance.logged)


def _folder(function: LambdaFunction) -> Path:
    if function.code_sha_256 not in _unpacked:
        folder = Path(tempfile.mkdtemp(prefix="function-"))
        _unpacked[function.code_sha_256] = unpack(function.code_bytes, folder)
    return _unpacked[function.code_sha_256]


if __name__ == "__main__":
    fill_the_gaps()
    main(["--port", sys.argv[1]])
