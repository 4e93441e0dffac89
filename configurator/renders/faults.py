"""What may go wrong with a render: what people are told, whether it cost anything, whether another try may help."""

from typing import Literal, NamedTuple

from configurator.renders.cost import Usage


class RenderFault(NamedTuple):
    """One way a render ends without a picture.

    `past` stands in the place of `reason` for one of those that concern every render, once it is over.
    `free`: OpenAI surely charged nothing, so the money set aside goes back. `retried`: the worker tries again by
    itself. `closes`: it concerns every render, so renders are unavailable for a while.
    """

    reason: str
    advice: str
    state: Literal["refused", "failed"] = "failed"
    free: bool = False
    retried: bool = False
    closes: bool = False
    past: str = ""


DRAWING_STANDS = "The drawing shows your car with everything you chose."
"""What to say where nothing can be done."""

AGAIN = "Nothing is lost: you can ask again."
_UNAVAILABLE = "DALL-E renders are not available at the moment."
_WAS_UNAVAILABLE = "DALL-E renders were not available just then."
_UNREADABLE = "OpenAI answered, but not with a picture that can be shown."


def _unavailable() -> RenderFault:
    return RenderFault(_UNAVAILABLE, DRAWING_STANDS, free=True, closes=True, past=_WAS_UNAVAILABLE)


def _unreadable() -> RenderFault:
    return RenderFault(_UNREADABLE, AGAIN)


FAULTS: dict[str, RenderFault] = {
    "refused": RenderFault(
        "OpenAI's safety check declined to make this picture. It errs now and then: your car is fine.",
        "You can ask once more.",
        state="refused",
        free=True,
    ),
    "switched_off": _unavailable(),
    "bad_key": _unavailable(),
    "not_allowed": _unavailable(),
    "model_gone": _unavailable(),
    "quota": _unavailable(),
    "bad_request": RenderFault("OpenAI did not accept our request for this picture.", DRAWING_STANDS, free=True),
    "busy": RenderFault("OpenAI is very busy just now.", AGAIN, free=True, retried=True),
    "outage": RenderFault("OpenAI has a fault of its own just now.", AGAIN, free=True, retried=True),
    "gateway": RenderFault("OpenAI can't be reached properly just now.", AGAIN, retried=True),
    "unreachable": RenderFault("OpenAI can't be reached just now.", AGAIN, free=True, retried=True),
    "broken_off": RenderFault("The connection to OpenAI broke before the picture arrived.", AGAIN),
    "too_slow": RenderFault("The picture took too long to arrive.", AGAIN),
    "unreadable": _unreadable(),
    "no_picture": _unreadable(),
    "not_a_picture": _unreadable(),
    "too_large": RenderFault("The picture was far larger than it should be.", AGAIN),
    "not_kept": RenderFault("The picture was made but could not be kept here.", AGAIN),
    "interrupted": RenderFault("The picture was interrupted again and again.", AGAIN),
    "outdated": RenderFault("Renders are made in another way now than when this was asked for.", AGAIN, free=True),
    "car_gone": RenderFault("This car can no longer be built as it was.", "Please choose its parts anew.", free=True),
    "budget_spent": RenderFault(
        "Today's budget for renders is spent.",
        "From midnight UTC there will be new ones.",
        free=True,
        past="The day's budget was all set aside for others when its turn came.",
    ),
    "unforeseen": RenderFault("Something went wrong on our side.", AGAIN),
}
"""By name, as a render stores it and the log says it."""


class GenerationFailed(Exception):
    """No picture. `fault` is a name of FAULTS; `wait` the seconds that OpenAI asks us to wait, and `usage` what it
    counted, where it says so. `detail` is for the log: it holds no key and no words of ours."""

    def __init__(self, fault: str, wait: float | None = None, detail: str = "", usage: Usage | None = None) -> None:
        super().__init__(f"{fault} {detail}".strip())
        self.fault = fault
        self.wait = wait
        self.detail = detail
        self.usage = usage
