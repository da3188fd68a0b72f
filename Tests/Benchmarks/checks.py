"""Whether what was timed gave the right answers.

Each function makes its comparisons with `checks`. Answers can be large, so they are run through
`Checks.apart`.
"""

import csv
import json
import os
import re
import sys
import traceback
from dataclasses import replace

import measure

HERE = os.path.dirname(os.path.abspath(__file__))


class Checks:
    """The comparisons made, each with whether it held."""

    def __init__(self, say):
        self.made = []
        self.say = say

    def equal(self, what, found, expected):
        is_right = found == expected
        detail = "" if is_right else f"found {shown(found)}, expected {shown(expected)}"
        self.made.append({"what": what, "right": is_right, "detail": detail})
        if not is_right:
            self.say(f"DIFFERENT: {what}: {detail}")

    def holds(self, what, is_right, detail=""):
        self.made.append(
            {"what": what, "right": bool(is_right), "detail": "" if is_right else detail})
        if not is_right:
            self.say(f"DIFFERENT: {what}: {detail}")

    def apart(self, comparisons, *arguments):
        """Makes comparisons in a process of its own, which takes what it read with it."""
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            code = 1
            try:
                os.close(reading)
                own = Checks(self.say)
                comparisons(own, *arguments)
                with os.fdopen(writing, "w", encoding="utf-8") as out:
                    json.dump(own.made, out)
                code = 0
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(code)
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as file:
            text = file.read()
        _, status = os.waitpid(child, 0)
        if status:
            self.holds(f"{comparisons.__name__} can be worked out", False, "see above")
        else:
            self.made.extend(json.loads(text))

    def wrong(self):
        return [check for check in self.made if not check["right"]]


def shown(value):
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 200 else text[:200] + "…"


def parsed(checks, what, command):
    """What a command printed as JSON, or nothing where it failed."""
    result = measure.run(command)
    if result.failure:
        checks.holds(what, False, result.failure)
        return None
    return json.loads(result.output)


def against_reference(checks, tool, inputs, count):
    """Everything that depends on time and parents, against a slow computation of its own."""
    file = inputs.cascade(count)
    options = inputs.zones(file)
    title = f"{count:,} records against the slow reference"
    trace = parsed(checks, title, tool.figures(file, *options))
    expected = parsed(
        checks, title,
        measure.Command([sys.executable, os.path.join(HERE, "reference.py"), file]))
    if trace is None or expected is None:
        return
    summary = trace["summary"]
    for name in ("records", "size", "breadth", "structural_virality"):
        checks.equal(f"{title}: {name}", summary[name], expected[name])
    checks.equal(f"{title}: max_depth", summary["max_depth"], len(expected["breadth"]) - 1)
    checks.equal(
        f"{title}: max_breadth", summary["max_breadth"], max(expected["breadth"][1:] or [0]))
    checks.equal(f"{title}: origins", sorted(summary["origins"]), expected["origins"])
    checks.equal(
        f"{title}: first_external", sorted(trace["first_external"]["records"]),
        expected["first_external"])
    people = {person["entity"]: person for person in trace["forwarders"]}
    for person in expected["people"]:
        found = people.get(person["entity"], {})
        checks.equal(
            f"{title}: {person['entity']}", {name: found.get(name) for name in person}, person)


def against_peers(checks, tool, inputs, count, answers):
    """What the peers answer too. `answers` holds their output by engine."""
    if not answers:
        return
    file = inputs.cascade(count)
    title = f"{count:,} records"
    trace = parsed(checks, title, tool.figures(file, *inputs.zones(file)))
    if trace is None:
        return
    summary = trace["summary"]
    widest = max(person["fan_out"] for person in trace["forwarders"])
    agreed = None
    for engine, output in answers.items():
        answer = json.loads(output)
        checks.equal(f"{title}: records, as {engine}", summary["records"], answer["records"])
        # Whoever is in a record of these sends or receives, and all of it is live.
        checks.equal(f"{title}: size, as {engine}", summary["size"], answer["entities"])
        checks.equal(f"{title}: widest fan-out, as {engine}", widest, answer["widest"])
        checks.holds(
            f"{title}: first record to the outside, as {engine}",
            answer["first_outside"] in trace["first_external"]["records"],
            f"{answer['first_outside']} is not in {trace['first_external']['records'][:5]}")
        common = {
            name: value for name, value in answer.items()
            if name not in ("engine", "phases", "total")}
        if agreed is None:
            agreed = common
        shared = {name: value for name, value in common.items() if name in agreed}
        checks.equal(
            f"{title}: {engine} and the other peers", shared,
            {name: agreed[name] for name in shared})
        agreed = {**agreed, **common}


