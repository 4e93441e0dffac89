"""The form that requests a render."""

from datetime import timedelta

from wtforms import RadioField

from configurator.errors import StoreError
from configurator.renders.prompt import RENDER_VIEWS, VIEW_NAMES
from configurator.web.pages.forms import ProtectedForm, select_choices


class RenderForm(ProtectedForm):
    """The view of the car to render."""

    class Meta:
        csrf_time_limit = timedelta(days=1)

    view = RadioField(choices=select_choices({view: VIEW_NAMES[view] for view in RENDER_VIEWS}))


def new_form() -> RenderForm | None:
    """None if the store can't deliver the key that signs forms: the page works without the form."""
    try:
        return RenderForm()
    except StoreError:
        return None
