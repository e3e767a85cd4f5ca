"""The requests that benchmarks send. A workload is a numbered list of requests; the load generator sends them in order, again and again."""

import dataclasses
import functools
import itertools
import json
import random
import typing

import callers
import jvm

FIRST_MPID = 4_000_000_000_000_000
"""All mpids are below 2^53: most peers round larger integers."""

PROFILES = 10_000
VIEWERS = 500
DRAWS = 10_000
SEED = 20261201

PAGE = "query Page { viewer { mpid attributes { lifetimeValue city viewPreference } freshness { origin fetchedAt } } }"
ANY_PROFILE = (
    "query AnyProfile($mpid: ID!) { profile(mpid: $mpid)"
    " { mpid attributes { lifetimeValue city viewPreference } freshness { origin fetchedAt } } }"
)
MANIFEST = jvm.BUILT / "manifest.json"
DOCUMENTS = {"page": PAGE, "any-profile": ANY_PROFILE}
"""The trusted documents, by their ids."""


class Request(typing.NamedTuple):
    """One POST: the text of its body, and its access token or None."""

    body: str
    token: typing.Optional[str]


def mpid(number):
    """The mpid of profile 1, 2, …"""
    return str(FIRST_MPID + number)


@dataclasses.dataclass(frozen=True)
class ProfileQueries:
    """Queries over some profiles each, given by aliases; no two queries share a profile."""

    profiles: int
    count: int

    def request(self, number, selection, token):
        """Request number 0, 1, …, with the fields of one profile as its server names them."""
        if self.profiles == 1:
            query = f"query P($mpid: ID!) {{ profile(mpid: $mpid) {selection} }}"
            return Request(body(query=query, variables={"mpid": mpid(number + 1)}), token)
        aliases = range(1, self.profiles + 1)
        declared = ", ".join(f"$m{i}: ID!" for i in aliases)
        fields = " ".join(f"p{i}: profile(mpid: $m{i}) {selection}" for i in aliases)
        variables = {f"m{i}": mpid(number * self.profiles + i) for i in aliases}
        return Request(body(query=f"query P({declared}) {{ {fields} }}", variables=variables), token)


@dataclasses.dataclass(frozen=True)
class AnyProfileById:
    """The trusted document any-profile for each profile, by the caller who may read them all."""

    count: int

    def request(self, number, selection, token):
        del selection, token
        return Request(body(documentId="any-profile", variables={"mpid": mpid(number + 1)}), access_tokens()[0])


@dataclasses.dataclass(frozen=True)
class PageViews:
    """The trusted document page, by viewers drawn at random, the same ones in each run."""

    count: int

    def request(self, number, selection, token):
        del selection, token
        return Request(body(documentId="page"), access_tokens()[1][drawn_viewers(self.count)[number]])


def body(**members):
    return json.dumps(members, separators=(",", ":"))


def queries(profiles, most=PROFILES):
    return ProfileQueries(profiles, most // profiles)


HOT, SPREAD, TEN = ProfileQueries(1, 1), queries(1), queries(10)


def access_tokens():
    """See callers.tokens: the viewers are spread evenly over all profiles."""
    return callers.tokens(tuple(mpid(number) for number in range(1, PROFILES + 1, PROFILES // VIEWERS)))


@functools.lru_cache(maxsize=None)
def drawn_viewers(count):
    draw = random.Random(SEED)
    return [draw.randrange(VIEWERS) for _ in range(count)]


def write_manifest():
    """Writes the trusted documents as the Relay compiler does: texts by id."""
    MANIFEST.write_text(json.dumps(DOCUMENTS, indent=2))


_files = itertools.count(1)


@functools.lru_cache(maxsize=None)
def request_file(workload, selection, token):
    """A file for ask.lua: in each line an access token, or nothing, a tab and a body."""
    file = jvm.BUILT / f"requests-{next(_files)}.txt"
    with open(file, "w", encoding="utf-8") as out:
        for number in range(workload.count):
            one = workload.request(number, selection, token)
            out.write(f"{one.token or ''}\t{one.body}\n")
    return file
