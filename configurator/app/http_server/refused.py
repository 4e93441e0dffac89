"""Why a request never reaches the app."""


class Refused(Exception):
    """`detail` says what is wrong and what to do instead."""

    def __init__(self, code: int, detail: str) -> None:
        super().__init__(detail)
        self.code, self.detail = code, detail
