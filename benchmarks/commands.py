"""What does a command cost? `python -m benchmarks.commands [--rounds 3]`, on this home's graph.

Each command runs as a person runs it, in a process of its own, on a graph that is up. Told are its
own processor time and the time on the clock, the median of the rounds, beside the goal on the
former. The first round of all is not counted: it may have to start what answers.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
from time import perf_counter
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from cli.questions import ask

HELP_SECONDS, QUESTION_SECONDS = 0.4, 1.0
PEOPLE = "{ influencers(first: 50) { nodes { npi } } }"


class Cost(NamedTuple):
    """Seconds of one run: of the processor, and on the clock."""

    processor: float
    clock: float


def commands() -> dict[str, tuple[list[str], float]]:
    """Each command with its goal in seconds of processor time; people are the graph's own."""
    people = [person["npi"] for person in ask(PEOPLE, {})["influencers"]["nodes"]]
    start, goal, *_ = [npi for npi in people if npi][::10]
    pair = [start, goal]
    return {
        "--help": (["--help"], HELP_SECONDS),
        "introduce": (["introduce", *pair], QUESTION_SECONDS),
        "plan": (["plan", *pair], QUESTION_SECONDS),
        "reach": (["reach", start], QUESTION_SECONDS),
        "query": (["query", PEOPLE], QUESTION_SECONDS),
    }


def cost(arguments: list[str]) -> Cost:
    """What one run of a command costs; raises where it fails."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "cli", *arguments], env=os.environ, capture_output=True, text=True
    )
    clock = perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise RuntimeError(f"{arguments[0]} ended with {done.returncode}: {done.stderr}")
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(processor, clock)


def main() -> int:
    """Print what each command costs; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.commands")
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    table = Table("command", "processor", "goal", "met", "clock")
    met = True
    for name, (arguments, goal) in commands().items():
        cost(arguments)
        costs = [cost(arguments) for _ in range(rounds)]
        processor = statistics.median(one.processor for one in costs)
        clock = statistics.median(one.clock for one in costs)
        met &= processor <= goal
        reached = "yes" if processor <= goal else "no"
        table.add_row(name, f"{processor:.2f} s", f"{goal:.1f} s", reached, f"{clock:.2f} s")
    Console().print(table)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
