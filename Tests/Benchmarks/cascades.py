#!/usr/bin/env python3
"""Write generated forwarding records.

    cascades.py COUNT FILE [--seed N] [--form FORM] [--ndjson FILE]

The records come from a simulation in order of time. Whoever gets an item for the first time may
pass it on after a while, to a number of people that follows a power law, mostly within a community
of 180; a group gets a record once and hands it to the members who read it. Three in a hundred
people are outside (`x…@out….example`), three have Chinese names, one in a thousand a name that CSV
must quote. Three senders in twenty do not live at +08:00. One row in a thousand is left out, so a
few parents are missing, as in a real export.

The same count and seed give the same bytes on every Python since 3.2: only `random.random` is
asked.

Forms: `cascade` has everything. The others are as hard as can be made of the same records: `days`
has times cut to their day and no parents, `day` the same with all on one day, `timeless` parents and
no times, `loose` neither, `unnamed` no senders.
"""

import argparse
import array
import datetime
import heapq
import json
import math
import random

ITEMS = 12
COMMUNITY = 180
CHANNELS = ("chat", "group", "groupread", "mail")
START = 1772323200  # 2026-03-01T00:00:00Z
OFFSETS = ((8 * 3600, "+08:00"),) * 17 + (
    (0, "Z"),
    (9 * 3600, "+09:00"),
    (-5 * 3600, "-05:00"),
)


