"""The parts of acceptance/quota."""

import collections
import re
import subprocess
import sys
import time

from fleet import ROOT, Checks, Fleet, call
from load import offer

QUOTA = 15
GATEWAYS = 4
OFFERED = 200
SECONDS = 60
LONGEST = 3.5
"""An operation takes 3 s at most, and a little more to be written and read."""

SILENCE = 2.0
"""Seconds after which an instance that lost Redis uses its own share: found out in half a one, silent for one."""

PROFILE = "query ($mpid: ID!) { profile(mpid: $mpid) { mpid } }"
TOKEN = {
    "client_id": "sandbox-client",
    "client_secret": "sandbox-secret",
    "audience": "https://api.mparticle.com",
    "grant_type": "client_credentials",
}


def cold_profile(number):
    """Asks for a profile that nobody asked for before; which gateway it is asked of can be read from it."""
    return {"query": PROFILE, "variables": {"mpid": str(10_000_000 + number)}}


def warm(sandbox):
    """The sandbox stands for a service that has long been running: its first calls are not those that count."""
    quota = sandbox.tell("GET", "/behaviour")["quotaPerSecond"]
    sandbox.tell("PATCH", "/behaviour", {"quotaPerSecond": None})
    token = call("POST", f"{sandbox.url}/oauth/token", TOKEN)[1]["access_token"]
    for number in range(500):
        path = f"/userprofile/v1/1/2/3/{number + 1}?fields=audience_memberships"
        call("GET", sandbox.url + path, headers={"Authorization": f"Bearer {token}"})
    sandbox.tell("PATCH", "/behaviour", {"quotaPerSecond": quota})
    sandbox.tell("DELETE", "/counters")
    sandbox.tell("DELETE", "/journal")


def busiest_second(calls):
    """The most calls that came in any sliding second."""
    window = collections.deque()
    most = 0
    for each in calls:
        window.append(each["at"])
        while each["at"] - window[0] >= 1000:
            window.popleft()
        most = max(most, len(window))
    return most


