"""The parts of acceptance/hostile."""

import concurrent.futures
import pathlib
import sys
import threading
import time
import urllib.parse

import hostile_requests
from fleet import Checks, Fleet, Gateway, call
from load import offer

PATIENCE = 5
OVERLOADED = "503 OVERLOADED"
MOST_CPU = 0.2
MOST_REFUSAL = 0.05


def gateway(fleet, **settings):
    """A gateway and its sandbox in one process, as the tests have them: what the sandbox costs counts as the gateway's."""
    started = fleet.start(
        Gateway,
        "gateway",
        fleet._java((), "serve") + ["--sandbox"],
        {
            "GATEWAY_PORT": "0",
            "GATEWAY_MANAGEMENT_PORT": "0",
            "SANDBOX_PORT": "0",
            "SANDBOX_GENERATE": "on",
            "SANDBOX_QUOTA_PER_SECOND": "off",
            "MPARTICLE_QUOTA_PER_SECOND": "off",
            "GATEWAY_CACHE_LOCAL": "off",
            **settings,
        },
    )
    fleet.await_ready(started)
    started.sandbox = started.find(r'listening .*?\bsandbox="([^"]+)"')
    return started


def port(started):
    return urllib.parse.urlsplit(started.url).port


def cpu_seconds(pid):
    """What a process has had of the processor so far, in seconds; exact to the nanosecond, by thread."""
    total = 0
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        try:
            total += int((task / "schedstat").read_text().split()[0])
        except OSError:
            pass  # It ended meanwhile.
    return total / 1e9


class Readiness:
    """Asks for the readiness of an instance ten times a second until its block ends."""

    def __init__(self, started):
        self._url = f"{started.management}/health/ready"
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self.asked, self.unready, self.longest = 0, 0, 0

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *failure):
        self._over.set()
        self._thread.join()

    def _look(self):
        while not self._over.wait(0.1):
            began = time.monotonic()
            try:
                is_ready = call("GET", self._url, seconds=5)[0] == 200
            except OSError:
                is_ready = False
            self.asked += 1
            self.unready += not is_ready
            self.longest = max(self.longest, time.monotonic() - began)

    def check(self, checks, name):
        checks.check(
            self.asked and not self.unready,
            f"{name}: ready {self.asked - self.unready} of {self.asked} times, the slowest answer in"
            f" {self.longest * 1000:.0f} ms",
        )


def cpu(checks):
    """What each of them gets, how long that takes, and what it costs."""
    requests = hostile_requests.read()
    with Fleet("hostile-cpu") as fleet:
        started = gateway(fleet)
        with concurrent.futures.ThreadPoolExecutor(32) as clients:
            outcomes = list(
                clients.map(lambda each: each.send(port(started), PATIENCE), requests)
            )
        # A young process may say so, as 32 clients at once ask for much; they come again, one by one.
        early = sum(what == OVERLOADED for what, _ in outcomes)
        outcomes = [
            each.send(port(started), PATIENCE) if what == OVERLOADED else (what, seconds)
            for each, (what, seconds) in zip(requests, outcomes)
        ]
        wrong = [
            f"{each.name}: {what}"
            for each, (what, _) in zip(requests, outcomes)
            if what not in each.wanted
        ]
        checks.check(
            not wrong,
            f"cpu: {len(requests)} requests, {len(wrong)} not as written {wrong[:5]};"
            f" {early} told to come again first",
        )
        longest = max(seconds for _, seconds in outcomes)
        checks.check(longest < PATIENCE, f"cpu: the longest took {longest:.2f} s")

        quick = [each for each, (_, seconds) in zip(requests, outcomes) if seconds < 2]
        costs = {}
        for turn in range(13):
            for each in quick:
                before = cpu_seconds(started.pid)
                each.send(port(started), PATIENCE)
                spent = cpu_seconds(started.pid) - before
                # The first turns warm the process up, as those do that come to one that has run for a while.
                if turn >= 8:
                    costs.setdefault(each.name, []).append(spent)
        worst = sorted(costs, key=lambda name: -max(costs[name]))
        for name in worst[:5]:
            mean = sum(costs[name]) / len(costs[name])
            print(f"      {max(costs[name]) * 1000:6.1f} ms at most, {mean * 1000:6.1f} ms usually: {name}")
        most = max(costs[worst[0]])
        everything = sorted(spent for all_of_one in costs.values() for spent in all_of_one)
        checks.check(
            most < MOST_CPU,
            f"cpu: {len(quick)} requests that are answered at once, five times each, cost"
            f" {everything[len(everything) // 2] * 1000:.1f} ms of CPU in the middle, {most * 1000:.0f} ms at most",
        )

        slow = [each for each in requests if each not in quick]
        before = cpu_seconds(started.pid)
        with concurrent.futures.ThreadPoolExecutor(len(slow)) as clients:
            list(clients.map(lambda each: each.send(port(started), PATIENCE), slow))
        each_cost = (cpu_seconds(started.pid) - before) / len(slow)
        checks.check(
            each_cost < MOST_CPU,
            f"cpu: {len(slow)} requests that are kept waiting cost {each_cost * 1000:.1f} ms of CPU each",
        )


