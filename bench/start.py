"""How long the gateway takes from its start until it says that it is ready."""

import re
import socket
import statistics
import subprocess
import time

from bars import MOST_START
from contestants import production
from fleet import JAR, Gateway, Process, call, free_port
from jvm import AS_THE_IMAGE, BUILT, tool

QUERY = "{ viewer { mpid isOptedOut attributes { city lifetimeValue } audienceMemberships { audienceId } freshness { origin } } }"


def start(fleet, field, options, checks):
    version = java_version()
    archive = BUILT / f"gateway-{version}.archive"
    begin, use = options_of(version, archive)
    train(fleet, begin, archive)
    for label, java in (("without an archive", []), (f"with {use[0].split('=')[0]}", use)):
        times = [started(fleet, field, java) for _ in range(options.rounds)]
        told = f"start: {statistics.median(times):.0f} ms in the middle, {min(times):.0f} to {max(times):.0f}, JDK {version} {label}"
        if java:
            checks.check(statistics.median(times) < MOST_START, f"{told} ({MOST_START} at most)")
        else:
            print(f"      {told}", flush=True)


def java_version():
    told = subprocess.run([tool("java"), "-version"], capture_output=True, text=True, check=True).stderr
    return int(re.search(r'version "(\d+)', told).group(1))


def options_of(version, archive):
    """What has the JVM write down what it loaded, and what has it start from there."""
    if version >= 25:
        return ["-Xlog:aot=error", f"-XX:AOTCacheOutput={archive}"], [f"-XX:AOTCache={archive}"]
    return [f"-XX:ArchiveClassesAtExit={archive}"], [f"-XX:SharedArchiveFile={archive}"]


def train(fleet, java, archive):
    """As deploy/warm-up does for the image: a run with the sandbox and a few queries."""
    command = [tool("java"), AS_THE_IMAGE, *java, "-jar", str(JAR), "serve", "--sandbox"]
    ports = {"GATEWAY_PORT": "0", "GATEWAY_MANAGEMENT_PORT": "0", "SANDBOX_PORT": "0"}
    archive.unlink(missing_ok=True)
    gateway = fleet.await_ready(fleet.start(Gateway, "archive", command, ports))
    for _ in range(20):
        call("POST", gateway.url, {"query": QUERY})
    # At the end of a run the archive is written, which takes seconds.
    gateway.stop(seconds=120)
    if not archive.exists():
        raise RuntimeError(f"no archive was written; {gateway.log} says why")


def started(fleet, field, java):
    """Milliseconds of one start, on all processors."""
    port, management = free_port(), free_port()
    command = [tool("java"), AS_THE_IMAGE, *java, "-jar", str(JAR), "serve"]
    command += ["--port", str(port), "--management-port", str(management)]
    began = time.monotonic()
    gateway = fleet.start(Process, "start", command, production(field.upstream))
    while not is_ready(management):
        if not gateway.is_alive() or time.monotonic() > began + 60:
            raise RuntimeError(f"the gateway is not ready; {gateway.log} says why")
        time.sleep(0.002)
    took = (time.monotonic() - began) * 1000
    gateway.kill()
    return took


def is_ready(port):
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as to:
            to.sendall(b"GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            return to.recv(64).startswith(b"HTTP/1.1 200")
    except OSError:
        return False
