#!/usr/bin/env python3
"""Write an entities file that puts whoever is called `x…` outside.

    outside.py RECORDS.csv ENTITIES.csv
"""

import csv
import sys


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: outside.py RECORDS.csv ENTITIES.csv")
    outside = set()
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for name in (row["sender"], row["recipient"]):
                if name.startswith("x"):
                    outside.add(name)
    with open(sys.argv[2], "w", encoding="utf-8", newline="") as file:
        file.write("id,zone\n")
        file.writelines(f"{name},external\n" for name in sorted(outside))


if __name__ == "__main__":
    main()
