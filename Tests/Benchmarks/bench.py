#!/usr/bin/env python3
"""Measure the program against what else there is, on this machine, in one run.

    bench.py FOLDER [--tool PROGRAM] [--full] [--weibo FOLDER] [--only PART …] [--networkx-all]

Files, the peers (see engines.py) and the results are kept in FOLDER. Prints a table, writes
`table.md` and `results.json` there, and ends with 1 where a bar is missed or a result differs.
Ratios are medians over rounds in which all commands take turns.
"""

import argparse
import datetime
import os
import platform
import signal
import subprocess
import sys

import checks as check
import measure
import shapes
import table
from engines import Engines, MODULES
from inputs import Inputs
from table import Row
from tool import Tool

HERE = os.path.dirname(os.path.abspath(__file__))
FASTEST = "polars+scipy"
# How many times as fast as the fastest peer, by the number of records.
FASTEST_BARS = {10_000: 20, 100_000: 12, 1_000_000: 4, 10_000_000: 3}
OTHER_BAR, OTHER_BAR_LARGE = 8, 5
FLOOR_BAR = 6
GROWTH_BAR, GROWTH_BAR_LARGE = 13, 20
BYTES_A_RECORD = 200
SHAPE_BAR = 3
NDJSON_BAR = 3
START_BAR, START_SECONDS = 3, 0.015
ROUNDS = {10_000: 7, 100_000: 5, 1_000_000: 3, 10_000_000: 1}
LARGE = 10_000_000
OUR_LIMIT, THEIR_LIMIT = 300, 900
# The name by which our own runs go among others.
OURS = "repost-tracer"
PARTS = ("cascades", "start", "weibo", "shapes", "ndjson")
SHAPES = (
    ("chain", 1_000_000), ("open-chain", 1_000_000), ("star", 1_000_000), ("hub", 1_000_000),
    ("group", 20_000), ("day", 1_000_000), ("days", 1_000_000), ("unnamed", 100_000),
    ("timeless", 1_000_000), ("loose", 1_000_000))


