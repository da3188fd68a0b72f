#!/usr/bin/env python3
"""Write records in the shapes that are hardest to trace.

    shapes.py SHAPE COUNT FILE [--entities FILE]

- `chain`: everyone passes on to the next, COUNT times; each record names the one before it.
- `open-chain`: the same, with no record naming another.
- `star`: one person sends to COUNT others.
- `hub`: half of the records go to one person, who passes on to as many others. Written out as pairs
  of a record and what it can have come from, these are COUNT × COUNT / 4.
- `group`: COUNT people post one item in one group; its entities file declares the group.
"""

import argparse
import datetime

BEGIN = datetime.datetime(2026, 3, 1, tzinfo=datetime.timezone.utc)


def moment(seconds):
    return (BEGIN + datetime.timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def chain(count):
    yield "id,time,sender,recipient,channel,item,parent\n"
    for i in range(count):
        before = "r%08d" % (i - 1) if i else ""
        yield "r%08d,%s,u%07d,u%07d,chat,I0001,%s\n" % (i, moment(i), i, i + 1, before)


def open_chain(count):
    yield "id,time,sender,recipient,channel,item\n"
    for i in range(count):
        yield "r%08d,%s,u%07d,u%07d,chat,I0001\n" % (i, moment(i), i, i + 1)


def star(count):
    yield "id,time,sender,recipient,channel,item\n"
    for i in range(count):
        yield "r%08d,%s,u%07d,u%07d,chat,I0001\n" % (i, moment(i), 0, i + 1)


def hub(count):
    yield "id,time,sender,recipient,channel,item\n"
    half = count // 2
    for i in range(count):
        sender, recipient = (i + 1, 0) if i < half else (0, i + 1)
        yield "r%08d,%s,u%07d,u%07d,chat,I0001\n" % (i, moment(i), sender, recipient)


def group(count):
    yield "id,time,sender,recipient,channel,item\n"
    for i in range(count):
        yield "r%08d,%s,u%07d,the group,group,I0001\n" % (i, moment(i), i)


SHAPES = {"chain": chain, "open-chain": open_chain, "star": star, "hub": hub, "group": group}


def write(shape, count, path, entities=None):
    with open(path, "w", encoding="utf-8", newline="") as out:
        out.writelines(SHAPES[shape](count))
    if entities:
        with open(entities, "w", encoding="utf-8", newline="") as out:
            out.write("id,kind\nthe group,group\n")
            if shape == "group":
                out.writelines("u%07d,person\n" % i for i in range(count))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("shape", choices=SHAPES)
    parser.add_argument("count", type=int)
    parser.add_argument("file")
    parser.add_argument("--entities")
    arguments = parser.parse_args()
    write(arguments.shape, arguments.count, arguments.file, arguments.entities)


if __name__ == "__main__":
    main()
