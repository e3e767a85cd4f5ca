"""What the gateway takes of memory with ten thousand profiles held."""

from bars import MOST_MEGABYTES
from rounds import FEW, fill, load, resident_megabytes
from workloads import PROFILES, SPREAD

WHOLE = (
    "{ mpid isOptedOut attributes { lifetimeValue } userAttributes { name values } audienceMemberships { audienceId audienceName }"
    " userIdentities { rawType value } deviceIdentities { rawType value } }"
)
CONNECTIONS = FEW


def memory(fleet, field, options, checks):
    del fleet
    gateway = field.gateway(selection=WHOLE, GATEWAY_ATTRIBUTES_EXPOSED="*")
    fill(gateway, SPREAD, field.upstream)
    load(gateway, SPREAD, options.warm, CONNECTIONS)
    calls = field.upstream.calls()
    seen = []
    errors = 0
    for _ in range(options.rounds):
        told = load(gateway, SPREAD, options.seconds, CONNECTIONS, checked=True)
        errors += told["errors"]
        seen.append(resident_megabytes(gateway.pid))
    fetched = field.upstream.calls()
    print(f"      {fetched} calls for {PROFILES} profiles, {fetched - calls} of them since all were held; {errors} wrong answers")
    checks.check(errors == 0 and fetched == calls >= PROFILES, f"memory: {PROFILES} profiles are held, whole")
    checks.check(
        max(seen) <= MOST_MEGABYTES,
        f"memory: {max(seen):.0f} MB resident under load with {options.java} ({MOST_MEGABYTES} at most)",
    )
    gateway.stop()
