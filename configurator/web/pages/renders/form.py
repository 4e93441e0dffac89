"""The form that requests a render."""

from datetime import timedelta

from wtforms import RadioField

from configurator.renders.prompt import RENDER_VIEWS, VIEW_NAMES
from configurator.web.pages.forms import ProtectedForm, select_choices


class RenderForm(ProtectedForm):
    """The view of the car to render. Its page is compressed, so its token changes each second (BREACH)."""

    class Meta:
        csrf_time_limit = timedelta(days=1)

    view = RadioField(choices=select_choices({view: VIEW_NAMES[view] for view in RENDER_VIEWS}))
