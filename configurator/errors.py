"""Errors that every store can raise."""


class StoreError(RuntimeError):
    """The store can't answer now. Nothing that it acknowledged is lost, and the same call can succeed later.

    The message gives the reason for an operator. It contains no key and nothing about a person.
    """
