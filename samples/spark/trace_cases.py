#!/usr/bin/env python3
"""Trace many cases on many machines: group records by case with Spark, pipe each group through repost-tracer.

    spark-submit trace_cases.py RECORDS OUTPUT [options] [-- options of repost-tracer trace]

RECORDS is a file or folder of NDJSON records with a field "case", in any order and spread over any files.
OUTPUT becomes a folder of part files that hold one line of JSON for each case.
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import zlib

from pyspark import SparkFiles
from pyspark.sql import SparkSession


def main():
    options = arguments()
    builder = SparkSession.builder.appName("repost-tracer by case")
    if options.master:
        builder = builder.master(options.master)
    context = builder.getOrCreate().sparkContext
    fields, tracer, more = options.order.split(","), options.tracer, options.more
    (
        context.textFile(options.records, options.partitions)
        .filter(lambda line: line.strip() != "")
        .map(lambda line: (place(line, fields), line))
        # One key's records go to one partition, and partitions are sorted on disk where memory is short.
        .repartitionAndSortWithinPartitions(options.partitions, partition)
        .values()
        .mapPartitions(lambda lines: traced(lines, tracer, more))
        .saveAsTextFile(options.output)
    )


def arguments():
    ours, more = sys.argv[1:], []
    if "--" in ours:
        mark = ours.index("--")
        ours, more = ours[:mark], ours[mark + 1 :]
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("records", help="a file or folder of NDJSON records with a field 'case'")
    parser.add_argument("output", help="the folder to make; it must not be there yet")
    parser.add_argument("--order", default="time,id", help="the fields that order a case's records (time,id)")
    parser.add_argument("--partitions", type=int, default=8, help="into how many parts to cut the work (8)")
    parser.add_argument("--tracer", default="repost-tracer", help="the program, on every machine")
    parser.add_argument("--master", help="where Spark runs, such as local[2,4]; spark-submit has its own")
    options = parser.parse_args(ours)
    options.more = more
    return options


def place(line, fields):
    """Where a line stands: the lines of a case together, in the order of some fields, else of their text."""
    try:
        # A number stays as it is written, for "1" and 1 are the same case and 1.0 is another.
        record = json.loads(line, parse_int=str, parse_float=str)
        case = record["case"]
        if not isinstance(case, str):
            raise TypeError
    except (ValueError, TypeError, KeyError):
        # Lines of no case stand first, between no two lines of one; the program names them as errors.
        return ("", (), line)
    return ("." + case, tuple(natural(record.get(field)) for field in fields), line)


def natural(value):
    """A key by which R2 comes before R10."""
    pieces = re.split("([0-9]+)", "" if value is None else str(value))
    return tuple(int(piece) if piece.isascii() and piece.isdigit() else piece for piece in pieces)


def partition(key):
    """The same on every machine and in every run."""
    return zlib.crc32(key[0].encode("utf-8", "surrogatepass"))


def traced(lines, tracer, more):
    """The lines that the program gives for the records of a partition.

    Whatever goes wrong ends in an exception: then Spark throws away what came of this attempt and makes
    another, for a case that was cut short looks like a whole one.
    """
    program = shutil.which(tracer) or SparkFiles.get(tracer)
    command = [program, "trace", "-", "--by-case", "--jobs", "1", "--quiet", *more]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    failures = []

    def feed():
        try:
            for line in lines:
                child.stdin.write(line.encode("utf-8", "surrogatepass") + b"\n")
            child.stdin.close()
        except BrokenPipeError:
            pass  # The program has ended; its exit code says why.
        except BaseException as failure:
            # Killed before its input is closed, it cannot take what it has for all there is.
            failures.append(failure)
            child.kill()

    feeder = threading.Thread(target=feed, daemon=True)
    feeder.start()
    try:
        for line in child.stdout:
            if not line.endswith(b"\n"):
                raise RuntimeError(f"{program} was cut off within a line")
            yield line[:-1].decode("utf-8")
        code = child.wait()
        feeder.join()
        if failures:
            raise failures[0]
        # 65: some case was bad, and its line says so.
        if code not in (0, 65):
            raise RuntimeError(f"{program} ended with {code}")
    finally:
        child.kill()
        child.wait()


if __name__ == "__main__":
    main()
