"""What can go wrong with a render: the text for people, whether it cost anything, whether another attempt can help."""

from typing import Literal, NamedTuple

from configurator.renders.cost import Usage


class RenderFault(NamedTuple):
    """One way in which a render ends without a picture."""

    reason: str
    advice: str
    state: Literal["refused", "failed"] = "failed"
    free: bool = False
    """OpenAI certainly charged nothing, so the reserved money is released."""
    retry: bool = False
    """The worker tries again without being asked."""
    closes: bool = False
    """It affects every render, so renders are closed for a while."""
    reason_afterwards: str = ""
    """The reason in the past tense, for a fault that affects every render: shown once renders are open again."""


DRAWING_STANDS = "The drawing shows your car with everything you chose."
"""The advice when there is nothing to do."""

AGAIN = "Nothing is lost: you can request it again."
_UNAVAILABLE = "DALL-E renders are not available at the moment."
_WAS_UNAVAILABLE = "DALL-E renders were not available when this one was due."
_UNREADABLE = "OpenAI answered, but not with a picture that can be shown."


def _unavailable() -> RenderFault:
    return RenderFault(_UNAVAILABLE, DRAWING_STANDS, free=True, closes=True, reason_afterwards=_WAS_UNAVAILABLE)


def _unreadable() -> RenderFault:
    return RenderFault(_UNREADABLE, AGAIN)


FAULTS: dict[str, RenderFault] = {
    "refused": RenderFault(
        "OpenAI's safety check declined to make this picture. It is sometimes wrong: your car is fine.",
        "You can request it once more.",
        state="refused",
        free=True,
    ),
    "switched_off": _unavailable(),
    "bad_key": _unavailable(),
    "not_allowed": _unavailable(),
    "model_gone": _unavailable(),
    "quota": _unavailable(),
    "redirected": _unavailable(),
    "bad_request": RenderFault("OpenAI did not accept our request for this picture.", DRAWING_STANDS, free=True),
    "busy": RenderFault("OpenAI is very busy right now.", AGAIN, free=True, retry=True),
    "outage": RenderFault("OpenAI has an outage right now.", AGAIN, free=True, retry=True),
    "gateway": RenderFault("OpenAI doesn't answer properly right now.", AGAIN, retry=True),
    "unreachable": RenderFault("OpenAI can't be reached right now.", AGAIN, free=True, retry=True),
    "broken_off": RenderFault("The connection to OpenAI broke before the picture arrived.", AGAIN),
    "too_slow": RenderFault("The picture took too long to arrive.", AGAIN),
    "unreadable": _unreadable(),
    "no_picture": _unreadable(),
    "not_a_picture": _unreadable(),
    "too_large": RenderFault("The picture was far larger than it should be.", AGAIN),
    "not_kept": RenderFault("The picture was made, but we could not store it.", AGAIN),
    "interrupted": RenderFault("The picture was interrupted several times.", AGAIN),
    "outdated": RenderFault("The way we make renders has changed since this one was requested.", AGAIN, free=True),
    "car_gone": RenderFault(
        "This car is no longer available in this form.", "Please choose its parts again.", free=True
    ),
    "budget_spent": RenderFault(
        "Today's budget for renders is spent.",
        "New renders are possible from midnight UTC.",
        free=True,
        reason_afterwards="The day's budget was spent before this render's turn came.",
    ),
    "unforeseen": RenderFault("Something went wrong on our side.", AGAIN),
}
"""By name, as a render stores it and the log shows it."""


class GenerationFailed(Exception):
    """There is no picture.

    `fault` is a name in FAULTS. `wait` is the time in seconds after which OpenAI lets us try again, and `usage` the
    tokens that it counted, if it reports them. `charged`: the call may have cost money although the fault is usually
    free. `detail` is for the log: it contains no key and no part of the prompt.
    """

    def __init__(
        self,
        fault: str,
        wait: float | None = None,
        detail: str = "",
        usage: Usage | None = None,
        charged: bool = False,
    ) -> None:
        super().__init__(f"{fault} {detail}".strip())
        self.fault = fault
        self.wait = wait
        self.detail = detail
        self.usage = usage
        self.charged = charged
