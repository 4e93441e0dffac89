"""What an app does with the client that openapi-python-client makes of the server's document. It prints what it got."""

import json
import sys
import time
from typing import TypeVar
from uuid import uuid4

from profile_client import AuthenticatedClient
from profile_client.api.catalogue import check_configuration, get_catalogue
from profile_client.api.colour_vision import get_palettes
from profile_client.api.pictures import create_render, get_drawing, get_render, get_render_picture
from profile_client.api.users import create_user, create_user_token, update_user
from profile_client.models.additional_features import AdditionalFeatures
from profile_client.models.car_configuration import CarConfiguration
from profile_client.models.car_to_check import CarToCheck
from profile_client.models.catalogue import Catalogue
from profile_client.models.checked_car import CheckedCar
from profile_client.models.color_vision import ColorVision
from profile_client.models.color_vision_severity import ColorVisionSeverity
from profile_client.models.drawing_name import DrawingName
from profile_client.models.new_render import NewRender
from profile_client.models.new_token import NewToken
from profile_client.models.new_user import NewUser
from profile_client.models.palettes_of_vision import PalettesOfVision
from profile_client.models.problem import Problem
from profile_client.models.render import Render
from profile_client.models.render_state import RenderState
from profile_client.models.user import User
from profile_client.models.user_patch import UserPatch
from profile_client.models.user_token import UserToken
from profile_client.models.view import View
from profile_client.types import File

Expected = TypeVar("Expected")

OPEN = (RenderState.PENDING, RenderState.IN_PROGRESS)
SECRET = f"{uuid4()}{uuid4()}"
"""An app keeps it in its keychain."""

server = AuthenticatedClient(base_url=sys.argv[1], token=SECRET)


def got(kind: type[Expected], answer: object) -> Expected:
    assert isinstance(answer, kind), answer
    return answer


def picture(code: str) -> tuple[Render, File]:
    """Request a render and wait for it."""
    render = got(Render, create_render.sync(client=server, body=NewRender(view=View.SIDE, code=code)))
    while render.state in OPEN:
        time.sleep(0.1)
        render = got(Render, get_render.sync(str(render.id), client=server))
    return render, got(File, get_render_picture.sync(str(render.id), client=server))


features = AdditionalFeatures.from_dict({"sport-chrono": True, "made-up": {"deep": [1]}})
car = CarConfiguration("911", "Gentian Blue", "Carrera S", "Black leather", additional_features=features)
ada = NewUser(user_id=str(uuid4()), name="Ada", age=36, color_blindness=None, car_configuration=car)
created = create_user.sync_detailed(client=server, body=ada)
user = got(User, created.parsed)
patch = UserPatch(age=None, color_vision=ColorVision.DEUTAN, color_vision_severity=ColorVisionSeverity.MILD)
tag = created.headers["ETag"]
changed = got(User, update_user.sync(user.user_id, client=server, body=patch, if_match=tag))
stale = got(Problem, update_user.sync(user.user_id, client=server, body=patch, if_match=tag))
checked = got(CheckedCar, check_configuration.sync(client=server, body=CarToCheck(car)))
car.additional_features = AdditionalFeatures.from_dict({"sport-chrono": True})
buildable = got(CheckedCar, check_configuration.sync(client=server, body=CarToCheck(car)))
code = str(buildable.configuration.code)
drawing = got(File, get_drawing.sync(code, DrawingName.FRONT_SVG, client=server))
render, rendered = picture(code)
catalogue = got(Catalogue, get_catalogue.sync(client=server))
palettes = got(
    PalettesOfVision, get_palettes.sync(ColorVision.DEUTAN, client=server, severity=ColorVisionSeverity.MILD)
)
token = got(UserToken, create_user_token.sync(user.user_id, client=server, body=NewToken(access_token=SECRET[::-1])))

printed = {
    "features": user.car_configuration.to_dict()["additionalFeatures"],
    "changed": [
        changed.age,
        changed.color_vision,
        changed.color_vision_severity,
        changed.updated_at >= user.updated_at,
    ],
    "stale": [stale.status, stale.detail],
    "unrecognised": [it.name for it in checked.configuration.unrecognised],
    "drawing": drawing.payload.read(4).decode(),
    "render": [render.state, rendered.payload.read(4).hex()],
    "models": len(catalogue.models),
    "marks": [it.mark for it in palettes.lines[0].colors.in_order if it.mark],
    "token": token.access_token == SECRET[::-1],
}
sys.stdout.write(json.dumps(printed))
