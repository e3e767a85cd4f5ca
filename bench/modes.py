"""What each mode sends, to servers with which settings. A further mode is a further entry of MODES."""

import dataclasses
import itertools
import typing

from bars import SLOW_UPSTREAM
from callers import VERIFIES_TOKENS
from rounds import FEW
from workloads import DRAWS, HOT, MANIFEST, PROFILES, SPREAD, TEN, AnyProfileById, PageViews

MANY = 64
"""Connections of the load generator, where a mode has no reason for another number."""

# More calls are in flight at once than the default pool has connections; the others would wait for one.
LARGE_POOL = {"MPARTICLE_POOL_SIZE": "1024"}
NO_CACHE = {"GATEWAY_CACHE_LOCAL": "off"}


@dataclasses.dataclass(frozen=True)
class Servers:
    """The servers of one or several modes. Modes with the same servers share them."""

    yardstick: str
    """The server without GraphQL: raw, or proxy where each operation makes calls."""

    caches: bool = True
    """Whether profiles are held, by the gateway and by its peers."""

    settings: typing.Tuple[typing.Tuple[str, str], ...] = ()
    """Settings of the gateway, and of older jars, beyond those of production()."""

    upstream_ms: int = 0
    """Delay of the upstream's answers in milliseconds."""

    contestants: typing.Tuple[str, ...] = ("gateway-jwt", "mercurius", "apollo", "tailcall")
    """Who takes part beside the yardstick, the gateway and older jars."""

    ready: object = HOT
    """A workload whose first request is answered once a server is ready."""


@dataclasses.dataclass(frozen=True)
class Mode:
    """One measurement in interleaved rounds."""

    name: str
    workload: object
    servers: Servers
    connections: int = MANY
    calls: int = 0
    """Calls to the upstream for each operation."""

    fill: object = None
    """A workload that is sent first, until all that it reads is held; None where the warming does that."""

    is_default: bool = True
    """Whether the mode is measured when none is named."""


CACHED = Servers("raw")
UNCACHED = Servers("proxy", False, tuple(NO_CACHE.items()))
UNCACHED_MANY_CALLS = Servers("proxy", False, (*NO_CACHE.items(), *LARGE_POOL.items()))
SLOW = dataclasses.replace(UNCACHED_MANY_CALLS, upstream_ms=SLOW_UPSTREAM)
# The peers have neither access tokens nor trusted documents without code of our own, which would be what is measured.
PAGES = Servers(
    "raw",
    settings=(*VERIFIES_TOKENS.items(), ("GATEWAY_PERSISTED_DOCUMENTS", str(MANIFEST))),
    contestants=(),
    ready=PageViews(DRAWS),
)

MODES = {
    mode.name: mode
    for mode in (
        Mode("hot", HOT, CACHED),
        Mode("spread", SPREAD, CACHED),
        Mode("ten", TEN, CACHED),
        Mode("lane", HOT, CACHED, is_default=False),
        Mode("page", PageViews(DRAWS), PAGES, fill=AnyProfileById(PROFILES)),
        Mode("miss", SPREAD, UNCACHED, calls=1),
        # With ten calls for each, few operations in flight use all of a processor.
        Mode("miss-ten", TEN, UNCACHED_MANY_CALLS, connections=FEW, calls=10),
        Mode("slow", SPREAD, SLOW, connections=512, calls=1),
    )
}


def groups(names):
    """The named modes in the order of MODES; neighbours with the same servers are one group."""
    chosen = [mode for name, mode in MODES.items() if name in names]
    for servers, modes in itertools.groupby(chosen, key=lambda mode: mode.servers):
        yield servers, list(modes)
