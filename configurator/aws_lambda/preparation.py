"""What an instance does before its snapshot: it loads what first requests load, and gives up what is its own alone."""

from contextlib import suppress

from flask import Flask

import configurator.aws.parameters  # noqa: F401 - the first form needs it
from configurator.app.build import disconnect
from configurator.aws.client import aws_client
from configurator.aws_lambda.warm_up import Ask, warm_up
from configurator.services import Services
from configurator.web.http.security.sessions import throwaway_key

_RARE = ("ssm", "lambda")
"""Services that first forms and renders call with botocore, which takes 0.2 s to load."""


def prepare(app: Flask, services: Services, ask: Ask) -> None:
    """`ask` answers an event as the whole `app` would. No connection, credential or session key is left afterwards."""
    for service in _RARE:
        # Without credentials there is no client; whoever needs one then will say so.
        with suppress(Exception):
            aws_client(service).close()
    with throwaway_key(app):
        warm_up(ask, services.catalogue)
    disconnect(services)
