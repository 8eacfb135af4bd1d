"""Measure the server, and peers beside it, on plans of several sizes: ``python -m tests.benchmarks``.

Prints a Markdown table of p50 and p95 and judges nothing; ``--json FILE`` keeps every figure. Which peers are measured
is told in :mod:`tests.benchmarks.servers`; those that are not installed are told to be absent. Figures of one run can
be compared with each other, since the servers take turns on the same machine; those of two runs cannot.
"""

import argparse
import asyncio
import json
import os
import platform
import statistics
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import plans
from tests.benchmarks.measures import Times, checks, measured
from tests.benchmarks.servers import BARE, OURS, Server, contextlint, servers

SIZES = (10, 100, 1_000, 10_000)
ROUNDS = 10


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sizes", type=int, nargs="*", help=f"milestones in a plan (default: {SIZES})")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="of each measurement (default: %(default)s)")
    parser.add_argument("--only", action="append", metavar="SERVER", help="measure this server alone; may be repeated")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure there")
    options = parser.parse_args()
    chosen = [server for server in servers() if not options.only or server.name in options.only]
    found: dict[str, dict[str, Times]] = {}
    _print(_machine(), *map(_told, chosen))
    for size in options.sizes or SIZES:
        with tempfile.TemporaryDirectory(prefix="plan-") as folder:
            plan = plans.write(Path(folder).resolve() / "plan", size)
            found[str(size)] = {
                server.name: asyncio.run(measured(server, plan, options.rounds))
                for server in chosen
                if server.command is not None
            }
            _check(plan, chosen, found[str(size)])
        _print("", *_table(size, found[str(size)]))
    if options.json:
        options.json.write_text(json.dumps(found, indent=1), encoding="utf-8")


def _check(plan: plans.Plan, chosen: list[Server], times: dict[str, Times]) -> None:
    """The command line's rows."""
    program = str(Path(sys.executable).with_name("milestone-ls"))
    if OURS in times:
        cold, *warm = checks((program, "check"), plan, 4)
        times[OURS] |= {"check on the command line, cold": [cold], "check on the command line, warm": warm}
    commands = {server.name: server.command for server in chosen if server.command}
    if "rumdl" in commands:
        times["rumdl"]["check on the command line, cold"] = checks((commands["rumdl"][0], "check", "."), plan, 1)
    if (command := contextlint()) is not None and plan.size <= 1_000:
        times.setdefault("contextlint", {})["check on the command line, cold"] = checks(command, plan, 1)


def _machine() -> str:
    python = f"Python {platform.python_version()}"
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {python}; milliseconds, p50 / p95"


def _told(server: Server) -> str:
    return f"- {server.name} {server.version if server.command else 'absent'}".rstrip()


def _table(size: int, found: dict[str, Times]) -> list[str]:
    names = list(found)
    rows = list(dict.fromkeys(row for times in found.values() for row in times))
    head = [f"{size:,} milestones", *names, *(["times bare"] if {OURS, BARE} <= found.keys() else [])]
    lines = [head, ["---"] * len(head)]
    for row in rows:
        cells = [_spread(found[name].get(row)) for name in names]
        ratio = [_ratio(found[OURS].get(row), found[BARE].get(row))] if len(head) > len(names) + 1 else []
        lines.append([row, *cells, *ratio])
    return ["| " + " | ".join(line) + " |" for line in lines]


def _spread(times: list[float] | None) -> str:
    if not times:
        return ""
    middle = statistics.median(times)
    high = sorted(times)[min(len(times) - 1, round(0.95 * len(times)))]
    return f"{_figure(middle)} / {_figure(high)}" if len(times) > 1 else _figure(middle)


def _ratio(ours: list[float] | None, bare: list[float] | None) -> str:
    return f"{statistics.median(ours) / statistics.median(bare):.2f}" if ours and bare else ""


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _print(*lines: str) -> None:
    sys.stdout.write("\n".join((*lines, "")))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
