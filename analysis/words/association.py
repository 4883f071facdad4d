"""How strongly two counts belong together: the measures of corpus linguistics, on numpy arrays.

Throughout, `o` is how often two things occur together, `e` how often they would by chance.
"""

from __future__ import annotations

import math

import numpy as np


def _xlogx(x: np.ndarray, e: np.ndarray) -> np.ndarray:
    """x·ln(x/e), which is 0 where x is 0."""
    x, e = np.broadcast_arrays(np.asarray(x, float), np.asarray(e, float))
    return x * np.log(np.divide(x, e, out=np.ones(x.shape), where=x > 0))


def expected(f1: np.ndarray, f2: np.ndarray, n: float) -> np.ndarray:
    """How often two things with these counts would meet by chance among n places."""
    return np.asarray(f1, float) * np.asarray(f2, float) / n


def mutual_information(o: np.ndarray, e: np.ndarray, power: int = 1) -> np.ndarray:
    """Pointwise mutual information in bits; `power=3` is MI3, which favours frequent pairs.

    Source: Church and Hanks (1990); MI3: Oakes (1998), p. 171.

    >>> float(mutual_information(30, 3.75)), float(mutual_information(4, 2, power=3))
    (3.0, 5.0)
    """
    return np.log2(np.asarray(o, float) ** power / e)


def t_score(o: np.ndarray, e: np.ndarray) -> np.ndarray:
    """The t-score: how sure, rather than how strong, the association is. Source: Church et al. (1991).

    >>> float(t_score(100, 50))
    5.0
    """
    return (np.asarray(o, float) - e) / np.sqrt(o)


def log_dice(o: np.ndarray, *counts: np.ndarray) -> np.ndarray:
    """14 + log2 of the Dice coefficient: at most 14, comparable across corpora. Source: Rychlý (2008).

    >>> float(log_dice(1, 64, 64)), float(log_dice(5, 5, 5))
    (8.0, 14.0)
    """
    return 14 + np.log2(len(counts) * np.asarray(o, float) / sum(np.asarray(c, float) for c in counts))


def npmi(both: np.ndarray, a: np.ndarray, b: np.ndarray, n: int) -> np.ndarray:
    """Normalised pointwise mutual information, -1 to 1 (always together). Source: Bouma (2009).

    >>> float(npmi(5, 5, 5, 10)), float(npmi(1, 2, 5, 10)), float(npmi(10, 10, 10, 10))
    (1.0, 0.0, 1.0)
    """
    o, a = np.asarray(both, float), np.asarray(a, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.log(o * n / (a * b)) / -np.log(o / n)
    return np.where(both == n, 1.0, value)


def g2(a: np.ndarray, b: np.ndarray, c: np.ndarray, d: np.ndarray, *, cells: int = 4) -> np.ndarray:
    """Log-likelihood ratio G² of a count `a` among `c` places against `b` among `d`.

    The sign says where the thing is relatively more frequent: + in the first. `cells=4` compares the whole
    table (Dunning 1993); `cells=2` leaves out the places of all other things (Rayson and Garside 2000).

    >>> float(g2(10, 10, 100, 100)), float(g2(0, 10, 100, 100, cells=2).round(2))
    (0.0, -13.86)
    """
    a, b, c, d = (np.asarray(x, float) for x in (a, b, c, d))
    rate = (a + b) / (c + d)
    total = _xlogx(a, c * rate) + _xlogx(b, d * rate)
    if cells == 4:
        total = total + _xlogx(c - a, c * (1 - rate)) + _xlogx(d - b, d * (1 - rate))
    elif cells != 2:
        raise ValueError(f"cells={cells}: choose 2 or 4")
    return np.where(a * d >= b * c, 2, -2) * np.maximum(total, 0)


def simple_g2(o: np.ndarray, e: np.ndarray) -> np.ndarray:
    """G² from one observed and one expected count, negative where o < e. Source: Evert (2008), simple-ll.

    >>> float(simple_g2(10, 1).round(2)), float(simple_g2(1, 1))
    (28.05, 0.0)
    """
    return np.sign(o - e) * 2 * (_xlogx(o, e) - (o - e))


def log_ratio(a: np.ndarray, b: np.ndarray, c: float, d: float) -> np.ndarray:
    """How many times the relative frequency doubles; a count of 0 is taken as 0.5. Source: Hardie (2014).

    >>> float(log_ratio(8, 1, 1000, 1000)), float(log_ratio(4, 0, 1000, 1000))
    (3.0, 3.0)
    """
    a, b = (np.where(np.asarray(x) == 0, 0.5, x) for x in (a, b))
    return np.log2((a / c) / (b / d))


def percent_difference(a: np.ndarray, b: np.ndarray, c: float, d: float) -> np.ndarray:
    """%DIFF, by how many per cent the relative frequency is higher; infinite where the reference has none.

    Source: Gabrielatos and Marchi (2012).

    >>> float(percent_difference(3, 2, 1000, 1000))
    50.0
    """
    a, b = np.asarray(a, float) / c, np.asarray(b, float) / d
    return 100 * np.divide(a - b, b, out=np.full(np.broadcast(a, b).shape, np.inf), where=b > 0)


def p_value(g2: np.ndarray) -> np.ndarray:
    """Chance of so large a G² when nothing differs (chi-squared, one degree of freedom).

    >>> p_value([3.841, -6.635]).round(3).tolist()
    [0.05, 0.01]
    """
    roots = np.sqrt(np.abs(np.asarray(g2, float)) / 2)
    return np.fromiter(map(math.erfc, roots), float, len(roots))


def adjust(p: np.ndarray) -> np.ndarray:
    """p-values after many tests: keeping those below q leaves at most a share q of false findings.

    Source: Benjamini and Hochberg (1995).

    >>> adjust(np.array([0.01, 0.04, 0.03])).round(4).tolist()
    [0.03, 0.04, 0.04]
    """
    order = np.argsort(p)[::-1]
    scaled = p[order] * len(p) / np.arange(len(p), 0, -1)
    out = np.empty(len(p))
    out[order] = np.minimum.accumulate(np.minimum(scaled, 1)) if len(p) else scaled
    return out
