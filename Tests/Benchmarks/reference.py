#!/usr/bin/env python3
"""What a trace of generated records must say, worked out slowly and by itself.

    reference.py FILE.csv

Reads records with one recipient each, times of a second and no groups, and prints one line of JSON.
Whoever is called `x…` stands outside, everyone else inside. `reach` and `sole_reach` are given for
the ten with the largest fan-out; `sole_reach` by taking out their records and looking who is still
reached. Meant for ten thousand records.

- A record comes from the record that it names as its parent. Where that one is not there, it can
  come from every record of its item to its sender from somebody else that begins before it ends; and
  if its sender has an origin record of the item that begins before it ends, also from the sender's
  own copy.
- A record that comes from nothing is an origin record, its sender an origin of its item.
- A record is live if it is an origin record, can come from an own copy, or from a live record. It
  informs its recipient, unless that is an origin of its item.
"""

import collections
import csv
import datetime
import json
import sys

Record = collections.namedtuple("Record", "id start sender recipient item parent")


def read(path):
    records = []
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            start = int(datetime.datetime.fromisoformat(row["time"]).timestamp())
            if row["sender"] == row["recipient"]:
                continue  # passing on to oneself is no hop
            records.append(Record(
                row["id"], start, row["sender"], row["recipient"], row["item"], row["parent"]))
    return records


class Case:
    def __init__(self, records):
        self.records = records
        self.place = {record.id: i for i, record in enumerate(records)}
        receipts = collections.defaultdict(list)
        for i, record in enumerate(records):
            receipts[record.recipient, record.item].append(i)
        self.parents = []
        self.recorded = []
        for i, record in enumerate(records):
            named = self.place.get(record.parent)
            self.recorded.append(named)
            if named is not None:
                self.parents.append([named])
            else:
                self.parents.append([
                    r for r in receipts[record.sender, record.item]
                    if records[r].sender != record.sender and r != i
                    and records[r].start < record.start + 1])
        self.is_origin = [not parents for parents in self.parents]
        first_own = {}
        for i, record in enumerate(records):
            if self.is_origin[i]:
                key = (record.sender, record.item)
                first_own[key] = min(first_own.get(key, record.start), record.start)
        self.is_own = [
            bool(self.parents[i]) and self.recorded[i] is None
            and first_own.get((record.sender, record.item), record.start + 1) < record.start + 1
            for i, record in enumerate(records)]
        self.origins = set(first_own)
        self.children = [[] for _ in records]
        for i, parents in enumerate(self.parents):
            for parent in parents:
                self.children[parent].append(i)
        live = self.live(None)
        if not all(live):
            raise SystemExit("reference: some records are in a circle that nothing enters")

    def live(self, without):
        """Which records are live when all by `without` are taken out."""
        live = [False] * len(self.records)
        waiting = [
            i for i, record in enumerate(self.records)
            if (self.is_origin[i] or self.is_own[i]) and record.sender != without]
        while waiting:
            i = waiting.pop()
            if live[i]:
                continue
            live[i] = True
            waiting.extend(
                child for child in self.children[i]
                if not live[child] and self.records[child].sender != without)
        return live

    def informed(self, record):
        """Whom the record informs, or nobody."""
        return None if (record.recipient, record.item) in self.origins else record.recipient

    def reached(self, live):
        return {
            self.informed(record) for record, is_live in zip(self.records, live) if is_live
        } - {None}

    def depths(self):
        """The depth of everyone: level by level from the origins."""
        depth = [0] * len(self.records)
        level = [i for i in range(len(depth)) if self.is_origin[i] or self.is_own[i]]
        number = 1
        while level:
            for i in level:
                depth[i] = number
            number += 1
            level = list({
                child for i in level for child in self.children[i] if not depth[child]})
        return depth

    def reach(self, who):
        seen = set()
        waiting = [i for i, record in enumerate(self.records) if record.sender == who]
        while waiting:
            i = waiting.pop()
            if i not in seen:
                seen.add(i)
                waiting.extend(self.children[i])
        return len({self.informed(self.records[i]) for i in seen} - {None, who})

    def sole_reach(self, who):
        everyone = self.reached([True] * len(self.records))
        rest = self.reached(self.live(who))
        return len(everyone - rest - {who})

    def first_external(self):
        exits = {
            i for i, record in enumerate(self.records)
            if record.recipient.startswith("x") and not record.sender.startswith("x")}

        def follows_an_exit(i):
            seen = set()
            while self.recorded[i] is not None and i not in seen:
                seen.add(i)
                parent = self.recorded[i]
                if self.records[parent].start >= self.records[i].start + 1:
                    return False
                if parent in exits:
                    return True
                i = parent
            return False

        if not exits:
            return []
        first = min(self.records[i].start for i in exits)
        earliest = [i for i in exits if self.records[i].start < first + 1]
        return sorted(
            self.records[i].id
            for i in [i for i in earliest if not follows_an_exit(i)] or earliest)


def figures(case):
    hop_depth = case.depths()
    origins = {who for who, _ in case.origins}
    depth = dict.fromkeys(origins, 0)
    giver = {}
    for i, record in enumerate(case.records):
        who = case.informed(record)
        if who is None or who in origins:
            continue
        # Records are in order of time, so the first of a depth is the canonically first.
        if who not in depth or hop_depth[i] < depth[who]:
            depth[who] = hop_depth[i]
            giver[who] = record.sender
    breadth = collections.Counter(depth.values())
    below = dict.fromkeys(depth, 1)
    for who in sorted(giver, key=depth.__getitem__, reverse=True):
        below[giver[who]] += below[who]
    size = len(depth)
    edges = [below[who] for who in depth if who in giver or len(origins) > 1]
    virality = 2 * sum(n * (size - n) for n in edges) / (size * (size - 1))
    fan_out = collections.defaultdict(set)
    for record in case.records:
        fan_out[record.sender].add(record.recipient)
    widest = sorted(fan_out, key=lambda who: (-len(fan_out[who]), who))[:10]
    return {
        "records": len(case.records),
        "size": size,
        "origins": sorted(origins),
        "breadth": [breadth[d] for d in range(max(breadth) + 1)],
        "structural_virality": round(virality, 4),
        "first_external": case.first_external(),
        "people": [
            {"entity": who, "fan_out": len(fan_out[who]), "reach": case.reach(who),
             "sole_reach": case.sole_reach(who)}
            for who in widest],
    }


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: reference.py FILE.csv")
    print(json.dumps(figures(Case(read(sys.argv[1]))), ensure_ascii=False))


if __name__ == "__main__":
    main()
