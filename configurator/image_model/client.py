"""Generates a picture with one call to OpenAI's Images API or a compatible server.

Importing openai takes a third of a second and 40 MB, so it is imported only where it is used.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from configurator.renders.faults import GenerationFailed
from configurator.renders.image_models import takes_gpt_parameters
from configurator.renders.pictures import GeneratedPicture
from configurator.renders.render import Recipe
from configurator.settings import ImageParameters, SettingsError, one_piece, speaks_azure

if TYPE_CHECKING:
    import openai

OPENAI = "https://api.openai.com/v1"
CONNECT_SECONDS = 10.0
LARGEST_PICTURE = 20 * 1024 * 1024
_LARGEST_ANSWER = LARGEST_PICTURE * 4 // 3 + 64 * 1024

# Compatible servers may need no key, but openai's client requires one.
_NO_KEY = "none"


@dataclass(frozen=True, slots=True)
class OpenAIImageModel:
    """An ImageModel for one account. Each picture uses a new client, which is closed after its one call.

    `read_key` returns the key, or "" for a server that needs none. It may raise GenerationFailed.
    """

    read_key: Callable[[], str]
    base_url: str = ""
    parameters: ImageParameters = "auto"

    def generate(self, prompt: str, reference: bytes | None, recipe: Recipe, seconds: float) -> GeneratedPicture:
        return _within(seconds, lambda: self._paint(prompt, reference, recipe, seconds))

    def _paint(self, prompt: str, reference: bytes | None, recipe: Recipe, seconds: float) -> GeneratedPicture:
        import openai

        from configurator.image_model.answer import picture_from_answer
        from configurator.image_model.download import download
        from configurator.image_model.faults import failure_of

        try:
            with client(self.read_key(), self.base_url, seconds) as connected:
                answer = _call(connected, prompt, reference, recipe, self.parameters)
        except openai.APIError as error:
            raise failure_of(error) from None
        private = partial(_has_private_server, self.base_url)
        return picture_from_answer(answer, lambda url: download(url, seconds, LARGEST_PICTURE, private=private()))


def _has_private_server(base_url: str) -> bool:
    """Whether the server is on this machine or its network. Then its pictures may be, too."""
    from configurator.image_model.networks import is_private_host

    return is_private_host(urlsplit(base_url or OPENAI).hostname or "")


def client(api_key: str, base_url: str, seconds: float) -> "openai.OpenAI":
    """Creates a client that never retries: the render job decides that, because it counts the money. It follows no
    redirect, because each would be another call with our key.

    Raises GenerationFailed if the key can't be sent in a header, for example because it contains a space.
    """
    import openai

    # httpx2 logs every URL at INFO, and URLs may contain secrets.
    logging.getLogger("httpx2").setLevel(logging.WARNING)
    # Always pass a URL: without one, openai would use an empty OPENAI_BASE_URL from the environment.
    address, timeout = urlsplit(base_url or OPENAI), openai.Timeout(seconds, connect=CONNECT_SECONDS)
    return openai.OpenAI(
        api_key=_in_one_piece(api_key) or _NO_KEY,
        base_url=urlunsplit(address._replace(query="")),
        max_retries=0,
        timeout=timeout,
        http_client=openai.DefaultHttpxClient(
            follow_redirects=False,
            timeout=timeout,
            params=address.query,
            event_hooks={"request": [_use_azures_header]} if speaks_azure(base_url) else None,
        ),
    )


def _use_azures_header(request: Any) -> None:
    """Azure takes Authorization for another kind of key."""
    request.headers["api-key"] = request.headers.pop("Authorization").removeprefix("Bearer ")


def _in_one_piece(api_key: str) -> str:
    """Returns the key if it can be sent in a header. openai would report any other key as a failed connection.

    Raises GenerationFailed.
    """
    try:
        return one_piece(api_key, "The key")
    except SettingsError:
        raise GenerationFailed("bad_key") from None


def _call(
    connected: "openai.OpenAI", prompt: str, reference: bytes | None, recipe: Recipe, wanted: ImageParameters
) -> bytes:
    """Returns the response's body as it arrived. openai's own parsing neither limits its size nor validates it.

    Raises GenerationFailed or openai.APIError.
    """
    images = connected.images.with_streaming_response
    parameters: Any = {"prompt": prompt, "model": recipe.model, "n": 1, **_parameters(recipe, wanted)}
    if reference is None:
        answering = images.generate(**parameters)
    else:
        answering = images.edit(image=("car.png", reference, "image/png"), **parameters)
    with answering as answer:
        return _bounded(_parts(answer.iter_bytes()), _LARGEST_ANSWER)


def _parameters(recipe: Recipe, wanted: ImageParameters) -> Mapping[str, str]:
    """Returns the parameters that this model accepts. gpt-image rejects those of older APIs, and vice versa."""
    size = {} if recipe.size == "auto" else {"size": recipe.size}
    is_gpt_image = takes_gpt_parameters(recipe.model) if wanted == "auto" else wanted == "gpt-image"
    if is_gpt_image:
        return {**size, "quality": recipe.quality, "output_format": "webp"}
    return {**size, "response_format": "b64_json"}


def _parts(arriving: Iterator[bytes]) -> Iterator[bytes]:
    """Passes the parts on. Raises GenerationFailed if they end early: openai doesn't wrap transport errors here."""
    try:
        yield from arriving
    except Exception as error:
        raise GenerationFailed("broken_off", detail=type(error).__name__) from None


def _bounded(parts: Iterable[bytes], most: int) -> bytes:
    """Joins the parts. Raises GenerationFailed if they have more than `most` bytes."""
    content = bytearray()
    for part in parts:
        content += part
        if len(content) > most:
            raise GenerationFailed("too_large")
    return bytes(content)


def _within(seconds: float, call: Callable[[], GeneratedPicture]) -> GeneratedPicture:
    """Returns or raises what the call does. Raises GenerationFailed if it takes longer than `seconds`.

    openai's timeout restarts with every byte, so a slow response could take forever. After a timeout, the call's thread
    keeps running until its connection or the worker ends.
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
