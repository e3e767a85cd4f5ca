"""The measured servers, and how each is started. Servers have the first processor; load generator and upstream have the second."""

import contextlib
import json
import os
import sys

from callers import VERIFIES_TOKENS
from copies import RING
from fleet import JAR, ROOT, Process, call, free_port, until
from jvm import BUILT, ours, tool
from workloads import HOT, access_tokens

PEERS = ROOT / "bench" / "peers"
TAILCALL = PEERS / "node_modules" / "@tailcallhq" / "core-linux-x64-gnu" / "bin" / "tailcall"

OURS = "{ mpid attributes { lifetimeValue } audienceMemberships { audienceId audienceName } }"
THEIRS = "{ mpid user_attributes { ltv } audience_memberships { audience_id audience_name } }"
MARK = "342.1"
"""Stands in every answer: the lifetime value of the record."""

PROCESSORS = sorted(os.sched_getaffinity(0))
FOR_SERVERS, FOR_OTHERS = PROCESSORS[0], PROCESSORS[min(1, len(PROCESSORS) - 1)]


@contextlib.contextmanager
def on(processor):
    """What is started meanwhile keeps to one processor."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {processor})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


class Server(Process):
    """A server that is asked for profiles."""

    port = 0
    selection = OURS
    token = None
    ready = HOT
    """A workload whose first request is answered once the server is ready."""

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/graphql"

    def answer(self):
        """The status of a first query, and whether all of its answer is there."""
        first = self.ready.request(0, self.selection, self.token)
        headers = {"Authorization": f"Bearer {first.token}"} if first.token else {}
        try:
            status, answer = call("POST", self.url, json.loads(first.body), headers, seconds=10)
        except OSError:
            return None
        return status, MARK in str(answer) and "errors" not in answer

    def is_up(self):
        if not self.is_alive():
            sys.exit(f"{self.name} ended; {self.log} says why")
        return self.answer() == (200, True)


class Upstream(Process):
    """What stands for the Profile API."""

    port = 0

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def calls(self):
        return call("GET", f"{self.url}/calls")[1]


class Field:
    """Starts those who are measured; what they ask is shared."""

    def __init__(self, fleet, options, delay=0):
        self._fleet = fleet
        self._options = options
        self.upstream = self._started(Upstream, "upstream", FOR_OTHERS, ours("Upstream", "PORT", delay))
        until(lambda: self._answers(self.upstream), what="the upstream")

    @staticmethod
    def _answers(upstream):
        try:
            return upstream.calls() is not None
        except OSError:
            return False

    def _started(self, kind, name, processor, command, settings=None):
        port = free_port()
        command = [str(port) if word == "PORT" else word for word in command]
        with on(processor):
            server = self._fleet.start(kind, name, command, {"PORT": str(port), **(settings or {})})
        server.port = port
        return server

    def _server(self, name, command, settings=None, selection=OURS, token=None, ready=HOT):
        server = self._started(Server, name, FOR_SERVERS, command, settings)
        server.selection, server.token, server.ready = selection, token, ready
        until(server.is_up, what=f"an answer of {name}")
        return server

    def raw(self):
        return self._server("raw", ours("RawServer", "PORT"))

    def proxy(self):
        # It passes the upstream's answer on as it is.
        return self._server("proxy", ours("Proxy", "PORT", self.upstream.port))

    def gateway(self, name="gateway", jar=JAR, selection=OURS, token=None, ready=HOT, **settings):
        """As in production: nothing is set but where everything is, and what a measurement has to do without."""
        port = free_port()
        command = [tool("java"), *self._options.java.split(), "-jar", str(jar), "serve"]
        command += ["--port", "PORT", "--management-port", str(port)]
        plan = {"GATEWAY_PLAN": self._options.plan} if self._options.plan else {}
        settings = {**production(self.upstream), **plan, **settings}
        return self._server(name, command, settings, selection, token, ready)

    def known(self, servers):
        """How to start each contestant of a mode, by its name: the yardstick, the gateway, older jars, peers that are installed."""
        settings = dict(servers.settings)
        older = {
            name: lambda name=name, jar=jar: self.gateway(name, jar, ready=servers.ready, **settings)
            for name, jar in self._options.against.items()
        }
        others = {
            "gateway-jwt": lambda: self.gateway(
                "gateway-jwt", token=access_tokens()[0], **{**settings, **VERIFIES_TOKENS}
            ),
            **dict(self.peers(servers.caches)),
        }
        return {
            servers.yardstick: getattr(self, servers.yardstick),
            "gateway": lambda: self.gateway(ready=servers.ready, **settings),
            **older,
            **{name: start for name, start in others.items() if name in servers.contestants},
        }

    def peers(self, keeps):
        """Those that are installed."""
        if not (PEERS / "node_modules").is_dir():
            return
        for name in ("mercurius", "apollo"):
            settings = {
                "NODE_ENV": "production",
                "UPSTREAM": self.upstream.url,
                "CACHE": "on" if keeps else "off",
            }
            yield name, lambda name=name, settings=settings: self._server(
                name, ["node", str(PEERS / f"{name}.cjs")], settings, THEIRS
            )
        if TAILCALL.exists():
            yield "tailcall", lambda: self._tailcall(keeps)

    def _tailcall(self, keeps):
        port = free_port()
        text = (PEERS / "tailcall.graphql").read_text().split("\n", maxsplit=1)[1]
        text = text.replace("PORT", str(port)).replace("UPSTREAM", self.upstream.url)
        text = text.replace("CACHE", "@cache(maxAge: 3600000)" if keeps else "")
        file = BUILT / "tailcall.graphql"
        file.write_text(text)
        settings = {"TAILCALL_LOG_LEVEL": "error", "TAILCALL_TRACKER": "false"}
        with on(FOR_SERVERS):
            command = [str(TAILCALL), "start", str(file)]
            server = self._fleet.start(Server, "tailcall", command, settings)
        server.port, server.selection = port, THEIRS
        until(server.is_up, what="an answer of tailcall")
        return server


def production(upstream):
    return {
        "GATEWAY_ACCESS": "open",
        "GATEWAY_LOG_FORMAT": "auto",
        "GATEWAY_SCHEMA_EXTENSIONS": str(ROOT / "examples" / "attributes.graphqls"),
        # No copy ends while it is looked at.
        "GATEWAY_CACHE_SOFT_TTL": "1h",
        "MPARTICLE_QUOTA_PER_SECOND": "off",
        "MPARTICLE_API_URL": upstream.url,
        "MPARTICLE_TOKEN_URL": f"{upstream.url}/oauth/token",
        "MPARTICLE_CLIENT_ID": "bench",
        "MPARTICLE_CLIENT_SECRET": "bench",
        "MPARTICLE_ORG_ID": "1",
        "MPARTICLE_ACCOUNT_ID": "2",
        "MPARTICLE_WORKSPACE_ID": "3",
    }


def shared(redis):
    """Every operation reads Redis."""
    return {
        "REDIS_URL": redis.url,
        "GATEWAY_CACHE_KEYS": RING[0],
        "GATEWAY_CACHE_LOCAL": "off",
    }