class Bench:
    def __init__(self, options):
        self.options = options
        self.sizes = [10_000, 100_000, 1_000_000] + ([LARGE] if options.full else [])
        if options.sizes:
            self.sizes = options.sizes
        self.tool = Tool(options.tool, OUR_LIMIT)
        self.inputs = Inputs(os.path.join(options.folder, "data"), self.say)
        self.checks = check.Checks(self.say)
        self.rows = []
        self.notes = []
        self.engines = Engines(options.folder)
        self.present = []
        for engine in MODULES:
            lack = self.engines.lacks(engine)
            if lack:
                self.notes.append(f"{engine} is not measured: {lack}")
            else:
                self.present.append(engine)
        self.floor = self.built_floor()
        if not self.tool.has_summary_only:
            self.notes.append(
                "the program has no --summary-only: `trace --format json` is timed instead")

    def say(self, text):
        print(f"bench: {text}", file=sys.stderr, flush=True)

    def built_floor(self):
        source, program = os.path.join(HERE, "floor.c"), os.path.join(self.options.folder, "floor")
        compiler = os.environ.get("CC", "cc")
        try:
            built = subprocess.run(
                [compiler, "-std=c17", "-O3", "-mavx2", "-mbmi2", "-o", program, source],
                capture_output=True, text=True, check=False)
        except OSError as error:
            self.notes.append(f"the C floor is not measured: {compiler}: {error.strerror}")
            return None
        if built.returncode:
            self.notes.append("the C floor is not measured: floor.c cannot be built here")
            return None
        return program

    def measured(self, commands, rounds, warm_up=1, title=""):
        return measure.in_turn(
            commands, rounds, warm_up, lambda text: self.say(f"{title}: {text}"))

    def add(self, kind, count, other, ours, theirs, bar, sense="least", invert=True):
        """A row for our series against another; `invert` where theirs should be the longer."""
        row = Row(kind, count, other, bar=bar, sense=sense)
        row.ours = ours.median()
        row.theirs = theirs.median() if theirs else None
        if ours.failure:
            row.note = f"{OURS}: {ours.failure}"
            self.checks.holds(f"{kind} of {count:,} records is done", False, ours.failure)
        elif theirs is None:
            row.note = "not there"
        elif theirs.failure:
            row.note = f"{other}: {theirs.failure}"
        else:
            row.ratio = theirs.times(ours) if invert else ours.times(theirs)
        self.rows.append(row)
        return row

    def peers_of(self, count):
        """The engines to run, and what to run for each."""
        for engine in self.present:
            if engine == "networkx" and count > 100_000 and not self.options.networkx_all:
                continue
            yield engine

    def peer_commands(self, count, file):
        return {
            engine: measure.Command(
                self.engines.words(engine, file), self.engines.environment(engine),
                limit=THEIR_LIMIT)
            for engine in self.peers_of(count)}

    def bar_against(self, engine, count):
        if engine == FASTEST:
            return FASTEST_BARS[max(size for size in FASTEST_BARS if size <= max(count, 10_000))]
        return OTHER_BAR_LARGE if count >= LARGE else OTHER_BAR

    def add_peers(self, kind, count, series, bar_count=None):
        for engine in MODULES:
            if engine not in self.present or engine in series:
                self.add(
                    kind, count, engine, series[OURS], series.get(engine),
                    self.bar_against(engine, bar_count or count))

    def cascades(self):
        ours = {}
        for count in self.sizes:
            file = self.inputs.cascade(count)
            commands = {OURS: self.tool.trace(file)}
            if self.floor and count >= 1_000_000:
                commands["C floor"] = measure.Command([self.floor, "load", file])
            commands.update(self.peer_commands(count, file))
            rounds = ROUNDS.get(count, 3)
            own_rounds = max(rounds, 3)
            series = self.measured(
                commands, lambda name: own_rounds if name in (OURS, "C floor") else rounds,
                warm_up=0 if count >= LARGE else 1, title=f"{count:,} records")
            ours[count] = series[OURS]
            self.add_peers("trace", count, series)
            if count >= 1_000_000:
                self.add(
                    "trace", count, "C floor", series[OURS], series.get("C floor"), FLOOR_BAR,
                    "most", invert=False)
            self.memory(count, series)
            self.checks.apart(check.timed_summary, self.tool, self.inputs, count)
            self.checks.apart(
                check.against_peers, self.tool, self.inputs, count,
                {name: its.output for name, its in series.items()
                 if name in MODULES and its.output})
        for count in self.sizes:
            if count // 10 in ours:
                bar = GROWTH_BAR_LARGE if count >= LARGE else GROWTH_BAR
                row = self.add(
                    "growth", count, f"{count // 10:,}", ours[count], ours[count // 10], bar,
                    "most", invert=False)
                if row.ours and row.theirs:
                    row.ratio = row.ours / row.theirs
        self.checks.apart(check.against_reference, self.tool, self.inputs, 10_000)
        self.checks.apart(check.threads, self.tool, self.inputs, 100_000)

    def memory(self, count, series):
        held = series[OURS].median("memory")
        if held is None or count < 1_000_000:
            return
        is_asked = count >= LARGE
        self.rows.append(Row(
            "memory", count, "bytes a record", held, None, held / count,
            BYTES_A_RECORD if is_asked else None, "most", "bytes"))
        peers = {
            name: its.median("memory") for name, its in series.items()
            if name in MODULES and its.runs}
        if peers:
            leanest = min(peers, key=peers.get)
            self.rows.append(Row(
                "memory", count, leanest, held, peers[leanest], peers[leanest] / held,
                2 if is_asked else None, "least", "bytes"))

    def start(self):
        series = self.measured(
            {OURS: self.tool.start(), "true": measure.Command(["true"])}, 20, title="start-up")
        row = self.add(
            "start", 0, "true", series[OURS], series["true"], START_BAR, "most", invert=False)
        if row.ours is not None and not row.met and row.ours <= START_SECONDS:
            row.note = f"within {START_SECONDS * 1000:.0f} ms, which is enough"
            row.bar = None

    def weibo(self):
        if not self.options.weibo:
            self.notes.append("the Weibo cascades are not measured: no folder is named (WEIBO=…)")
            return
        try:
            folder = self.inputs.weibo(os.path.abspath(self.options.weibo))
        except (OSError, subprocess.CalledProcessError) as error:
            self.notes.append(f"the Weibo cascades are not measured: {error}")
            return
        file = os.path.join(folder, "weibo.csv")
        edges = os.path.join(folder, "weibo-edges.csv")
        stream = os.path.join(folder, "weibo.ndjson")
        with open(file, encoding="utf-8") as lines:
            count = sum(1 for _ in lines) - 1
        commands = {OURS: self.tool.trace(file)}
        if self.tool.has_by_case:
            commands["cases"] = self.tool.cases(stream)
        else:
            self.notes.append("the Weibo cascades as cases are not measured: there is no --by-case")
        commands.update(self.peer_commands(count, edges))
        series = self.measured(commands, 3, title="Weibo")
        self.add_peers("weibo", count, series, 1_000_000)
        if "cases" in series:
            self.add_peers("cases", count, {**series, OURS: series["cases"]}, 1_000_000)
            self.checks.apart(check.weibo_cases, self.tool, folder)
        self.checks.apart(check.weibo_one_case, self.tool, folder)

    def shapes(self):
        base = measure.run(self.tool.start()).memory
        for shape, count in SHAPES:
            options = []
            if shape in shapes.SHAPES:
                file, entities = self.inputs.shape(shape, count)
                if shape == "group":
                    options = ["--entities", entities]
            else:
                file = self.inputs.cascade(count, shape)
            commands = {
                OURS: self.tool.trace(file, *options),
                "cascade": self.tool.trace(self.inputs.cascade(count))}
            series = self.measured(commands, 3, title=f"{shape} of {count:,}")
            row = self.add(
                shape, count, "cascade of that size", series[OURS], series["cascade"], SHAPE_BAR,
                "most", invert=False)
            held = series[OURS].median("memory")
            if held is None:
                continue
            allowed = base + BYTES_A_RECORD * count
            row.note = f"{held / count:.0f} bytes a record" if held > allowed else ""
            self.checks.holds(
                f"{shape} of {count:,} records holds no more than {BYTES_A_RECORD} bytes a record",
                held <= allowed, f"{held / count:.0f} bytes a record")

    def ndjson(self):
        count = 1_000_000
        series = self.measured(
            {OURS: self.tool.trace(self.inputs.ndjson(count)),
             "CSV": self.tool.trace(self.inputs.cascade(count))}, 3, title="NDJSON")
        self.add("ndjson", count, "CSV", series[OURS], series["CSV"], NDJSON_BAR, "most", False)
        self.checks.apart(check.formats, self.tool, self.inputs, 10_000)

    def run(self):
        load = " ".join("%.1f" % value for value in os.getloadavg())
        self.say(f"load of the machine when it began: {load}")
        for part in PARTS:
            if not self.options.only or part in self.options.only:
                getattr(self, part)()
        return self.report(load)

    def report(self, load):
        machine = described_machine()
        machine["load"] = load
        machine["peers"] = {
            engine: self.engines.version(engine) for engine in self.present}
        folder = self.options.folder
        table.save(
            os.path.join(folder, "results.json"), self.rows, machine, self.checks.made)
        missed = [row for row in self.rows if row.met is False]
        failed = [row for row in self.rows if row.ours is None]
        wrong = self.checks.wrong()
        closing = [
            f"{len(self.checks.made)} results compared, {len(wrong)} differ",
            f"{sum(row.met is not None for row in self.rows)} bars measured, {len(missed)} missed"]
        text = [table.machine_line(machine), "Load when it began: " + load, "Peers: " + ", ".join(
            f"{engine} {version}" for engine, version in machine["peers"].items())]
        text += self.notes
        text += [f"different: {one['what']}: {one['detail']}" for one in wrong] + closing
        with open(os.path.join(folder, "table.md"), "w", encoding="utf-8") as file:
            file.write(table.markdown(self.rows) + "\n\n")
            file.writelines(f"- {line}\n" for line in text)
        print(table.terminal(self.rows))
        print()
        print("\n".join(text))
        return 1 if missed or failed or wrong else 0


def described_machine():
    processor = platform.processor() or platform.machine()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    system = f"{platform.system()} {platform.release()}"
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            for line in file:
                if line.startswith("model name"):
                    processor = line.split(":", 1)[1].strip()
                    break
        system = platform.freedesktop_os_release()["PRETTY_NAME"] + ", " + system
    except OSError:
        pass
    swift = subprocess.run(
        [os.environ.get("SWIFT", "swift"), "--version"], capture_output=True, text=True,
        check=False).stdout.split("(")[0].strip()
    return {
        "processor": processor, "cores": os.cpu_count(), "memory": f"{memory:.0f}",
        "system": system, "swift": swift, "day": datetime.date.today().isoformat()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder")
    parser.add_argument("--tool", default=".build/release/repost-tracer")
    parser.add_argument("--full", action="store_true", help="ten million records too")
    parser.add_argument("--weibo", default="", help="the folder with the cascades of Weibo")
    parser.add_argument("--only", nargs="*", choices=PARTS, help="these parts alone")
    parser.add_argument("--sizes", nargs="*", type=int, help="these numbers of records alone")
    parser.add_argument("--networkx-all", action="store_true", help="networkx past 100,000 too")
    options = parser.parse_args()
    # Ends what is being run as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if not os.path.exists(options.tool):
        raise SystemExit(f"bench: there is no {options.tool}: run `make build` first")
    sys.exit(Bench(options).run())


if __name__ == "__main__":
    main()