def p99(outcomes):
    times = sorted(outcome.seconds for outcome in outcomes)
    return times[int(len(times) * 0.99)]


def beside(checks):
    """A well-behaved client, alone and beside ten hostile requests a second."""
    requests = hostile_requests.read()
    with Fleet("hostile-beside") as fleet:
        started = gateway(fleet)
        # As long as the Profile API may well take.
        call("PATCH", f"{started.sandbox}/__sandbox/behaviour", {"latency": {"minMs": 50, "maxMs": 150}})
        query = "query ($mpid: ID!) { profile(mpid: $mpid) { isOptedOut attributes { city } audienceMemberships { audienceId } } }"

        def profile(number):
            return {"query": query, "variables": {"mpid": str(10_000_000 + number)}}

        def well_behaved(seconds):
            return offer([started.url], 50, seconds, profile)

        for each in requests:
            if not each.waits():
                each.send(port(started), PATIENCE)
        well_behaved(10)
        alone = well_behaved(30)

        over = threading.Event()
        sent = []

        def hostile():
            with concurrent.futures.ThreadPoolExecutor(64) as clients:
                number = 0
                while not over.wait(0.1):
                    each = requests[number % len(requests)]
                    sent.append(clients.submit(each.send, port(started), PATIENCE))
                    number += 1

        with Readiness(started) as ready:
            attacker = threading.Thread(target=hostile)
            attacker.start()
            attacked = well_behaved(30)
            over.set()
            attacker.join()
        failed = sum(bool(outcome.codes()) for outcome in attacked)
        checks.check(
            p99(attacked) <= 2 * p99(alone) and not failed,
            f"beside: 50 reads a second, p99 {p99(alone) * 1000:.0f} ms alone and {p99(attacked) * 1000:.0f} ms beside"
            f" {len(sent)} hostile requests in 30 s; {failed} of {len(attacked)} failed",
        )
        ready.check(checks, "beside")


def overload(checks):
    """Far more operations than one instance takes."""
    with Fleet("hostile-overload") as fleet:
        started = gateway(fleet, GATEWAY_LIMIT_OPERATIONS="100", MPARTICLE_POOL_SIZE="128")
        call("PATCH", f"{started.sandbox}/__sandbox/behaviour", {"latency": 500})
        query = "query ($mpid: ID!) { profile(mpid: $mpid) { isOptedOut } }"

        def profile(number):
            return {"query": query, "variables": {"mpid": str(20_000_000 + number)}}

        offer([started.url], 100, 5, profile)
        with Readiness(started) as ready:
            # A hundred at once, half a second each, is 200 a second.
            outcomes = offer([started.url], 600, 15, profile)
        told = [each for each in outcomes if not each.codes()]
        refused = [each for each in outcomes if each.codes() == ["OVERLOADED"]]
        checks.check(
            len(told) + len(refused) == len(outcomes) and len(told) > 15 * 200 * 0.9,
            f"overload: 600 operations a second where 200 can be: {len(told)} told, {len(refused)} OVERLOADED,"
            f" {len(outcomes) - len(told) - len(refused)} otherwise",
        )
        checks.check(
            p99(refused) < MOST_REFUSAL, f"overload: refused with a p99 of {p99(refused) * 1000:.0f} ms"
        )
        checks.check(
            p99(told) < 1, f"overload: told with a p99 of {p99(told) * 1000:.0f} ms"
        )
        ready.check(checks, "overload")


PARTS = {"cpu": cpu, "beside": beside, "overload": overload}


def main(names):
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        sys.exit(f"unknown: {' '.join(unknown)}; there are {' '.join(PARTS)}")
    checks = Checks()
    for name in names or PARTS:
        PARTS[name](checks)
    return checks.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
