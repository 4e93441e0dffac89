"""Errors that every store can raise."""


class StoreError(RuntimeError):
    """The store can't answer now. Nothing that it acknowledged is lost; the same call may succeed later.

    The message gives the reason for an operator. It holds no key and nothing about a person.
    """
