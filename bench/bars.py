"""What is promised of each measurement, and whether it was kept."""

from rounds import median

MOST = {
    "hot": ("raw", 1.25),
    "lane": ("raw", 2.0),
    "spread": ("raw", 1.6),
    "miss": ("proxy", 1.3),
}
"""At most so many times the CPU of a yardstick."""

LEAST = {
    "hot": {"mercurius": 2.6, "tailcall": 1.9},
    "spread": {"mercurius": 2.2, "tailcall": 2.2},
    "ten": {"mercurius": 1.6, "tailcall": 4.0},
    "miss": {"tailcall": 1.3},
}
"""A peer takes at least so many times the CPU of the gateway."""

SLOW_UPSTREAM = 50
SLOW_ABOVE = 4
MOST_MEGABYTES = 320
MOST_START = 1000
MOST_MARGIN = 1.1
"""One profile more among twenty takes at most so many times what one more among ten does; above 1, as rounds differ."""


def judge(checks, measured, rounds, wrong):
    """Holds the gateway against what is promised of a mode; who was not measured is told."""
    mode, its = measured.name, rounds["gateway"]
    micros = median(its, "micros")
    if mode in MOST:
        yardstick, most = MOST[mode]
        if yardstick in rounds:
            ratio = micros / median(rounds[yardstick], "micros")
            checks.check(ratio <= most, f"{mode}: {ratio:.2f} × {yardstick} ({most} at most)")
        else:
            print(f"      {mode}: {yardstick} was not measured ({most} × it at most)")
    for peer, least in LEAST.get(mode, {}).items():
        if peer in rounds:
            ratio = median(rounds[peer], "micros") / micros
            checks.check(ratio >= least, f"{mode}: {peer} takes {ratio:.2f} × as much ({least} at least)")
        else:
            print(f"      {mode}: {peer} was not measured ({least} × as much at least)")
    if mode == "slow":
        above = median(its, "p50") - SLOW_UPSTREAM
        checks.check(
            above <= SLOW_ABOVE,
            f"slow: half of the answers {above:.1f} ms after the upstream's {SLOW_UPSTREAM} ms ({SLOW_ABOVE} at most)",
        )
    calls = median(its, "calls")
    if measured.calls:
        kept = calls > 0.99 * measured.calls
        checks.check(kept, f"{mode}: {calls:.3f} calls an operation ({measured.calls}: nothing is held)")
    else:
        checks.check(calls < 0.01, f"{mode}: {calls:.3f} calls an operation (0: all is held)")
    for name in rounds:
        errors = sum(one.errors for one in rounds[name]) + wrong[name]
        checks.check(errors == 0, f"{mode}: {errors} answers of {name} failed or were wrong (0)")
