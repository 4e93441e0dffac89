"""Generates the front three-quarter drawings in `static/cars/front` from one solid per car: `make front-view`.

`docs/decisions/front-view.md` explains the method. The modules, from numbers to markup: `car` reads a car's numbers,
`solid` makes a solid of them, `camera` looks at it, `trace` turns what it sees into path data, `scene` puts shapes on
the solid. Each other module draws one part of the car, and `fragment` puts the parts in their order.

Lengths are in units of 10 mm: x from the nose to the tail, y to the car's left, z up from the ground. The picture has
the same unit at the car's middle, u to the right and v down, with the ground below the middle at v = 0.
"""