def timed_summary(checks, tool, inputs, count):
    """What is timed counts all records."""
    if not tool.has_summary_only:
        return
    result = measure.run(replace(tool.trace(inputs.cascade(count)), stdout=""))
    numbers = {text.replace(",", "") for text in re.findall(r"\d[\d,]*", result.output)}
    checks.holds(
        f"{count:,} records: the summary that is timed counts them", str(count) in numbers,
        result.failure or result.output[:200])


def threads(checks, tool, inputs, count):
    """The same bytes whatever the number of threads."""
    if not tool.has_jobs:
        return
    file = inputs.cascade(count)
    outputs = []
    for options in (["--jobs", "1"], []):
        result = measure.run(tool.figures(file, *options))
        outputs.append(result.failure or result.output)
    checks.holds(
        f"{count:,} records: the same bytes with one thread as with all", outputs[0] == outputs[1],
        "they differ")


def formats(checks, tool, inputs, count):
    """The same figures from NDJSON as from CSV."""
    seen = []
    for file in (inputs.cascade(count), inputs.ndjson(count)):
        trace = parsed(checks, f"{count:,} records of {file}", tool.figures(file))
        if trace is None:
            return
        del trace["inputs"], trace["case"]
        trace.pop("warnings", None)  # they name files and lines
        seen.append(trace)
    checks.holds(
        f"{count:,} records: the same figures from NDJSON as from CSV", seen[0] == seen[1],
        "they differ")


def summary_of(case):
    """The figures of a case in a line of the stream's results."""
    for name in ("summary", "trace"):
        if isinstance(case.get(name), dict):
            return summary_of(case[name]) if name == "trace" else case[name]
    return case


def weibo_expected(folder):
    """Figures by case, `*` being all of them as one case."""
    with open(os.path.join(folder, "weibo-expected.csv"), encoding="utf-8", newline="") as file:
        return {
            row.pop("case"): {name: int(value) for name, value in row.items()}
            for row in csv.DictReader(file)}


def weibo_cases(checks, tool, folder):
    """Every cascade by itself."""
    lines = os.path.join(folder, "weibo-traces.ndjson")
    result = measure.run(replace(tool.cases(os.path.join(folder, "weibo.ndjson")), stdout=lines))
    if result.failure:
        checks.holds("Weibo as cases", False, result.failure)
        return
    expected = weibo_expected(folder)
    del expected["*"]
    found = {}
    with open(lines, encoding="utf-8") as file:
        for text in file:
            case = json.loads(text)
            found[str(case.get("case"))] = summary_of(case)
    os.remove(lines)
    checks.equal("Weibo: number of cases", len(found), len(expected))
    differing = [
        (name, {field: found.get(name, {}).get(field) for field in want}, want)
        for name, want in expected.items()
        if any(found.get(name, {}).get(field) != value for field, value in want.items())]
    checks.equal("Weibo: cases whose figures differ", len(differing), 0)
    if differing:
        name, got, want = differing[0]
        checks.equal(f"Weibo: case {name}", got, want)


def weibo_one_case(checks, tool, folder):
    expected = weibo_expected(folder)["*"]
    title = "Weibo as one case"
    trace = parsed(checks, title, tool.figures(os.path.join(folder, "weibo.csv")))
    if trace is not None:
        checks.equal(title, {name: trace["summary"][name] for name in expected}, expected)
