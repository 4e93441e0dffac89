"""The numbers of a car's solid, see `car`. Lengths are in units of 10 mm."""

from collections.abc import Sequence
from dataclasses import dataclass, field

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
    spoiler: Spoiler = field(default_factory=Spoiler)


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
