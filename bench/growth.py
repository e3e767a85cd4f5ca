"""How the gateway grows with the profiles of an operation: CPU, and commands of Redis."""

import re

from bars import MOST_MARGIN
from contestants import FOR_OTHERS, on, shared
from rounds import FEW, fill, measured, median, table, warm
from workloads import SPREAD, queries

SIZES = [1, 10, 20]
CONNECTIONS = FEW


def growth(fleet, field, options, checks):
    from_process(field, options, checks)
    from_redis(fleet, field, options, checks)


def from_process(field, options, checks):
    gateway = field.gateway()
    rounds, wrong = taken(gateway, field, options)
    told(checks, "copies in the process", rounds, wrong)
    gateway.stop()


def from_redis(fleet, field, options, checks):
    with on(FOR_OTHERS):
        redis = fleet.redis()
    gateway = field.gateway(**shared(redis))
    fill(gateway, SPREAD, field.upstream)
    for size in SIZES:
        warm(gateway, queries(size), options, CONNECTIONS)
    for size in SIZES:
        before = commands(redis)
        one = measured(gateway, queries(size), options.seconds, CONNECTIONS, field.upstream)
        used = {
            name: (count - before.get(name, 0)) / one.answers for name, count in commands(redis).items()
        }
        # What is rarer is not an operation's: a token is shared, a connection looked after.
        seen = {name: share for name, share in sorted(used.items()) if share > 0.02}
        checks.check(
            abs(used.get("mget", 0) - 1) < 0.02 and set(seen) <= {"mget", "time"},
            f"growth: {size} profiles of Redis: "
            + ", ".join(f"{share:.2f} {name.upper()}" for name, share in seen.items())
            + f" an operation (1 MGET, beside TIME), {one.calls:.3f} calls",
        )
    rounds, wrong = taken(gateway, field, options)
    told(checks, "copies in Redis", rounds, wrong)
    gateway.stop()


def commands(redis):
    """How often each command was run so far."""
    told = redis.command("INFO", "commandstats")
    return {name: int(calls) for name, calls in re.findall(r"cmdstat_(\S+?):calls=(\d+)", told)}


def taken(gateway, field, options):
    wrong = {size: warm(gateway, queries(size), options, CONNECTIONS) for size in SIZES}
    rounds = {size: [] for size in SIZES}
    for _ in range(options.rounds):
        for size in SIZES:
            rounds[size].append(
                measured(gateway, queries(size), options.seconds, CONNECTIONS, field.upstream)
            )
    return rounds, wrong


def told(checks, where, rounds, wrong):
    """No faster than linearly: one profile more takes no more among twenty than among ten."""
    table(f"profiles, {where}", rounds, wrong, 1)
    one, ten, twenty = (median(rounds[size], "micros") for size in SIZES)
    to_ten, to_twenty = (ten - one) / 9, (twenty - ten) / 10
    checks.check(
        ten <= 10 * one and twenty <= 2 * ten and to_twenty <= MOST_MARGIN * to_ten,
        f"growth: {where}: {one:.1f}, {ten:.1f} and {twenty:.1f} µs for 1, 10 and 20;"
        f" one more takes {to_ten:.2f} up to ten, {to_twenty:.2f} up to twenty ({MOST_MARGIN} × at most)",
    )
    errors = sum(one.errors for its in rounds.values() for one in its) + sum(wrong.values())
    checks.check(errors == 0, f"growth: {where}: {errors} answers failed or were wrong (0)")
