#!/usr/bin/env python3
"""Traces 1,203 generated cases with Spark, one worker's program being killed, and as one stream: the same lines?

    test_trace_cases.py PROGRAM
"""
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def cases(count):
    """Cases of 1 to some 200 records, of which some are bad."""
    chance = random.Random(11)
    for number in range(count):
        case = number if number % 3 == 0 else f"案{number}" if number % 3 == 1 else f"case {number}"
        records = []
        for record in range(1, 2 + int(200 * chance.random() ** 4)):
            parent = chance.randrange(record)
            minute = 60 * 24 * number + record
            fields = {
                "id": f"R{record}",
                "time": f"2020-01-01T{minute // 60 % 24:02}:{minute % 60:02}:00Z",
                "from": f"P{parent}",
                "to": f"P{record}",
                "channel": chance.choice(["wechat", "email", "fax"]),
            }
            if parent:
                fields["parent"] = f"R{parent}"
            fields["case"] = case
            records.append(fields)
        if number % 400 == 399:
            records[-1]["to"] = {"no": "text"}
        yield [json.dumps(fields, ensure_ascii=False) for fields in records]


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        whole, scattered = [], []
        for lines in cases(1203):
            whole += lines
            scattered += lines
        random.Random(12).shuffle(scattered)
        records = os.path.join(folder, "records")
        os.mkdir(records)
        for part in range(7):
            with open(os.path.join(records, f"part-{part}.ndjson"), "w", encoding="utf-8") as file:
                file.writelines(line + "\n" for line in scattered[part::7])
        print(f"{len(whole)} records of 1203 cases in 7 files")

        start = time.monotonic()
        stream = ("\n".join(whole) + "\n").encode()
        single = subprocess.run([program, "trace", "-", "--by-case"], input=stream, stdout=subprocess.PIPE)
        assert single.returncode == 65, single.returncode
        expected = sorted(single.stdout.decode().splitlines())
        print(f"one process: {time.monotonic() - start:.1f} s, {len(expected)} lines")

        killed = os.path.join(folder, "killed")
        output = os.path.join(folder, "output")
        environment = dict(
            os.environ, REPOST_TRACER=program, KILLED=killed, PYSPARK_PYTHON=sys.executable,
            SPARK_LOCAL_IP="127.0.0.1",
        )
        start = time.monotonic()
        run = subprocess.run(
            [sys.executable, os.path.join(HERE, "trace_cases.py"), records, output, "--master", "local[2,4]",
             "--order", "id", "--tracer", os.path.join(HERE, "kill_once.py")],
            env=environment, stderr=subprocess.PIPE, text=True)
        if run.returncode != 0:
            sys.exit(run.stderr)
        with open(killed, encoding="utf-8") as file:
            print("killed once: the program", file.read().strip())
        failed = len(re.findall(r"Lost task .*TID", run.stderr))
        found = []
        for name in sorted(os.listdir(output)):
            if name.startswith("part-"):
                with open(os.path.join(output, name), encoding="utf-8") as file:
                    found += file.read().splitlines()
        print(f"Spark, 2 workers: {time.monotonic() - start:.1f} s, {len(found)} lines, {failed} failed task")

        assert failed >= 1, run.stderr
        assert "_SUCCESS" in os.listdir(output) and "_temporary" not in os.listdir(output)
        assert len(expected) == 1203, len(expected)
        # Lines of errors and warnings tell line numbers, which are those of the stream that was read.
        number = re.compile(r'"line": [0-9]+')
        expected = sorted(number.sub("", line) for line in expected)
        found = sorted(number.sub("", line) for line in found)
        for one, other in zip(expected, found):
            assert one == other, f"\n{one[:500]}\n{other[:500]}"
        assert len(expected) == len(found)
        print("the same lines")


if __name__ == "__main__":
    main()
