"""Errors that every store can raise."""


class StoreError(RuntimeError):
    """The store can't answer now. Nothing that it acknowledged is lost, and the same call can succeed later.

    The message gives the reason for an operator. It contains no key and nothing about a person.
    """


class NoAnswer(StoreError):
    """The store was asked, and no answer arrived, not even a refusal."""


class StoreBusy(StoreError):
    """The store is too slow now, so the call was not made. It can be repeated after `retry_after` seconds."""

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after
