"""The numbers of a car, as `cars/NAME.toml` has them. Lengths are in units of 10 mm, see the package."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

Point = Sequence[float]
Points = Sequence[Point]


@dataclass(frozen=True)
class Profile:
    """A curve through points, each (position, value). It is blurred over the length `blur`, so that light runs fair."""

    points: Points
    blur: float


@dataclass(frozen=True)
class Axle:
    """An axle at `x`. `y` is the outer wall of the tyre, `radius` its radius, `width` its width.

    `arch` is the radius of the wheel arch, whose lip stands `lip` out from the flank.
    """

    x: float
    y: float
    radius: float
    width: float
    arch: float
    lip: float


@dataclass(frozen=True)
class Spoiler:
    """A spoiler behind the roof: its middle's x and z, and how far it reaches from there along x, 0 for none."""

    x: float = 0.0
    z: float = 0.0
    reach: float = 0.0


@dataclass(frozen=True)
class Solid:
    """What the solid is made of. Everything is symmetrical, so |y| counts.

    - `nose`: most forward x by z. `plan`: how far the nose falls back by y.
    - `bonnet`: z of the bonnet's middle by x. `crown`: z of the wing's crown and of the belt by x. `crown_share`: how
      much of the crown counts, 0 to 1, by y.
    - `half_width`: of the flank, by x. `tuck`: how far the flank tucks in by z; it makes the flank's reflections.
    - `roof`: z of the roof's middle by x. `glass`: half width at the belt by x.
    - Bumps: rows of u, v, radius along u and v, amount outwards, and the turn in degrees if there is one. (u, v) is
      (x, z) on the side, (x, y) on top and (y, z) in front.
    - `nose_edge`, `top_edge` and `roof_edge` are the radii between nose and flank, flank and top, roof and glass.
    - Between the two x of `tuck_fade`, an eighth of the tuck fades.
    - The underside is at `floor`, higher by `nose_lift` at the nose and by `tail_lift` at the tail.
    - `screen_bend` bends the windscreen in plan, `roof_crown` lowers the roof outwards: both per unit of y squared.
    - `tumble`: how much the side glass leans in per unit above `belt`, and per unit squared.
    - `blend`: radius between cabin and shoulder, at the doors and over the rear axle.
    - `tail_curve` bends the tail in plan, per unit of y squared; `tail_slope` leans it. The cabin ends
      `cabin_gap` before it.
    """

    nose: Profile
    plan: Profile
    bonnet: Profile
    crown: Profile
    crown_share: Profile
    half_width: Profile
    tuck: Profile
    roof: Profile
    glass: Profile
    side_bumps: Points = ()
    top_bumps: Points = ()
    front_bumps: Points = ()
    nose_edge: float = 5.0
    top_edge: float = 9.0
    roof_edge: float = 9.0
    tuck_fade: Point = (280, 340)
    floor: float = 13.5
    nose_lift: float = 0.0
    tail_lift: float = 11.0
    screen_bend: float = 0.0024
    roof_crown: float = 0.0009
    tumble: Point = (0.36, 0.0062)
    belt: float = 88.0
    blend: Point = (3.5, 12.5)
    tail_curve: float = 0.0016
    tail_slope: float = 0.12
    cabin_gap: float = 20.0
    spoiler: Spoiler = Spoiler()


@dataclass(frozen=True)
class Mirror:
    """A door mirror: its middle (x, y, z), its size as three factors, and half the width of its foot.

    What lies below `trim` is black. `squareness` is the exponent of its outline. `taper` is how much lower its inner
    end is, 0 to 1, and `sweep` how far it leans back per unit outboard.
    """

    centre: Point
    trim: float
    size: Point = (1, 1, 1)
    stem: float = 8.0
    squareness: float = 2.9
    taper: float = 0.3
    sweep: float = 0.12


@dataclass(frozen=True)
class Glass:
    """The windows. The side window has points (x, z), the windscreen's right half has (y, z) from the middle on top.

    `cowl` is the bonnet's rear edge (x, y), black below the windscreen. A pillar has four corners (x, z): upper and
    lower end of the front edge, lower and upper end of the rear edge. `rear` has corners (x, y, z).
    """

    side: Points
    screen: Points
    pillars: Sequence[Points]
    rear: Points
    screen_corners: Sequence[int] = (7,)
    side_corners: Sequence[int] = (0,)
    cowl: Points = ()


@dataclass(frozen=True)
class Seams:
    """Gaps between panels: `bonnet` (x, y) from the windscreen to the middle, `bumper` and `door` (x, z).

    `side` has more lines (x, z) and `top` more lines (x, y).
    """

    bonnet: Points
    bumper: Points
    door: Points
    side: Sequence[Points] = ()
    top: Sequence[Points] = ()


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


@dataclass(frozen=True)
class Decal:
    """A flat shape on the solid in one of the styles of `decals`. `corners` are the points where it isn't smooth.

    With `across`, the points are one half of a shape that runs across the middle. Otherwise a shape in front or on top
    has a twin on the other side.
    """

    style: str
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
class Rails:
    """Roof rails from `start` to `end`: their distance from the middle there, and their height above the roof."""

    start: float
    end: float
    y: Point
    height: float


@dataclass(frozen=True)
class Car:
    """A car. `frame` is the part of the picture that it may fill: left, top, right and bottom. `rim` is its own rim."""

    title: str
    prefix: str
    rim: str
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


STYLES: Final = (
    "intake", "black", "bar", "glass", "lens", "paint", "shade", "light", "dark crease", "light crease", "slat",
    "metal", "blade", "seam",
)  # fmt: skip
"""The styles of decals."""
