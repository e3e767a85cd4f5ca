"""The fewest calls by which the page views of one user can be answered, by one who knows them all beforehand.

The rules are those of docs/cache.md, without jitter, failures, quota and time on the way. A copy of a part is fresh for 60 s from
its call on. For another 60 s it is served, and then its part is called for at that view, unless nobody reads what would come: no
other view within 120 s needs the part. What is older is called for, and waited for. A call is made at a view, and asks for parts
that this view needs, for as many of them as serve (exact parts): also for those that are still fresh, when that spares a call
later, and also when none is due yet.

fewest() is the exact optimum under these rules, not an estimate. As a newer copy is never worse than an older one, a call asks for
all that its view needs. What is left to choose is which views call. It is found by going through the views with all states
that may still be the best: when each part was last called for, and by how many calls. A state is left out when another has no more
calls and no older copy.

Three others tell where the difference comes from. due() is the same without the foresight: whatever a view finds past its time
is called for, and nothing else, unless nobody reads it. with_held() is the exact optimum when a call may bring along, besides what its
view needs, parts of which there is a copy that is served, as the gateway's refreshes do. any_parts() is the exact optimum when a
call may bring whatever it likes: no gateway can come near it without guessing.
"""

FRESH = 60.0
SERVED = 120.0
NEVER = float("-inf")


def fewest(views, held=None, brings_held=False):
    """The times of the calls. views are pairs of a time and a set of parts, in order; held has when parts were called for before."""
    parts = _parts(views, held)
    # What lies before: a linked list of the times of calls, by the times at which each part was last called for.
    states = {tuple((held or {}).get(part, NEVER) for part in parts): (0, None)}
    for (at, needed), read_again in zip(views, _read_again(views)):
        following = {}
        for stamps, (count, calls) in states.items():
            copies = dict(zip(parts, stamps))
            if not any(_is_due(copies[part], at, read_again[part]) for part in needed):
                _better(following, _alive(stamps, at), count, calls)
            called = tuple(
                at if part in needed or brings_held and at - copies[part] < SERVED else copies[part]
                for part in parts
            )
            _better(following, _alive(called, at), count + 1, (at, calls))
        states = _best(following)
    return _listed(min(states.values(), key=lambda state: state[0])[1])


def with_held(views, held=None):
    """The times of the calls when each may also bring what is held."""
    return fewest(views, held, brings_held=True)


def due(views, held=None):
    """The times of the calls when whatever is due at a view is called for, and nothing else."""
    copies = dict(held or {})
    calls = []
    for (at, needed), read_again in zip(views, _read_again(views)):
        wanted = [p for p in needed if _is_due(copies.get(p, NEVER), at, read_again[p])]
        copies.update((part, at) for part in wanted)
        if wanted:
            calls.append(at)
    return calls


def any_parts(views, held=None):
    """The times of the calls when each brings all parts. To call as late as possible is the best then."""
    copies = dict(held or {})
    calls = []
    parts = _parts(views, held)
    for (at, needed), read_again in zip(views, _read_again(views)):
        if any(_is_due(copies.get(part, NEVER), at, read_again[part]) for part in needed):
            copies = dict.fromkeys(parts, at)
            calls.append(at)
    return calls


def _parts(views, held):
    return sorted({part for _, needed in views for part in needed} | set(held or {}))


def _is_due(called, at, read_again):
    """Whether a part has to be called for at a view that needs it."""
    age = at - called
    is_unread = read_again is None or read_again - at >= SERVED
    return age >= FRESH and not (age < SERVED and is_unread)


def _read_again(views):
    """For each view, when each of its parts is needed the next time; None where that is never."""
    coming = {}
    found = []
    for at, needed in reversed(views):
        found.append({part: coming.get(part) for part in needed})
        coming.update(dict.fromkeys(needed, at))
    return found[::-1]


def _alive(stamps, at):
    """What is too old to be served is as good as none."""
    return tuple(stamp if at - stamp < SERVED else NEVER for stamp in stamps)


def _better(states, stamps, count, calls):
    if stamps not in states or states[stamps][0] > count:
        states[stamps] = (count, calls)


def _best(states):
    kept = {}
    in_order = sorted(states.items(), key=lambda state: (state[1][0], [-at for at in state[0]]))
    for stamps, (count, calls) in in_order:
        if not any(all(a >= b for a, b in zip(other, stamps)) for other in kept):
            kept[stamps] = (count, calls)
    return kept


def _listed(calls):
    times = []
    while calls:
        at, calls = calls
        times.append(at)
    return times[::-1]
