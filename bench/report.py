"""Prints what bench/trace found, and judges it."""

import calls
import oracle
import quota
from fleet import Checks

BAR = 1.05
"""So many times the fewest calls, at most."""

FEWEST = "the fewest"
RULES = {
    FEWEST: oracle.fewest,
    "without foresight, what is due and nothing else": oracle.due,
    "if a call could bring along what is held, too": oracle.with_held,
    "if a call could bring parts that its view does not need": oracle.any_parts,
}


def judge(seen, journal, cold, seconds, most):
    """Prints all of it, the cold start apart; gives the exit code. seen are the views in the order in which they were asked."""
    made = calls.answered(journal)
    unread = calls.unread(made, seen)
    begin = seen[0].at
    steady = begin + cold
    if cold:
        _stretch("cold start", cold, begin, steady, seen, made, unread)
    read, fewest = _stretch(
        "steady state", seconds - cold, steady, begin + seconds + 60, seen, made, unread
    )
    checks = Checks()
    ratio = read / fewest
    checks.check(
        ratio <= BAR,
        f"in the steady state {ratio:.3f} times the fewest calls, without those that nobody read ({BAR} at most)",
    )
    needless = calls.needless(made, seen)
    for view in needless:
        waited = 1000 * (view.end - view.at)
        print(f"      after {view.at - begin:.1f} s a view waited {waited:.0f} ms and was told {', '.join(view.codes)}")
    checks.check(
        not needless,
        f"{len(needless)} of {len(seen)} views did not get a part of which there was a copy (0)",
    )
    asked = [each for each in journal if each["kind"] != "token"]
    refused = sum(each["status"] == 429 for each in asked)
    busiest = quota.busiest_second(asked)
    checks.check(
        busiest <= most and not refused,
        f"{busiest} calls in the busiest second (quota {most}), {refused} of {len(asked)} answered 429 (0)",
    )
    return checks.end()


def _stretch(name, seconds, begin, end, seen, made, unread):
    """Prints the figures of one stretch of time; gives its calls that somebody read, and the fewest."""
    views = [view for view in seen if begin <= view.at < end]
    own = [call for call in made if begin <= call.at < end]
    print(f"{name}: {len(views)} views in {seconds} s, {len(views) / seconds:.0f} a second")
    _answers(views)
    _waits("all", views)
    _waits("who was answered from upstream", [v for v in views if v.origin == "UPSTREAM"])
    copies = calls.held(made, begin)
    # What comes after may be read, so that it is known.
    later = [view for view in seen if view.at >= begin]
    fewest = {
        which: sum(at < end for at in calls.least(rule, later, copies))
        for which, rule in RULES.items()
    }
    unread_here = sum(begin <= call.at < end for call in unread)
    read = len(own) - unread_here
    print(
        f"      calls {len(own)}, {len(own) / seconds:.1f} a second; {unread_here} of them nobody read; the others are {read}"
    )
    for which, count in fewest.items():
        print(f"      {which}: {count}; calls are {read / count:.3f} times that, with what nobody read {len(own) / count:.3f}")
    print(
        f"      calls within 0.25 s of another for the same user {calls.apart(own)}; for a part that was called for"
        f" less than 54 s before {calls.too_early(own)}"
    )
    return read, fewest[FEWEST]


def _answers(views):
    kinds = {
        "fresh": [v for v in views if not v.lost and v.origin != "STALE"],
        "stale": [v for v in views if not v.lost and v.origin == "STALE"],
        "not": [v for v in views if v.lost],
    }
    told = ", ".join(
        f"{kind} {100 * len(some) / max(1, len(views)):.2f} % ({len(some)})" for kind, some in kinds.items()
    )
    print(f"      answered {told}")


def _waits(whom, views):
    waits = sorted(1000 * (view.end - view.at) for view in views) or [0.0]

    def at(share):
        return waits[min(len(waits) - 1, int(share * len(waits)))]

    print(
        f"      {whom} ({len(views)}) waited {at(0.5):.0f} ms in the middle, {at(0.95):.0f} at p95, {at(0.99):.0f} at p99,"
        f" {waits[-1]:.0f} at most"
    )
