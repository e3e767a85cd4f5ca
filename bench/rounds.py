"""Load by wrk in rounds, and what it took of the processor."""

import collections
import json
import os
import pathlib
import re
import statistics
import subprocess

from contestants import FOR_OTHERS, MARK, on
from fleet import ROOT
from workloads import request_file

TICKS = os.sysconf("SC_CLK_TCK")
TICK = 1 / TICKS
MOST_WARMING = 20
MOST_COMPILING = 0.03
MOST_PASSES = 40
FEW = 16
"""So many at once do not overload a gateway that is cold, which would refuse what it cannot do in 50 ms."""

Round = collections.namedtuple("Round", "answers micros a_second p50 p99 busy megabytes calls errors")
"""CPU microseconds an answer, answers a second, milliseconds, the share of its processor, resident megabytes, calls an answer."""


def cpu_seconds(pid):
    """User and system time of a process, threads that ended included."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def compiler_seconds(pid):
    """What of it the JIT of a JVM took so far."""
    total = 0
    for thread in pathlib.Path(f"/proc/{pid}/task").iterdir():
        try:
            if re.match(r"C[12] Compiler", (thread / "comm").read_text()):
                total += int((thread / "schedstat").read_text().split()[0])
        except OSError:
            pass  # It ended meanwhile.
    return total / 1e9


def resident_megabytes(pid):
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024


def load(server, asked, seconds, connections, checked=False, begin=0):
    """Has a server asked for so long, beginning with an operation of that number, and gives what wrk tells."""
    told = {
        "REQUESTS": str(request_file(asked, server.selection, server.token)),
        "FROM": str(begin),
        **({"MARK": MARK} if checked else {}),
    }
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-s", str(ROOT / "bench" / "ask.lua")]
    with on(FOR_OTHERS):
        ran = subprocess.run(
            [*command, server.url],
            capture_output=True,
            text=True,
            env={"PATH": os.environ["PATH"], **told},
            check=False,
        )
    found = re.search(r"TOLD (.*)", ran.stdout)
    if not found:
        raise RuntimeError(f"wrk: {ran.stdout} {ran.stderr}")
    return json.loads(found.group(1))


def measured(server, asked, seconds, connections, upstream):
    """One round."""
    calls, cpu = upstream.calls(), cpu_seconds(server.pid)
    told = load(server, asked, seconds, connections)
    cpu, calls = cpu_seconds(server.pid) - cpu, upstream.calls() - calls
    # A refusal is cheap, and no answer.
    answers = max(1, told["answers"] - told["errors"])
    return Round(
        answers,
        cpu / answers * 1e6,
        answers / told["seconds"],
        told["p50"],
        told["p99"],
        cpu / told["seconds"],
        resident_megabytes(server.pid),
        calls / answers,
        told["errors"],
    )


def warm(server, asked, options, connections):
    """
    Until an operation has taken no less for ten seconds, and a JVM compiled next to nothing; gives how many of the last answers were
    wrong, all of which are read.
    """
    load(server, asked, options.warm, min(FEW, connections))
    best, idle = micros(server, asked, connections), 0
    for _ in range(MOST_WARMING):
        compiling, cpu = compiler_seconds(server.pid), cpu_seconds(server.pid)
        now = micros(server, asked, connections)
        compiling = (compiler_seconds(server.pid) - compiling) / (cpu_seconds(server.pid) - cpu + TICK)
        idle = 0 if now < 0.97 * best or compiling > MOST_COMPILING else idle + 1
        best = min(now, best)
        if idle == 2:
            break
    else:
        print(f"      {server.name} was still getting faster, with {compiling:.0%} of its time in the JIT: see --warm")
    return load(server, asked, 2, connections, checked=True)["errors"]


def fill(server, asked, upstream):
    """Has everything asked for, one after the other, until nearly all of it is held."""
    at = 0
    for _ in range(MOST_PASSES):
        calls = upstream.calls()
        told = load(server, asked, 5, FEW, begin=at)
        calls = upstream.calls() - calls
        # What was under way at the end was not counted, and is asked again.
        at += told["answers"] - told["errors"]
        if at >= asked.count and calls < 0.001 * told["answers"]:
            return
    print(f"      not all is held by {server.name}")


def micros(server, asked, connections):
    """CPU microseconds an operation, over five seconds."""
    cpu = cpu_seconds(server.pid)
    told = load(server, asked, 5, connections)
    return (cpu_seconds(server.pid) - cpu) / max(1, told["answers"]) * 1e6


def interleaved(servers, mode, options, upstream):
    """The rounds of each by its name, the servers taking turns; and how many wrong answers each gave before."""
    if mode.fill:
        for server in servers:
            fill(server, mode.fill, upstream)
    wrong = {server.name: warm(server, mode.workload, options, mode.connections) for server in servers}
    rounds = {server.name: [] for server in servers}
    for number in range(options.rounds):
        for server in in_turn(servers, number):
            rounds[server.name].append(measured(server, mode.workload, options.seconds, mode.connections, upstream))
    return rounds, wrong


def in_turn(servers, number):
    """Every second round runs backwards, so that a machine that becomes faster or slower favours no server."""
    return servers if number % 2 == 0 else servers[::-1]


def median(rounds, figure):
    return statistics.median(getattr(one, figure) for one in rounds)


def spread(rounds):
    """Half the distance of the dearest round from the cheapest, as a share of the one in the middle."""
    each = [one.micros for one in rounds]
    return (max(each) - min(each)) / 2 / statistics.median(each)


def table(title, rounds, wrong, yardstick):
    """Prints the medians; yardstick is whom the others are set against."""
    base = median(rounds[yardstick], "micros") if yardstick in rounds else None
    print(f"\n| {title} | CPU µs | ± | × {yardstick} | a second | p50 ms | p99 ms | busy | MB | calls | errors |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for name, its in rounds.items():
        micros = median(its, "micros")
        ratio = f"{micros / base:.2f}" if base else ""
        errors = sum(one.errors for one in its) + wrong[name]
        print(
            f"| {name} | {micros:.1f} | {spread(its):.0%} | {ratio} | {median(its, 'a_second'):.0f} | {median(its, 'p50'):.2f}"
            f" | {median(its, 'p99'):.2f} | {median(its, 'busy'):.2f} | {median(its, 'megabytes'):.0f} | {median(its, 'calls'):.2f}"
            f" | {errors} |",
            flush=True,
        )
    print(flush=True)
