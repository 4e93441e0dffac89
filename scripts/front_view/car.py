"""The numbers of a car, as `cars/NAME.toml` has them. Lengths are in units of 10 mm, see the package."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from scripts.front_view.car_options import Lip, Opening, Rails, Roof, Targa, Wing
from scripts.front_view.car_solid import Axle, Mirror, Point, Points, Solid


@dataclass(frozen=True)
class Glass:
    """The windows. The side window has points (x, z), the right half of the windscreen (y, z), from the upper middle.

    `cowl` is the bonnet's rear edge (x, y), black below the windscreen. A pillar has four corners (x, z): upper and
    lower end of the front edge, lower and upper end of the rear edge. `rear` has corners (x, y, z). Between the two x
    of `slats`, slats are in place of the side window.
    """

    side: Points
    screen: Points
    pillars: Sequence[Points]
    rear: Points
    screen_corners: Sequence[int] = (7,)
    side_corners: Sequence[int] = (0,)
    cowl: Points = ()
    slats: Point = ()


@dataclass(frozen=True)
class Seams:
    """Gaps between panels: `bonnet` (x, y) from the windscreen to the middle, `bumper` and `door` (x, z).

    `side` has more lines (x, z) and `top` more lines (x, y). `deck_lid` is the left half (x, y) of the lid over a
    folded roof.
    """

    bonnet: Points
    bumper: Points
    door: Points
    side: Sequence[Points] = ()
    top: Sequence[Points] = ()
    deck_lid: Points = ()


@dataclass(frozen=True)
class Handles:
    """Door handles, each from (x, z) to (x, z). They are bars, or flush and half as high as `flush`."""

    places: Sequence[Points]
    flush: float = 0.0


@dataclass(frozen=True)
class Trim:
    """The shoulder's streak of light (x, z), and where the paint ends.

    Black trim lies below `lip` before the front wheel and below `sill` behind it, and in a band of the width `cladding`
    around the arches. The wing's crown hides the bonnet's valley only before `crown_end`.
    """

    shoulder: Points
    lip: float
    sill: float
    crown_end: float
    cladding: float = 0.0


@dataclass(frozen=True)
class Lamp:
    """A head lamp, drawn in the plane that touches the wing in its centre (y, z): a outboard, b up.

    The plane is tilted by the vector `tilt` and turned by `turn` degrees. The outline is `shape`, or an oval with the
    half axes `oval`. `bezel` and `rim` are the widths around the outline and inside it. `eyes` are lenses (a, b, half
    width, half height, and the exponent of a squarer oval). `lights` are the four points of light, as strokes of the
    width `light_width`; with `module`, each is in a module of this height. `glint` is the part of the upper edge that
    glints, 0 to 1.
    """

    centre: Point
    lights: Sequence[Points]
    eyes: Points = ()
    shape: Points = ()
    corners: Sequence[int] = ()
    oval: Point = (0, 0)
    tilt: Point = (0, 0, 0)
    turn: float = 0.0
    bezel: float = 1.2
    rim: float = 2.0
    module: float = 0.0
    light_width: float = 1.7
    light_cap: str = "round"
    glint: Point = (0.1, 0.6)


Style = Literal[
    "intake", "black", "gloss black", "bar", "glass", "lens", "paint", "shade", "light", "dark crease",
    "light crease", "slat", "metal", "blade", "emblem", "seam", "flap",
]  # fmt: skip
"""How a decal is drawn. A seam is a line, a flap a shape with a seam around it."""


@dataclass(frozen=True)
class Decal:
    """A flat shape or line on the solid. `corners` are the points where it isn't smooth.

    With `across`, the points are one half of a shape that runs across the middle. Otherwise a shape in front or on top
    has a twin on the other side.
    """

    style: Style
    points: Points
    corners: Sequence[int] = ()
    across: bool = False


@dataclass(frozen=True)
class Decals:
    """What lies on the solid: in front (y, z), on the left side (x, z) and on top (x, y)."""

    front: Sequence[Decal] = ()
    side: Sequence[Decal] = ()
    top: Sequence[Decal] = ()


@dataclass(frozen=True)
class Cabin:
    """What is behind the glass. `cars/cabin.toml` has a saloon's; `shift` moves it along x and z, `width` scales y.

    `seat` is one half of a backrest (y, z), `seat_x` its place. `dash` has points (x, y, z), `steering_wheel` is (x, y,
    z, radius). `rear_seat` is how far behind the front seats the rear ones are, 0 for none. `inner_mirror` is (x, z).
    `glare` and `wipers` are on the windscreen (y, z).
    """

    seat: Points
    seat_x: float
    dash: Points
    steering_wheel: Point
    inner_mirror: Point
    glare: Points
    wipers: Sequence[Points]
    rear_seat: float = 0.0
    shift: Point = (0, 0)
    width: float = 1.0


@dataclass(frozen=True)
class Car:
    """A car. `frame` is the part of the picture that it may fill: left, top, right and bottom.

    `wing` and `lip` come with the rear wing as an option; the fixed ones are always there.
    """

    name: str
    length: float
    frame: Point
    front_axle: Axle
    rear_axle: Axle
    solid: Solid
    mirror: Mirror
    glass: Glass
    seams: Seams
    handles: Handles
    trim: Trim
    lamp: Lamp
    cabin: Cabin
    decals: Decals = field(default_factory=Decals)
    rails: Rails | None = None
    roof: Roof = field(default_factory=Roof)
    wing: Wing | None = None
    fixed_wing: Wing | None = None
    lip: Lip | None = None
    fixed_lip: Lip | None = None
    opening: Opening | None = None
    targa: Targa | None = None

    @property
    def prefix(self) -> str:
        """What the ids in its drawing begin with."""
        return f"kf{self.name}"
