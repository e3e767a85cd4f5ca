"""What the scripts about copies of profiles have in common: keys, queries by parts, and people to ask for."""

import itertools
import socket

from load import offer

# A key that seals, by its number; any 32 bytes will do.
RING = [
    "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    "k2:ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=",
]

# What to select of each part, spelled as the Profile API spells it.
SELECTED = {
    "user_attributes": "userAttributes { name values }",
    "audience_memberships": "audienceMemberships { audienceId audienceName }",
    "user_identities": "userIdentities { rawType value }",
    "device_identities": "deviceIdentities { rawType value }",
    "attribution": "attribution",
}

SETS = [
    parts for size in range(1, len(SELECTED) + 1) for parts in itertools.combinations(SELECTED, size)
]


def settings(redis, **more):
    """A gateway with copies in Redis that may call as often as it likes."""
    return {
        "REDIS_URL": redis.url,
        "GATEWAY_CACHE_KEYS": RING[0],
        "MPARTICLE_QUOTA_PER_SECOND": "off",
        "GATEWAY_ATTRIBUTES_EXPOSED": "all",
        **more,
    }


def selection(parts):
    return " ".join(SELECTED[part] for part in parts)


def query(mpid, parts):
    """Asks for parts of a profile, and how fresh they are."""
    return {
        "query": "query ($mpid: ID!) { profile(mpid: $mpid) { mpid isOptedOut %s freshness { origin } } }"
        % selection(parts),
        "variables": {"mpid": str(mpid)},
    }


def profile(answer):
    """The profile that an answer tells; None where there is none."""
    return ((answer or {}).get("data") or {}).get("profile")


def origin(outcome):
    """UPSTREAM, CACHE or STALE; None where nothing was told."""
    return ((profile(outcome.answer) or {}).get("freshness") or {}).get("origin")


def of(sandbox, mpid):
    """The record of somebody, as the sandbox has it."""
    return sandbox.tell("GET", f"/profiles/{mpid}")


def people(sandbox, first, count):
    """So many mpids from a number on whose users did not opt out."""
    found = (
        mpid for mpid in itertools.count(first) if not of(sandbox, mpid).get("is_opted_out")
    )
    return list(itertools.islice(found, count))


def warm(urls, a_second=150, seconds=4):
    """Unmeasured: the first answers of a JVM are slow."""
    offer(urls, a_second, seconds, lambda number: query(1 + number % 500, ["attribution"]))


def percentile(outcomes, share):
    """The seconds within which that share of the answers came."""
    times = sorted(outcome.seconds for outcome in outcomes)
    return times[min(len(times) - 1, int(share * len(times)))] if times else 0.0


def wire(redis, commands):
    """Sends commands of bytes, texts and numbers over one connection; gives what each was answered: bytes, or None for nil."""
    with socket.create_connection(("127.0.0.1", redis.port), timeout=30) as to:
        answers = to.makefile("rb")
        found = []
        for start in range(0, len(commands), 200):
            some = commands[start : start + 200]
            to.sendall(b"".join(map(_packed, some)))
            found += [_answer(answers) for _ in some]
        return found


def _packed(words):
    parts = [word if isinstance(word, bytes) else str(word).encode() for word in words]
    return b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%s\r\n" % (len(part), part) for part in parts)


def _answer(answers):
    line = answers.readline()
    kind, rest = line[:1], line[1:-2]
    if kind == b"-":
        raise RuntimeError(rest.decode())
    if kind == b"$":
        length = int(rest)
        return None if length < 0 else answers.read(length + 2)[:-2]
    if kind == b"*":
        return [_answer(answers) for _ in range(int(rest))]
    return rest


def dump(redis):
    """All that lies in Redis, by name."""
    names = [name for name in wire(redis, [("KEYS", "pg:*")])[0] if name[-2:-1] == b":"]
    return dict(zip(names, wire(redis, [("GET", name) for name in names])))


def clear_bytes(name):
    """How many bytes at the begin of a value can be read without a key: a stamp and a letter, with a fence before it in a state."""
    return 13 + 13 + 1 if name.endswith(b":s") else 13 + 1
