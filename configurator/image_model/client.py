"""A picture by one call to OpenAI's Images API, or to a server that speaks it.

Importing openai costs a third of a second and 40 MB, so only a worker imports it, when it paints.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING, Any

from configurator.renders.faults import GenerationFailed
from configurator.renders.image_models import takes_gpt_parameters
from configurator.renders.pictures import GeneratedPicture
from configurator.renders.render import Recipe
from configurator.settings import SettingsError, one_piece

if TYPE_CHECKING:
    import openai

OPENAI = "https://api.openai.com/v1"
CONNECT_SECONDS = 10.0
LARGEST_PICTURE = 20 * 1024 * 1024
_LARGEST_ANSWER = LARGEST_PICTURE * 4 // 3 + 64 * 1024

# Compatible servers may want no key, but the client refuses to work without one.
_NO_KEY = "none"


@dataclass(frozen=True, slots=True)
class OpenAIImageModel:
    """The Painter of one account. Each picture has a client of its own: it lives as long as its one call.

    `read_key` gives the key, "" for a server that wants none, or raises GenerationFailed.
    """

    read_key: Callable[[], str]
    base_url: str = ""

    def generate(self, prompt: str, reference: bytes | None, recipe: Recipe, seconds: float) -> GeneratedPicture:
        return _within(seconds, lambda: self._paint(prompt, reference, recipe, seconds))

    def _paint(self, prompt: str, reference: bytes | None, recipe: Recipe, seconds: float) -> GeneratedPicture:
        import openai

        from configurator.image_model.answer import picture_from_answer
        from configurator.image_model.download import download
        from configurator.image_model.faults import failure_of

        try:
            with client(self.read_key(), self.base_url, seconds) as connected:
                answer = _call(connected, prompt, reference, recipe)
                return picture_from_answer(answer, lambda url: download(url, seconds, LARGEST_PICTURE))
        except openai.APIError as error:
            raise failure_of(error) from None


def client(api_key: str, base_url: str, seconds: float) -> "openai.OpenAI":
    """It never repeats a request: whoever counts the money decides that.

    Raises GenerationFailed for a key that isn't in one piece.
    """
    import openai

    # It would log every address, and with it what a signed link or a server's address holds of secrets.
    logging.getLogger("httpx2").setLevel(logging.WARNING)
    # An empty OPENAI_BASE_URL in the environment would be taken literally.
    return openai.OpenAI(
        api_key=_in_one_piece(api_key) or _NO_KEY,
        base_url=base_url or OPENAI,
        max_retries=0,
        timeout=openai.Timeout(seconds, connect=CONNECT_SECONDS),
    )


def _in_one_piece(api_key: str) -> str:
    """What can be sent in a header. openai would call any other key a connection that failed."""
    try:
        return one_piece(api_key, "The key")
    except SettingsError:
        raise GenerationFailed("bad_key") from None


def _call(connected: "openai.OpenAI", prompt: str, reference: bytes | None, recipe: Recipe) -> bytes:
    """The answer as it came: the client's own reading neither bounds it nor minds what is in it."""
    images = connected.images.with_streaming_response
    parameters: Any = {"prompt": prompt, "model": recipe.model, "n": 1, **_parameters(recipe)}
    if reference is None:
        answering = images.generate(**parameters)
    else:
        answering = images.edit(image=("car.png", reference, "image/png"), **parameters)
    with answering as answer:
        return _bounded(_parts(answer.iter_bytes()), _LARGEST_ANSWER)


def _parameters(recipe: Recipe) -> Mapping[str, str]:
    """gpt-image answers 400 to what older APIs need, and they to what gpt-image takes."""
    size = {} if recipe.size == "auto" else {"size": recipe.size}
    if takes_gpt_parameters(recipe.model):
        return {**size, "quality": recipe.quality, "output_format": "webp"}
    return {**size, "response_format": "b64_json"}


def _parts(arriving: Iterator[bytes]) -> Iterator[bytes]:
    """The same parts. Raises GenerationFailed where they end early: here openai lets its transport's errors through."""
    try:
        yield from arriving
    except Exception as error:
        raise GenerationFailed("broken_off", detail=type(error).__name__) from None


def _bounded(parts: Iterable[bytes], most: int) -> bytes:
    content = bytearray()
    for part in parts:
        content += part
        if len(content) > most:
            raise GenerationFailed("too_large")
    return bytes(content)


def _within(seconds: float, call: Callable[[], GeneratedPicture]) -> GeneratedPicture:
    """What the call returns or raises, in this time or not at all.

    The client's own timeout begins anew with every byte, so an answer that drips could hold us for ever. The thread
    that is left behind ends with its connection, or with the worker.
    """
    future: Future[GeneratedPicture] = Future()

    def run() -> None:
        try:
            future.set_result(call())
        except BaseException as error:
            future.set_exception(error)

    Thread(target=run, name="painting", daemon=True).start()
    try:
        return future.result(seconds)
    except TimeoutError:
        raise GenerationFailed("too_slow") from None
