"""The 0.90 quantile of Student's t for whole degrees of freedom (METHOD 5), where the method prints none.

Its distribution is a finite sum then (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4).
"""

from functools import lru_cache
from math import atan, exp, lgamma, log1p, pi, sqrt

_PROBABILITY = 0.90
#: of the normal distribution, to which that of t comes down: every quantile lies above it
_NORMAL = 1.2815515655446004
_STEPS = 100


@lru_cache(maxsize=1024)
def quantile90(degrees: int) -> float:
    """The number that t does not exceed with the probability 0.90; degrees ≥ 1, ValueError below."""
    if degrees < 1:
        raise ValueError(f"{degrees} degrees of freedom")
    found = _NORMAL
    for _ in range(_STEPS):  # pragma: no branch: the steps end long before
        # the distribution is concave here: Newton's steps come nearer from below alone, each a part of the one before
        step = (_PROBABILITY - _distribution(found, degrees)) / _density(found, degrees)
        if step <= 1e-15 * found:
            break
        found += step
    return found


def _distribution(t: float, degrees: int) -> float:
    """The probability that a positive t is not exceeded."""
    cosine = degrees / (degrees + t * t)
    odd = degrees % 2
    term, total = 1.0, 0.0
    for k in range((degrees - odd) // 2):
        total += term
        term *= cosine * (2 * k + 1 + odd) / (2 * k + 2 + odd)
    inside = total * sqrt(1 - cosine)
    if odd:
        inside = 2 / pi * (atan(t / sqrt(degrees)) + inside * sqrt(cosine))
    return (1 + inside) / 2


def _density(t: float, degrees: int) -> float:
    half = degrees / 2
    return exp(lgamma(half + 0.5) - lgamma(half) - (half + 0.5) * log1p(t * t / degrees)) / sqrt(pi * degrees)
