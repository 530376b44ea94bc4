"""Densities of the delay between the adoption of a model and of its follower."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reformgraph.analysis.diffusion.cascades import Cascades
from reformgraph.errors import ReformGraphError, UsageError

#: Model -> names of its parameters.
MODELS: dict[str, tuple[str, ...]] = {
    "exponential": ("rate",),
    "rayleigh": ("scale",),
    "log-normal": ("mu", "sigma"),
    "power": ("exponent",),
}
_TABLE = 200_000
_LITERAL = 100_000


@dataclass(frozen=True, slots=True)
class Delays:
    r"""A density f(d) of delays d > 0.

    Attributes
    ----------
    model
        ``exponential``: r exp(-r d), r > 0 per unit of time. ``rayleigh``: d/s^2 exp(-d^2/(2 s^2)), s > 0 in units of
        time; with `snap` the parameter is a = 1/s^2 (per squared unit), as SNAP takes it. ``log-normal``:
        exp(-(log d - mu)^2/(2 sigma^2)) / (d sigma sqrt(2 pi)). ``power``: (a-1) d^-a, a > 1, of SNAP.
    parameters
        In the order of `MODELS`.

    Raises
    ------
    UsageError
        Unknown model, or parameters out of range.

    Examples
    --------
    >>> round(float(Delays("exponential", (0.5,)).log_density(np.array([2.0]))[0]), 6)
    -1.693147
    """

    model: str
    parameters: tuple[float, ...]
    snap: bool = False

    def __post_init__(self) -> None:
        if self.model not in MODELS:
            raise UsageError(f"no model {self.model!r}", cure=f"one of {', '.join(MODELS)}")
        names = MODELS[self.model]
        if len(self.parameters) != len(names):
            raise UsageError(f"the {self.model} model takes {' and '.join(names)}", cure=f"got {self.parameters}")
        for name, value in zip(names, self.parameters, strict=True):
            low = {"mu": -math.inf, "exponent": 1.0}.get(name, 0.0)
            if not (math.isfinite(value) and value > low):
                raise UsageError(f"{name} is {value}", cure="a finite number" + (f" above {low:g}" if low > -9 else ""))

    def density(self, delay: float) -> float:
        """f at one delay > 0."""
        if self.model == "exponential":
            return self.parameters[0] * math.exp(-self.parameters[0] * delay)
        if self.model == "rayleigh":
            scale = self.parameters[0] ** -0.5 if self.snap else self.parameters[0]
            return delay / scale**2 * math.exp(-(delay**2) / (2 * scale**2))
        if self.model == "power":
            return float((self.parameters[0] - 1) * delay ** -self.parameters[0])
        mu, sigma = self.parameters
        return math.exp(-((math.log(delay) - mu) ** 2) / (2 * sigma**2)) / (delay * sigma * math.sqrt(2 * math.pi))

    def _log(self, delay: NDArray[np.float64]) -> NDArray[np.float64]:
        """log f without passing through f, which may underflow."""
        first = self.parameters[0]
        if self.model == "exponential":
            return math.log(first) - first * delay
        if self.model == "rayleigh":
            rate = first if self.snap else first**-2
            return np.asarray(np.log(delay * rate) - 0.5 * rate * delay**2)
        if self.model == "power":
            return np.asarray(math.log(first - 1) - first * np.log(delay))
        z = (np.log(delay) - first) / self.parameters[1]
        return np.asarray(-0.5 * z * z - np.log(delay * self.parameters[1] * math.sqrt(2 * math.pi)))

    def log_density(self, delay: NDArray[np.float64], factor: float = 1.0) -> NDArray[np.float64]:
        """log(factor f(d)), see `log_densities`."""
        return self.log_densities(delay, (factor,))[0]

    def log_densities(self, delay: NDArray[np.float64], factors: Sequence[float]) -> list[NDArray[np.float64]]:
        """log(factor f(d)) for each of some factors.

        For whole delays (years, days) and for up to 100,000 others the value is log(factor * f(d)) in exactly these
        operations: many gains are equal but for rounding, and so the order of such edges is that of the source
        programs. Where f underflows, and for more delays than that, it is log(factor) + log f.
        """
        if not len(delay):
            return [np.empty(0) for _ in factors]
        if delay.max() < _TABLE and delay[0] % 1 == 0 and np.array_equal(delay, np.floor(delay)):
            place = delay.astype(np.int64) - 1
            table = np.arange(1, int(place.max()) + 2, dtype=float)
            return [self._literal(table, factor)[place] for factor in factors]
        if len(delay) <= _LITERAL:
            return [self._literal(delay, factor) for factor in factors]
        plain = self._log(delay)
        return [plain + math.log(factor) for factor in factors]

    def _literal(self, delay: NDArray[np.float64], factor: float) -> NDArray[np.float64]:
        """log(factor * f(d)), number by number."""
        found = self._log(delay) + math.log(factor)
        for k, d in enumerate(delay.tolist()):
            value = factor * self.density(d)
            if value > 1e-290:
                found[k] = math.log(value)
        return found

    @classmethod
    def estimate(cls, cascades: Cascades, model: str, snap: bool = False) -> Delays:
        """Parameters from the data: half way between two extremes, as NetworkInference chooses its start values.

        One extreme takes every event as caused by the event just before it, the other by the first event of its
        cascade; each gives maximum-likelihood parameters, of which the mean is taken (for the exponential rate exactly
        the start value of NetworkInference; delays of 0 count there, and are left out for the other models).

        Raises
        ------
        ReformGraphError
            No cascade has two different times.
        """
        if model not in MODELS:
            raise UsageError(f"no model {model!r}", cure=f"one of {', '.join(MODELS)}")
        shortest, longest = _extremes(cascades)
        both = [_likely(model, gaps, snap) for gaps in (shortest, longest)]
        return cls(model, tuple(sum(pair) / 2 for pair in zip(*both, strict=True)), snap)


def _extremes(cascades: Cascades) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    order = np.lexsort((cascades.time, cascades.cascade))
    cascade, time = cascades.cascade[order], cascades.time[order]
    heads = np.flatnonzero(np.diff(cascade, prepend=-1))
    since_first = time - np.repeat(time[heads], np.diff(np.append(heads, len(time))))
    gaps = np.diff(time, prepend=0.0)
    later = np.ones(len(time), dtype=bool)
    later[heads] = False
    if not (since_first > 0).any():
        raise ReformGraphError(
            "no cascade has two different times: no delays to estimate from", cure="give the parameters"
        )
    return gaps[later], since_first[later]


def _likely(model: str, delays: NDArray[np.float64], snap: bool) -> tuple[float, ...]:
    if model == "exponential":
        return (1 / float(delays.mean()),)
    delays = delays[delays > 0]
    if model == "rayleigh":
        square = float((delays**2).mean()) / 2
        return (1 / square if snap else square**0.5,)
    if model == "power":
        logs = np.log(delays / delays.min())
        return (1 + 1 / max(float(logs.mean()), 1e-9),)
    logs = np.log(delays)
    return float(logs.mean()), max(float(logs.std(ddof=1)) if len(logs) > 1 else 1.0, 1e-9)
