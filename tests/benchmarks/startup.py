"""How long ``milestone-ls --version`` takes beside Python itself: ``python -m tests.benchmarks.startup [ROUNDS]``.

The commands take turns, so that whatever else the machine does meets all of them. Prints a table; judges nothing.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROUNDS = 60

COMMANDS = {
    "`python -c pass`": [sys.executable, "-c", "pass"],
    "`milestone-ls --version`": [str(Path(sys.executable).with_name("milestone-ls")), "--version"],
    "`milestone-ls`, which prints the help": [str(Path(sys.executable).with_name("milestone-ls"))],
}


def main(rounds: int) -> None:
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for command in COMMANDS.values():
        milliseconds(command)  # what the disk holds is in memory from now on
    for _ in range(rounds):
        for name, command in COMMANDS.items():
            taken[name].append(milliseconds(command))
    bare = statistics.median(taken["`python -c pass`"])
    lines = [
        f"{rounds} rounds, Python {sys.version.split()[0]}, milliseconds of wall time",
        "",
        "| | p50 | p95 | p50 over bare Python | times bare Python |",
        "|---|---|---|---|---|",
    ]
    for name, times in taken.items():
        middle, high = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        lines.append(f"| {name} | {middle:.1f} | {high:.1f} | {middle - bare:+.1f} | {middle / bare:.2f} |")
    sys.stdout.write("\n".join([*lines, ""]))


def milliseconds(command: Sequence[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - begin) * 1000


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
