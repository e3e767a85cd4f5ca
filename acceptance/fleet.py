"""Processes for the scripts beside it: redis-servers, a sandbox and gateways on free ports of loopback.

    with Fleet("quota") as fleet:
        redis = fleet.redis()
        sandbox = fleet.sandbox(SANDBOX_GENERATE="on")
        gateways = fleet.gateways(4, sandbox, REDIS_URL=redis.url)
        redis.kill()

All that was started ends with the block, by its process id, also when it fails or is interrupted. What the processes print is
in target/acceptance/NAME/. The jar must have been built: `mvn -q package -DskipTests`. Nothing beyond Python 3.8 is needed.
"""

import http.client
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent
JAR = ROOT / "target" / "profile-gateway.jar"
STARTING_SECONDS = 60


def free_port():
    """A port of loopback that nobody listens on at the moment."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def until(come, seconds=STARTING_SECONDS, what="it"):
    """Looks every 10 ms until come() gives something true, and returns that; TimeoutError after so many seconds."""
    end = time.monotonic() + seconds
    while True:
        result = come()
        if result:
            return result
        if time.monotonic() > end:
            raise TimeoutError(f"{what} has not come true in {seconds} s")
        time.sleep(0.01)


def call(method, url, body=None, headers=None, seconds=30):
    """Asks url once; gives (status, answer), the answer decoded where it is JSON, else as text. OSError without an answer."""
    address = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=seconds)
    try:
        path = address.path + (f"?{address.query}" if address.query else "")
        text = None if body is None else json.dumps(body)
        given = {"Content-Type": "application/json", **(headers or {})} if text else headers or {}
        connection.request(method, path, text, given)
        response = connection.getresponse()
        answer = response.read().decode()
        try:
            return response.status, json.loads(answer)
        except ValueError:
            return response.status, answer
    except http.client.HTTPException as broken:
        raise ConnectionError(str(broken)) from broken
    finally:
        connection.close()


class Process:
    """A process that a Fleet started, and its log file."""

    def __init__(self, name, command, environment, log):
        self.name = name
        self.log = log
        with open(log, "ab") as out:
            # A session of its own: an interrupt at the keyboard is for the script, which then ends them in order.
            self._process = subprocess.Popen(
                command,
                env=environment,
                cwd=log.parent,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def pid(self):
        return self._process.pid

    def is_alive(self):
        return self._process.poll() is None

    def signal(self, number):
        """Sends a signal, such as signal.SIGSTOP or signal.SIGCONT."""
        self._process.send_signal(number)

    def kill(self):
        """Ends it without warning."""
        if self.is_alive():
            self._process.kill()
        self._process.wait()

    def stop(self, seconds=20):
        """Asks it to end, and gives its exit code; without warning after so many seconds."""
        if self.is_alive():
            self._process.terminate()
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            return self._process.returncode

    def text(self):
        """All that it printed so far."""
        return self.log.read_text(errors="replace")

    def find(self, pattern):
        """The first group of a pattern in what it printed, once it is there; fails when the process ends before."""

        def look():
            found = re.search(pattern, self.text())
            if not found and not self.is_alive():
                raise RuntimeError(f"{self.name} ended before it was up; {self.log} says why")
            return found

        return until(look, what=f"{pattern} of {self.name}").group(1)


class Redis(Process):
    """A redis-server. url is for REDIS_URL."""

    port = 0
    scheme = "redis"

    @property
    def url(self):
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def command(self, *words, password=None):
        """Sends one command over plain TCP; gives the answer as it came over the wire."""
        first = [("AUTH", password)] if password else []
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as to:
            for each in (*first, words, ("QUIT",)):
                parts = [f"${len(str(word).encode())}\r\n{word}\r\n" for word in each]
                to.sendall((f"*{len(parts)}\r\n" + "".join(parts)).encode())
            answer = b""
            while True:
                more = to.recv(65536)
                if not more:
                    return re.sub(r"\+OK\r\n$", "", answer.decode(errors="replace"))
                answer += more


class Sandbox(Process):
    """The sandbox in a process of its own; its handles are in docs/sandbox.md."""

    url = ""

    def tell(self, method, path, body=None):
        """A request under /__sandbox; gives its answer, and fails when it is refused."""
        status, answer = call(method, f"{self.url}/__sandbox{path}", body)
        if status >= 300:
            raise RuntimeError(f"{method} {path} was answered {status} {answer}")
        return answer

    def counters(self):
        return self.tell("GET", "/counters")

    def journal(self, kind=None, since=0):
        """The calls after a number, oldest first."""
        kinds = "" if kind is None else f"&kind={kind}"
        return self.tell("GET", f"/journal?since={since}{kinds}")["requests"]


class Gateway(Process):
    """One gateway process."""

    url = ""
    management = ""

    def is_ready(self):
        try:
            return call("GET", f"{self.management}/health/ready", seconds=5)[0] == 200
        except OSError:
            return False

    def ask(self, query, variables=None, seconds=30):
        """The whole answer to a query, with what it cost under extensions.upstream."""
        body = {"query": query, "variables": variables or {}}
        return call("POST", self.url, body, {"X-Gateway-Explain": "1"}, seconds)[1]


class Fleet:
    """Starts processes, and ends them all when its block ends."""

    def __init__(self, name):
        self.folder = ROOT / "target" / "acceptance" / name
        self._started = []

    def __enter__(self):
        if not JAR.exists():
            sys.exit(f"{JAR.relative_to(ROOT)} is missing: mvn -q package -DskipTests")
        self.folder.mkdir(parents=True, exist_ok=True)
        for old in self.folder.glob("*.log"):
            old.unlink()
        # Ends as an interrupt does: with all blocks left in order.
        signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
        return self

    def __exit__(self, *failure):
        for process in reversed(self._started):
            process.kill()

    def start(self, kind, name, command, settings=None):
        """Starts any process as an instance of kind, with nothing in its environment but PATH and the settings; logs are text."""
        kept = {key: os.environ[key] for key in ("PATH", "JAVA_HOME") if key in os.environ}
        log = self.folder / f"{len(self._started):02d}-{name}.log"
        process = kind(name, command, {**kept, "GATEWAY_LOG_FORMAT": "text", **(settings or {})}, log)
        self._started.append(process)
        return process

    def redis(self, *arguments, port=None, name="redis"):
        """A redis-server that answers on a port, or a free one; it keeps nothing on disk unless the arguments say so."""
        port = port or free_port()
        common = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        redis = self.start(Redis, name, ["redis-server", *common, *map(str, arguments)])
        redis.port = port
        redis.find(r"(eady to accept connections)")
        return redis

    def sandbox(self, java=(), **settings):
        """A sandbox that listens; settings are those of the environment."""
        sandbox = self.start(
            Sandbox, "sandbox", self._java(java, "sandbox"), {"SANDBOX_PORT": "0", **settings}
        )
        sandbox.url = sandbox.find(r'listening .*?\bsandbox="([^"]+)"')
        return sandbox

    def gateway(self, sandbox, java=(), ready=True, name="gateway", jar=JAR, **settings):
        """A gateway of a jar that calls the sandbox; given back when it is ready, or at once if ready is False (see await_ready)."""
        common = {
            "GATEWAY_PORT": "0",
            "GATEWAY_MANAGEMENT_PORT": "0",
            "GATEWAY_ACCESS": "open",
            "GATEWAY_EXPLAIN": "on",
            "MPARTICLE_API_URL": sandbox.url,
            "MPARTICLE_TOKEN_URL": f"{sandbox.url}/oauth/token",
            "MPARTICLE_CLIENT_ID": "sandbox-client",
            "MPARTICLE_CLIENT_SECRET": "sandbox-secret",
            "MPARTICLE_ORG_ID": "1",
            "MPARTICLE_ACCOUNT_ID": "2",
            "MPARTICLE_WORKSPACE_ID": "3",
        }
        command = self._java(java, "serve", jar)
        gateway = self.start(Gateway, name, command, {**common, **settings})
        return self.await_ready(gateway) if ready else gateway

    def gateways(self, number, sandbox, java=(), **settings):
        """So many gateways that start together, all of them ready."""
        started = [
            self.gateway(sandbox, java, False, f"gateway-{index}", **settings)
            for index in range(number)
        ]
        return [self.await_ready(gateway) for gateway in started]

    @staticmethod
    def await_ready(gateway):
        """The gateway, once it listens and is ready."""
        gateway.url = gateway.find(r'listening .*?\bgraphql="([^"]+)"')
        gateway.management = gateway.find(r'listening .*?\bmanagement="([^"]+)"')
        until(gateway.is_ready, what=f"readiness of {gateway.name}")
        return gateway

    @staticmethod
    def _java(options, command, jar=JAR):
        # Several JVMs share few cores: what a second compiler and collector take, the others would miss.
        small = ["-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
        return ["java", *small, *options, "-jar", str(jar), command]


class Checks:
    """Prints each figure with whether it is as promised, and at the end how many were."""

    def __init__(self):
        self._passed = 0
        self._failed = 0

    def check(self, is_kept, figure):
        """Notes one promise; the figure says what was promised and what was seen."""
        if is_kept:
            self._passed += 1
        else:
            self._failed += 1
        print(f"{'pass' if is_kept else 'FAIL'}  {figure}", flush=True)

    def end(self):
        """Prints the sums; the exit code of the script."""
        print(f"{self._passed} passed, {self._failed} failed", flush=True)
        return 1 if self._failed or not self._passed else 0