class Population:
    """People are numbered from 0, groups follow them."""

    def __init__(self, count):
        self.people = max(500, int(count * 0.55))
        self.groups = max(20, count // 120)
        self.total = self.people + self.groups

    def name(self, who):
        if who >= self.people:
            return "g%07d" % (who - self.people)
        h = scatter(who)
        kind = h % 1000
        if kind < 30:
            return "x%07d@out%d.example" % (who, h % 37)
        if kind < 60:
            family = "王李张刘陈杨赵黄周吴"[(h >> 10) % 10]
            given = "伟芳娜敏静丽强磊军洋勇艳杰涛明超"
            return family + given[(h >> 14) % 16] + given[(h >> 18) % 16] + "%07d" % who
        if kind == 60:
            return "李雷, 财务部 %07d" % who if h & 1024 else 'Pat "PJ" O\'Neil %07d' % who
        return "u%07d" % who


def scatter(number):
    """Spreads numbers over 32 bits."""
    return (number * 2654435761) & 0xFFFFFFFF


class Hops:
    """The records in the order in which the simulation made them."""

    def __init__(self):
        self.sender = array.array("i")
        self.recipient = array.array("i")
        self.time = array.array("q")
        self.parent = array.array("i")
        self.item = array.array("b")
        self.channel = array.array("b")


def simulate(count, population, seed):
    draw = random.Random(seed).random
    hops = Hops()
    add_sender, add_recipient = hops.sender.append, hops.recipient.append
    add_time, add_parent = hops.time.append, hops.parent.append
    add_item, add_channel = hops.item.append, hops.channel.append
    people, groups = population.people, population.groups
    wanted = count + count // 900 + 10
    widest = max(20, count // 60)
    has_it = bytearray(population.total)
    agenda = []  # when, number, who, item, parent, whether an origin
    numbered = 0
    made = 0
    next_origin = START

    def pause():
        return 1 + int(60 * math.exp(2.2 * (draw() + draw() + draw() - 1.2)))

    while made < wanted:
        if not agenda or draw() < 0.00002:
            who = int(draw() * people)
            numbered += 1
            when = agenda[0][0] if agenda else next_origin
            item = int(draw() * draw() * ITEMS)
            heapq.heappush(agenda, (when, numbered, who, item, -1, True))
            next_origin = when + 1800
        now, _, who, item, parent, is_origin = heapq.heappop(agenda)
        next_origin = max(next_origin, now)

        if who >= people:  # a group hands on to the members who read it
            readers = 1 + int(12 * draw() * draw() / (0.08 + draw()))
            base = ((who - people) * 977) % people
            for _ in range(readers):
                reader = (base + int(draw() * 300)) % people
                now += 1 + int(-math.log(1.0 - draw()) * 240)
                add_sender(who)
                add_recipient(reader)
                add_time(now)
                add_parent(parent)
                add_item(item)
                add_channel(2)
                record = made
                made += 1
                if (not has_it[reader] and draw() < 0.42) or draw() < 0.02:
                    numbered += 1
                    heapq.heappush(agenda, (now + pause(), numbered, reader, item, record, False))
                has_it[reader] = 1
                if made >= wanted:
                    break
            continue

        fan_out = int((1.0 - draw()) ** (-1.0 / 1.35))
        if is_origin:
            fan_out = max(fan_out, 6)
        fan_out = min(fan_out, widest)
        base = (who // COMMUNITY) * COMMUNITY
        for _ in range(fan_out):
            kind = draw()
            channel = 0
            if kind < 0.05:
                to = people + int(draw() * groups)
                channel = 1
            elif kind < 0.80:
                to = base + int(draw() * COMMUNITY)
            elif kind < 0.97:
                to = int(people * (draw() ** 2.5))  # a few are popular
            else:
                to = int(draw() * people)
            if to == who:
                continue
            if channel == 0 and to >= people:
                to = people - 1
            now += 1 + int(draw() * 20)
            if channel == 0 and draw() < 0.12:
                channel = 3
            add_sender(who)
            add_recipient(to)
            add_time(now)
            add_parent(parent)
            add_item(item)
            add_channel(channel)
            record = made
            made += 1
            if to >= people:
                numbered += 1
                heapq.heappush(agenda, (now + 1, numbered, to, item, record, False))
            else:
                is_first = not has_it[to]
                has_it[to] = 1
                if (is_first and draw() < 0.40) or draw() < 0.02:
                    numbered += 1
                    heapq.heappush(agenda, (now + pause(), numbered, to, item, record, False))
            if made >= wanted:
                break
    return hops


def in_order_of_time(hops, count):
    """The rows that are kept, and the number that each has as a record."""
    order = sorted(range(len(hops.time)), key=hops.time.__getitem__)
    number = array.array("i", bytes(4 * len(order)))
    for place, row in enumerate(order):
        number[row] = place + 1
    kept = array.array("i")
    for row in order:
        if scatter(number[row]) % 1000 != 17:
            kept.append(row)
        if len(kept) == count:
            break
    return kept, number


def quoted(text):
    """The text as a field of CSV."""
    if '"' in text or "," in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def rows(count, seed):
    """Yields id, time, sender, recipient, channel, item and parent as texts."""
    population = Population(count)
    hops = simulate(count, population, seed)
    kept, number = in_order_of_time(hops, count)
    names = [None] * population.total
    days = {}
    for row in kept:
        sender, recipient = hops.sender[row], hops.recipient[row]
        if names[sender] is None:
            names[sender] = population.name(sender)
        if names[recipient] is None:
            names[recipient] = population.name(recipient)
        seconds, offset = OFFSETS[(sender * 7 + 3) % 20]
        day, second = divmod(hops.time[row] + seconds, 86400)
        date = days.get(day)
        if date is None:
            date = (datetime.date(1970, 1, 1) + datetime.timedelta(days=day)).isoformat()
            days[day] = date
        time = "%sT%02d:%02d:%02d%s" % (
            date, second // 3600, second // 60 % 60, second % 60, offset)
        parent = hops.parent[row]
        yield (
            "r%08d" % number[row], time, names[sender], names[recipient],
            CHANNELS[hops.channel[row]], "I%04d" % (hops.item[row] + 1),
            "r%08d" % number[parent] if parent >= 0 else "")


COLUMNS = ("id", "time", "sender", "recipient", "channel", "item", "parent")
LACKING = {
    "cascade": (),
    "days": ("parent",),
    "day": ("parent",),
    "timeless": ("time",),
    "loose": ("time", "parent"),
    "unnamed": (),
}


def line(form, row):
    identifier, time, sender, recipient, channel, item, parent = row
    sender, recipient = quoted(sender), quoted(recipient)
    if form == "cascade":
        fields = (identifier, time, sender, recipient, channel, item, parent)
    elif form == "days":
        fields = (identifier, time[:10], sender, recipient, channel, item)
    elif form == "day":
        fields = (identifier, "2026-03-01", sender, recipient, channel, item)
    elif form == "timeless":
        fields = (identifier, sender, recipient, channel, item, parent)
    elif form == "loose":
        fields = (identifier, sender, recipient, channel, item)
    else:
        fields = (identifier, time, "", recipient, channel, item, parent)
    return ",".join(fields) + "\n"


def json_line(row):
    record = dict(zip(COLUMNS, row))
    record["parent"] = record["parent"] or None
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


def write(count, path, seed=7, form="cascade", ndjson=None):
    with open(path, "w", encoding="utf-8", newline="") as out:
        out.write(",".join(name for name in COLUMNS if name not in LACKING[form]) + "\n")
        second = open(ndjson, "w", encoding="utf-8", newline="") if ndjson else None
        for row in rows(count, seed):
            out.write(line(form, row))
            if second:
                second.write(json_line(row))
        if second:
            second.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("count", type=int)
    parser.add_argument("file")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--form", choices=LACKING, default="cascade")
    parser.add_argument("--ndjson")
    arguments = parser.parse_args()
    write(arguments.count, arguments.file, arguments.seed, arguments.form, arguments.ndjson)


if __name__ == "__main__":
    main()
