"""The largest set of colours that are all easy to tell apart: a maximum clique."""

from collections.abc import Callable, Iterator
from itertools import combinations
from math import inf

Distance = Callable[[int, int], float]


def easy_set(count: int, distance: Distance, least: float) -> tuple[int, ...]:
    """The positions of the largest set of colours, out of `count`, in which all distances are at least `least`.

    Among sets of the same size, the one with the larger smallest distance wins, then the one that comes first.
    """

    def merit(clique: tuple[int, ...]) -> tuple[int, float, tuple[int, ...]]:
        return len(clique), smallest_distance(clique, distance), tuple(-position for position in clique)

    apart = {a: {b for b in range(count) if b != a and distance(a, b) >= least} for a in range(count)}
    return max(map(_in_order, _maximal_cliques(set(), set(apart), set(), apart)), key=merit)


def smallest_distance(positions: tuple[int, ...], distance: Distance) -> float:
    """The smallest distance between two of the positions; infinite for fewer than two."""
    return min((distance(a, b) for a, b in combinations(positions, 2)), default=inf)


def _in_order(clique: set[int]) -> tuple[int, ...]:
    return tuple(sorted(clique))


def _maximal_cliques(
    chosen: set[int], candidates: set[int], done: set[int], apart: dict[int, set[int]]
) -> Iterator[set[int]]:
    """The algorithm of Bron and Kerbosch (1973), with a pivot."""
    if not candidates | done:
        yield chosen
        return
    pivot = max(candidates | done, key=lambda position: len(apart[position] & candidates))
    for position in candidates - apart[pivot]:
        near = apart[position]
        yield from _maximal_cliques(chosen | {position}, candidates & near, done & near, apart)
        candidates = candidates - {position}
        done = done | {position}
