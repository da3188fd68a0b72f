"""How the program under test is run."""

import os
import subprocess

from measure import Command

# A program that takes more than this is not worth waiting for, and must not take the machine down.
MEMORY_LIMIT = 8 << 30


class Tool:
    def __init__(self, path, limit):
        self.path = path
        self.limit = limit
        help_text = subprocess.run(
            [path, "trace", "--help"], capture_output=True, text=True, check=True).stdout
        self.has_summary_only = "--summary-only" in help_text
        self.has_by_case = "--by-case" in help_text
        self.has_jobs = "--jobs" in help_text

    def trace(self, file, *options):
        """What is timed: everything computed, the summary printed, no folder written."""
        last = ["--summary-only"] if self.has_summary_only else ["--format", "json"]
        return Command(
            [self.path, "trace", file, *last, "--quiet", *options], limit=self.limit,
            memory_limit=MEMORY_LIMIT, stdout=os.devnull)

    def figures(self, file, *options):
        """The same with all figures as JSON, to see that they are right."""
        return Command(
            [self.path, "trace", file, "--format", "json", "--quiet", *options], limit=self.limit,
            memory_limit=MEMORY_LIMIT)

    def cases(self, file):
        """A line of JSON with the answers and figures of each case of a stream."""
        short = ["--summary-only"] if self.has_summary_only else []
        return Command(
            [self.path, "trace", "-", "--by-case", "--quiet", *short], stdin=file, limit=self.limit,
            memory_limit=MEMORY_LIMIT, stdout=os.devnull)

    def start(self):
        return Command([self.path, "--version"], limit=self.limit)
