"""What the API answers for the first model of the catalogue: the examples of the document."""

import json
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any, cast

from configurator.cars.code import encode
from configurator.cars.configuration import Car, Check, check
from configurator.cars.selection import Selection, default_selection
from configurator.colour_vision.visions import Vision
from configurator.drawings.views import DRAWN_VIEWS, PNG_WIDTHS, SHARED_VIEW, DrawnView, drawing_name, drawn_view
from configurator.renders.captions import CarNames
from configurator.renders.prompt import RENDER_VIEWS
from configurator.renders.render import Picture, Recipe, Render, scene_key
from configurator.users.user import User
from configurator.web.api.documents import (
    catalogue_document,
    configuration_document,
    standard_document,
    user_text,
)
from configurator.web.api.links import RenderLinks
from configurator.web.api.openapi.headers import JsonObject
from configurator.web.api.openapi.route import Described
from configurator.web.api.palettes import palettes_document, visions_document
from configurator.web.api.render_documents import RenderTimes, render_document
from configurator.web.http.json_response import compact_json

TIME = datetime(2026, 11, 29, 9, 30, tzinfo=UTC)
USER_ID = "8f14e45f-ceea-4a7b-9a3c-5b1f0a3d2c11"
VIEW = RENDER_VIEWS[0]


class Examples:
    """Documents as this site answers them."""

    def __init__(self, site: Described) -> None:
        self._site, self._catalogue = site, site.catalogue
        self._selection: Selection = default_selection(site.catalogue.models[0])
        self._checked: Check = check(site.catalogue, self._selection)
        self._car = cast(Car, self._checked.car)
        self.code = encode(site.catalogue, self._car)
        self.car: JsonObject = self._selection.document

    @cached_property
    def new_user(self) -> JsonObject:
        said = {"name": "Ada", "age": 36, "gender": "Woman", "colorBlindness": False}
        return {"userId": USER_ID, **said, "carConfiguration": self.car}

    def user(self, **changed: Any) -> JsonObject:
        body = {**self.new_user, **changed}
        user = User(USER_ID, body, "", private=False, version=1, created_at=TIME, updated_at=TIME)
        answer: JsonObject = json.loads(user_text(user, compact_json(self._configuration)))
        return answer

    @cached_property
    def checked_car(self) -> JsonObject:
        return {
            "carConfiguration": self.car,
            "configuration": self._configuration,
            "standardEquipment": standard_document(self._catalogue, self._checked),
            "links": self._car_links(),
        }

    @cached_property
    def catalogue(self) -> JsonObject:
        document = _shortened(catalogue_document(self._catalogue))
        return {**document, "sources": dict([*document["sources"].items()][:1])}

    @cached_property
    def visions(self) -> JsonObject | None:
        return _shortened(visions_document(self._site.palettes)) if self._site.palettes else None

    @cached_property
    def palettes(self) -> JsonObject | None:
        lines = [line.id for line in self._catalogue.lines[:1]]
        return (
            _shortened(palettes_document(self._site.palettes, lines, Vision("deutan"))) if self._site.palettes else None
        )

    def render(self, *, ready: bool) -> JsonObject:
        render, times = self._render(), RenderTimes() if ready else RenderTimes(14, 90)
        if ready:
            picture = Picture("", "image/png", 1536, 1024, 2_400_000)
            render = render._replace(state="ready", picture=picture, finished_at=TIME + timedelta(seconds=15))
        return render_document(render, TIME, times, None, self._render_links(render.id))

    @cached_property
    def _configuration(self) -> JsonObject:
        return configuration_document(self._catalogue, self._checked)

    def _render(self) -> Render:
        recipe = Recipe("gpt-image-2.6-flare", "medium", "1536x1024", True, "1", "1")
        key = scene_key(self._catalogue.series, self._car, VIEW)
        return Render(key, recipe.key, self.code, VIEW, CarNames.of(self._car), recipe, TIME)

    def _render_links(self, render_id: str) -> RenderLinks:
        render = f"{self._site.server}/renders/{render_id}"
        return RenderLinks(render, f"{render}/picture", self._page, self._drawing(drawn_view(VIEW)))

    def _car_links(self) -> JsonObject:
        return {
            "page": self._page,
            "drawing": self._drawing("side"),
            "drawings": {view: self._drawing(view) for view in DRAWN_VIEWS},
            "picture": self._drawing(SHARED_VIEW, max(PNG_WIDTHS)),
        }

    @property
    def _page(self) -> str:
        return f"{self._site.server}/car/{self.code}"

    def _drawing(self, view: DrawnView, width: int | None = None) -> str:
        return f"{self._site.server}/drawings/{self.code}/{drawing_name(view, width)}"


def _shortened(document: Any) -> Any:
    """The same, with the first item of each list."""
    if isinstance(document, list):
        return [_shortened(item) for item in document[:1]]
    return {name: _shortened(value) for name, value in document.items()} if isinstance(document, dict) else document
