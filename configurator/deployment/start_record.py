"""Starts the packed function as Lambda does, and records what the start imports, and what start and pages compile.

Run as a program, in a process of its own: `start_record.py PROJECT PACKAGES` with the two folders of the package. It
prints the names of imported modules, and the compiled texts, as marshalled data.
"""

import importlib
import marshal
import os
import sys

SETTINGS = {
    "ENVIRONMENT": "production",
    "STORE": "dynamodb",
    "PICTURES": "s3://pictures/renders",
    "SECRET_KEY_PARAMETER": "/profile/dev/secret-key",
    "AWS_LAMBDA_FUNCTION_NAME": "profile-dev",
    "AWS_REGION": "us-east-1",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "none",
    "AWS_SECRET_ACCESS_KEY": "none",
}
"""The least with which the function starts. It calls nobody."""


def main(project: str, packages: str) -> None:
    sys.path[:0] = [project, packages]
    from configurator.aws_lambda import compiled_texts

    texts = compiled_texts.record()
    entry = importlib.import_module("configurator.aws_lambda.entry")
    modules = [name for name, module in sys.modules.items() if _is_in(getattr(module, "__file__", None), packages)]
    entry.site()
    sys.stdout.buffer.write(marshal.dumps((modules, texts)))


def _is_in(file: str | None, folder: str) -> bool:
    return bool(file and file.startswith(folder) and file.endswith(".py"))


if __name__ == "__main__":
    os.environ |= SETTINGS
    main(*sys.argv[1:])
