"""Runs commands and says what they took."""

import os
import resource
import signal
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field

# The unit in which the system tells the most memory that a process held.
MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024
OUTPUT_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


@dataclass
class Command:
    """What to run: words, what to set in the environment, what to read, how long at most."""

    words: list
    environment: dict = field(default_factory=dict)
    stdin: str = os.devnull
    limit: float = 600  # seconds
    memory_limit: int = 0  # bytes of address space, 0 for no limit
    stdout: str = ""  # where output goes; nothing for keeping it


@dataclass
class Run:
    """One run: seconds by the clock and of processor time, the most memory held, in bytes."""

    wall: float
    processor: float
    memory: int
    output: str
    failure: str = ""


@dataclass
class Series:
    """The runs of one command, by round. A command that failed is not run again."""

    runs: list = field(default_factory=list)
    failure: str = ""

    def median(self, of="wall"):
        values = [getattr(run, of) for run in self.runs]
        return statistics.median(values) if values else None

    @property
    def output(self):
        return self.runs[-1].output if self.runs else ""

    def times(self, other):
        """How many times as long as `other` this took: the median over rounds that both ran in."""
        if not self.runs or not other.runs:
            return None
        if len(self.runs) != len(other.runs):
            return self.median() / other.median()
        return statistics.median(
            mine.wall / its.wall for mine, its in zip(self.runs, other.runs))


def run(command):
    """Runs a command to its end, or ends it and its children at the limit.

    What a process held counts from what this one holds, so keep this one small.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        actions = [
            (os.POSIX_SPAWN_OPEN, 0, command.stdin, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, command.stdout, OUTPUT_FLAGS, 0o644)
            if command.stdout else (os.POSIX_SPAWN_DUP2, out.fileno(), 1),
            (os.POSIX_SPAWN_DUP2, errors.fileno(), 2),
        ]
        words = [str(word) for word in command.words]
        environment = {**os.environ, **command.environment}
        own_limit = resource.getrlimit(resource.RLIMIT_AS)
        if command.memory_limit:
            # A child takes the limit over.
            resource.setrlimit(resource.RLIMIT_AS, (command.memory_limit, own_limit[1]))
        begin = time.monotonic()
        try:
            child = os.posix_spawnp(
                words[0], words, environment, file_actions=actions, setpgroup=0)
        except OSError as error:
            return Run(0, 0, 0, "", f"cannot be run: {error.strerror}")
        finally:
            resource.setrlimit(resource.RLIMIT_AS, own_limit)
        late = []

        def end(*_):
            late.append(True)
            os.killpg(child, signal.SIGKILL)

        earlier = signal.signal(signal.SIGALRM, end)
        signal.setitimer(signal.ITIMER_REAL, command.limit)
        try:
            _, status, usage = os.wait4(child, 0)
            wall = time.monotonic() - begin
        except BaseException:
            os.killpg(child, signal.SIGKILL)
            raise
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, earlier)
        out.seek(0)
        errors.seek(0)
        result = Run(
            wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * MEMORY_UNIT,
            out.read().decode(errors="replace"))
        if late:
            result.failure = f"not done after {command.limit:.0f} s"
        elif status:
            code = os.waitstatus_to_exitcode(status)
            said = errors.read().decode(errors="replace").strip().split("\n")[-1]
            result.failure = f"signal {-code}" if code < 0 else f"exit code {code}: {said[:200]}"
        return result


def in_turn(commands, rounds, warm_up=0, say=lambda text: None):
    """Runs named commands in turn, round after round, so that a slow minute hits all of them.

    `rounds` is a number, or a function that gives one for a name.
    """
    series = {name: Series() for name in commands}
    wanted = {name: rounds(name) if callable(rounds) else rounds for name in commands}
    for number in range(warm_up + max(wanted.values(), default=0)):
        for name, command in commands.items():
            if series[name].failure or number >= warm_up + wanted[name]:
                continue
            say(f"round {number + 1}, {name}")
            result = run(command)
            if result.failure:
                series[name].failure = result.failure
            elif number >= warm_up:
                series[name].runs.append(result)
    return series
