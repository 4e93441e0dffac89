"""The numbers of what only some cars have, see `car`. Lengths are in units of 10 mm."""

from collections.abc import Sequence
from dataclasses import dataclass

from scripts.front_view.car_solid import Point, Points


@dataclass(frozen=True)
class Rails:
    """Roof rails from `start` to `end`: their distance from the middle there, and their height above the roof."""

    start: float
    end: float
    y: Point
    height: float


@dataclass(frozen=True)
class Roof:
    """Roofs as options: left halves of their outlines (x, y), from front to rear. Below `lowest`, nothing is roof."""

    outline: Points = ()
    glass: Points = ()
    lowest: float = 0.0


@dataclass(frozen=True)
class Wing:
    """A rear wing of convex profiles (x, z): its blade, its end plates, and the parts of a pylon.

    The blade reaches `half_span` to either side; its ends are higher by `rise`. `pylons` has the y of each pylon. If
    the blade `hangs`, the pylons hold it from above.
    """

    blade: Points
    pylon: Sequence[Points]
    half_span: float
    pylons: Sequence[float]
    plate: Points = ()
    rise: float = 0.0
    hangs: bool = False


@dataclass(frozen=True)
class Lip:
    """A front lip from the y `right` round the nose to the x `rear`.

    It meets the body at the height `body`, and stands out by `reach` at the height `edge`.
    """

    right: float
    rear: float
    body: float
    edge: float
    reach: float
    thickness: float = 1.4


@dataclass(frozen=True)
class Opening:
    """An open cabin. `closed` is the name of the car that is the same with a roof.

    `rim` is the left half of its outline (x, y), `belt` its near edge (x, z). `deflector` is the place, half width and
    top of a wind deflector (x, y, z), `rear_seats` the x of small seats.
    """

    closed: str
    rim: Points
    belt: Points
    deflector: Point = ()
    rear_seats: float = 0.0


@dataclass(frozen=True)
class Targa:
    """Seen from the side (x, z): the roof of fabric, the bar behind the doors, its louvres, and the rear window."""

    fabric: Points
    bar: Points
    louvres: Sequence[Points]
    glass: Points
