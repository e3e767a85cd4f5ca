"""The gateway's CPU for an answer against that of an older jar, round by round."""

import statistics
import typing


class Ratio(typing.NamedTuple):
    """CPU of the new jar / CPU of the old one: each round's ratio, in order. Below 1, the new jar takes less."""

    rounds: typing.List[float]

    @property
    def median(self):
        return statistics.median(self.rounds)

    @property
    def lowest(self):
        return min(self.rounds)

    @property
    def highest(self):
        return max(self.rounds)

    def __str__(self):
        each = " ".join(f"{one:.3f}" for one in self.rounds)
        return f"median {self.median:.3f} ({self.lowest:.3f} to {self.highest:.3f}); by round {each}"


def ratio(new, old):
    """The ratio of two servers that took turns: round n of one is compared only with round n of the other."""
    if len(new) != len(old) or not new:
        raise ValueError(f"{len(new)} rounds cannot be compared with {len(old)}")
    return Ratio([one.micros / other.micros for one, other in zip(new, old)])


def print_ratios(mode, rounds, older):
    """Prints one line for each older jar; older is their names."""
    for name in older:
        print(f"ratio {mode}: gateway / {name}: {ratio(rounds['gateway'], rounds[name])}", flush=True)
