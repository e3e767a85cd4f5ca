"""What the calls of a run were for, by the sandbox's journal and by what the client saw."""

import bisect
import collections

import oracle

Call = collections.namedtuple("Call", "at mpid parts")
"""A call that was answered: seconds as time.time(), whose profile, and the parts that it asked for."""

Seen = collections.namedtuple("Seen", "at end mpid parts lost origin codes")
"""A view as the client saw it: when it was asked and answered, the parts it needs, those that it did not get, and why not."""

JITTER = 0.1
"""The gateway stretches each time by up to so much."""

LATENCY = 0.1
"""Seconds after which what was called for lies in the copies of all gateways."""

KEPT = 960
"""Seconds for which a copy serves at least when no newer one is to be had, before it is stretched."""


def answered(journal):
    """The calls of the sandbox's journal that brought a profile, in the order of their times."""
    calls = [
        Call(each["at"] / 1000, each["mpid"], frozenset(each["fields"]))
        for each in journal
        if each["kind"] != "token" and each["status"] == 200
    ]
    return sorted(calls, key=lambda call: call.at)


def by_user(records):
    """Calls or views of each user, in the order in which they are given."""
    users = collections.defaultdict(list)
    for record in records:
        users[record.mpid].append(record)
    return users


def unread(calls, views):
    """Those calls of which no view was told anything."""
    of_user, asked = by_user(calls), by_user(views)
    found = []
    for mpid, own in of_user.items():
        times = [view.at for view in asked[mpid]]
        for number, call in enumerate(own):
            if not any(
                _is_read(call.at, part, _until(own[number + 1 :], part), asked[mpid], times)
                for part in call.parts
            ):
                found.append(call)
    return found


def _until(later, part):
    """When the part is called for again."""
    return next((call.at for call in later if part in call.parts), float("inf"))


def _is_read(called, part, until, views, times):
    end = min(until, called + (1 + JITTER) * oracle.SERVED)
    for view in views[bisect.bisect(times, called) : bisect.bisect(times, end)]:
        # A later view that was told something from upstream waited for a call of its own.
        if part in view.parts and (view.origin != "UPSTREAM" or view.at < called + oracle.FRESH / 2):
            return True
    # Who asked before the call, and was answered after it with something fresh, has waited for it.
    for view in reversed(views[: bisect.bisect(times, called)]):
        if view.at < called - 5:
            return False
        if part in view.parts and view.end >= called and view.origin in ("UPSTREAM", "CACHE"):
            return True
    return False


def apart(calls):
    """How many calls came within a quarter of a second of another one of the same user."""
    return sum(
        later.at - earlier.at < 0.25
        for own in by_user(calls).values()
        for earlier, later in zip(own, own[1:])
    )


def too_early(calls):
    """How many calls asked for a part again that was as fresh as jitter makes it at least."""
    last, found = {}, 0
    for call in calls:
        ages = [call.at - last.get((call.mpid, part), float("-inf")) for part in call.parts]
        found += min(ages) < (1 - JITTER) * oracle.FRESH - LATENCY
        last.update(((call.mpid, part), call.at) for part in call.parts)
    return found


def held(calls, at):
    """When each part of each user was last called for before a moment."""
    found = collections.defaultdict(dict)
    for call in calls:
        if call.at < at:
            found[call.mpid].update((part, call.at) for part in call.parts)
    return found


def needless(calls, views):
    """Views that did not get a part of which there was a copy."""
    of_user = by_user(calls)
    return [
        view
        for view in views
        if any(
            part in call.parts and LATENCY < view.at - call.at < (1 - JITTER) * KEPT
            for part in view.lost
            for call in of_user[view.mpid]
        )
    ]


def least(rule, views, copies):
    """The times of all calls that a rule of the oracle makes for the views that got something, with the copies held before."""
    times = []
    for mpid, own in by_user(views).items():
        told = [(view.at, view.parts - view.lost) for view in own if view.parts - view.lost]
        times += rule(told, copies.get(mpid))
    return times
