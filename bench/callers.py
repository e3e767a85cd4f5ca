"""Access tokens of the benchmarks' callers, and the settings of a gateway that verifies them."""

import functools
import json
import subprocess
import time

import jvm

JWK_SET = jvm.BUILT / "keys.json"
ISSUER = "https://login.example.com/"
AUDIENCE = "profile-gateway"

VERIFIES_TOKENS = {
    "GATEWAY_ACCESS": "tokens",
    "GATEWAY_JWKS_FILE": str(JWK_SET),
    "GATEWAY_JWT_ISSUER": ISSUER,
    "GATEWAY_JWT_AUDIENCE": AUDIENCE,
    # A benchmark has few callers; the rate of each is far above the default limit.
    "GATEWAY_LIMIT_OPERATIONS_PER_SECOND": "1000000",
}
"""The file of JWK_SET exists once tokens() has been called."""

READS_EVERY_PROFILE = {"sub": "bench", "scope": "profile:read"}


def viewer(mpid):
    """Claims of a user, identified by mpid, who may read only their own profile."""
    return {"sub": f"customer-{mpid}", "mpid": mpid}


@functools.lru_cache(maxsize=None)
def tokens(viewer_mpids):
    """
    One token that may read every profile, and one for each viewer, in their order; valid for a day. A call with other viewers makes a
    new key, and JWK_SET then verifies the tokens of that call only.
    """
    now = int(time.time())
    common = {"iss": ISSUER, "aud": AUDIENCE, "iat": now, "exp": now + 86_400}
    claims = [READS_EVERY_PROFILE, *map(viewer, viewer_mpids)]
    lines = "\n".join(json.dumps({**common, **each}) for each in claims)
    command = jvm.ours("SignedTokens", JWK_SET)
    signed = subprocess.run(command, input=lines, check=True, capture_output=True, text=True).stdout.split()
    return signed[0], signed[1:]