def one_quota(checks, name, redis_dies):
    """Far more is offered than the quota allows, from the first moment of cold processes on.

    If Redis dies, it does so half-way, and is back, empty, for the last quarter.
    """
    with Fleet(f"quota-{name}") as fleet:
        redis = fleet.redis()
        sandbox = fleet.sandbox(SANDBOX_GENERATE="on", SANDBOX_QUOTA_PER_SECOND=str(QUOTA))
        warm(sandbox)
        gateways = fleet.gateways(
            GATEWAYS,
            sandbox,
            REDIS_URL=redis.url,
            MPARTICLE_QUOTA_PER_SECOND=str(QUOTA),
            GATEWAY_INSTANCES=str(GATEWAYS),
        )
        moments = {}

        def kill():
            moments["killed"] = time.time() * 1000
            redis.kill()

        def restart():
            moments["back"] = time.time() * 1000
            fleet.redis(port=redis.port, name="redis-again")

        asides = [(SECONDS / 2, kill), (SECONDS * 3 / 4, restart)] if redis_dies else []
        outcomes = offer(
            [gateway.url for gateway in gateways], OFFERED, SECONDS, cold_profile, asides
        )
        calls = sandbox.journal("profile")

    refused = [each for each in calls if each["status"] == 429]
    counted = [each for each in calls if each["at"] - calls[0]["at"] < SECONDS * 1000]
    used = sum(each["status"] != 429 for each in counted)
    codes = collections.Counter(code for each in outcomes for code in each.codes() or ["data"])
    longest = max(each.seconds for each in outcomes)
    print(f"      {name}: {len(outcomes)} asked: {dict(codes)}; longest {longest:.2f} s")
    print(f"      {name}: busiest second {busiest_second(calls)} of {QUOTA}")
    checks.check(
        len(refused) <= 0.005 * len(calls),
        f"{name}: {len(refused)} of {len(calls)} calls answered 429 "
        f"({100 * len(refused) / len(calls):.2f} %, at most 0.5 %)",
    )
    checks.check(longest <= LONGEST, f"{name}: longest answer in {longest:.2f} s (at most {LONGEST} s)")
    if redis_dies:
        begin, end = moments["killed"] + 1000 * SILENCE, moments["back"]
        alone = sum(begin <= each["at"] < end for each in calls)
        shares = GATEWAYS * (QUOTA // GATEWAYS) * (end - begin) / 1000
        checks.check(
            alone >= 0.8 * shares,
            f"{name}: {alone} calls without Redis, {100 * alone / shares:.1f} % of {GATEWAYS} shares of "
            f"{QUOTA // GATEWAYS} a second for {(end - begin) / 1000:.1f} s (at least 80 %)",
        )
    else:
        share = 100 * used / (QUOTA * SECONDS)
        checks.check(share >= 95, f"{name}: {share:.1f} % of the quota used (at least 95 %)")


def load(checks):
    one_quota(checks, "load", redis_dies=False)


def outage(checks):
    one_quota(checks, "outage", redis_dies=True)


def pause(checks):
    """Every gateway learns of a 429 that one of them got; with a quota, and without."""
    for quota in (str(QUOTA), "off"):
        with Fleet(f"quota-pause-{quota}") as fleet:
            redis = fleet.redis()
            sandbox = fleet.sandbox(SANDBOX_GENERATE="on", SANDBOX_QUOTA_PER_SECOND="off")
            warm(sandbox)
            gateways = fleet.gateways(
                GATEWAYS, sandbox, REDIS_URL=redis.url, MPARTICLE_QUOTA_PER_SECOND=quota
            )
            fault = {"kind": "status", "status": 429, "headers": {"Retry-After": "2"}, "times": 1}
            asides = [
                (5 + 4 * number, lambda: sandbox.tell("POST", "/faults", fault))
                for number in range(5)
            ]
            offer([gateway.url for gateway in gateways], 100, 27, cold_profile, asides)
            calls = sandbox.journal("profile")

        stops = [each for each in calls if each["status"] == 429]
        early = [
            each["at"] - stop["at"]
            for stop in stops
            for each in calls
            if 100 <= each["at"] - stop["at"] < 2000 and gateway_of(each) != gateway_of(stop)
        ]
        checks.check(
            len(stops) == 5 and not early,
            f"pause: with quota {quota}, {len(early)} calls of the others from 100 ms to 2 s after each of "
            f"{len(stops)} pauses (none), {len(calls)} calls in all",
        )


def gateway_of(each):
    return int(each["mpid"]) % GATEWAYS


def lanes(checks):
    """Background reads cannot be asked for over GraphQL: the test asks the gateway's source of profiles itself."""
    log = ROOT / "target" / "acceptance-lanes.log"
    command = [
        "mvn", "-B", "-ntp", "verify", "-Dtest=None", "-Dsurefire.failIfNoSpecifiedTests=false",
        "-Dit.test=LanesIT", f"-Dlanes.seconds={SECONDS}", "-Dlanes.seeds=3",
    ]
    with open(log, "wb") as out:
        done = subprocess.run(command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, check=False)
    found = re.findall(r"^lanes: (pass|FAIL) (.*)$", log.read_text(), re.MULTILINE)
    for result, figure in found:
        checks.check(result == "pass", f"lanes: {figure}")
    if not found or done.returncode and all(result == "pass" for result, figure in found):
        checks.check(False, f"lanes: the test did not run; {log.relative_to(ROOT)} says why")


PARTS = {"load": load, "outage": outage, "pause": pause, "lanes": lanes}

if __name__ == "__main__":
    wanted = sys.argv[1:] or list(PARTS)
    unknown = [name for name in wanted if name not in PARTS]
    if unknown:
        sys.exit(f"no such part: {' '.join(unknown)}; there are {' '.join(PARTS)}")
    made = Checks()
    for part in wanted:
        PARTS[part](made)
    sys.exit(made.end())
