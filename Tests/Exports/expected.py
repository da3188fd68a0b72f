"""What an export of a case must hold, from trace.json and the records of the case."""

import csv
import json
import pathlib
import subprocess

NODE_KEYS = ["name", "kind", "zone", "fan_out", "exposed", "reach", "sole_reach", "depth"]
HOP_KEYS = ["record", "channel", "item", "basis", "depth", "breaks", "exit"]


def run(tool, *arguments):
    """Runs the program and gives what it writes to standard output."""
    done = subprocess.run([tool, *map(str, arguments)], capture_output=True, timeout=600)
    assert done.returncode == 0, (arguments, done.stderr.decode()[-2000:])
    return done.stdout


class Case:
    """A case with the graph that its exports must hold."""

    def __init__(self, tool, path, work):
        self.tool, self.path, self.work = tool, pathlib.Path(path), work
        self.trace = json.loads(run(tool, "trace", path, "--format", "json", "--full", "--quiet"))
        native = work / "native"
        run(tool, "convert", path, "-o", f"{native}/", "--quiet")
        self.records = {row["id"]: row for row in rows(native / "records.csv")}
        entities = native / "entities.csv"
        self.entities = {row["id"]: row for row in rows(entities)} if entities.exists() else {}
        self.names = {e["id"] for e in self.trace["entities"][: self.named_count()]}
        self.nodes, self.edges = {}, {}
        self.add_nodes()
        self.add_hops()
        self.add_takers()

    def named_count(self):
        unnamed = sum(not self.records[r]["from"] for r in {h["record"] for h in self.trace["hops"]})
        without_hop = [r for r in self.records.values() if not r["from"]]
        return len(self.trace["entities"]) - max(unnamed, len(without_hop))

    def free(self, sign, name):
        while name in self.names:
            name = sign + name
        return name

    def node_id(self, name, record):
        """The id of who acts in a record: that of an unnamed actor is no one else's."""
        return self.free("?", name) if not self.records[record]["from"] else name

    def add_nodes(self):
        roles = {f["entity"]: f for f in self.trace["forwarders"]}
        has_rules = any(f["responsible"] is not None for f in self.trace["forwarders"])
        for place, entity in enumerate(self.trace["entities"]):
            is_unnamed = place >= self.named_count()
            key = self.free("?", entity["id"]) if is_unnamed else entity["id"]
            values = {k: entity[k] for k in NODE_KEYS if entity.get(k) is not None}
            forwarder = roles.get(entity["id"])
            values["unnamed"] = is_unnamed
            values["origin"] = entity["id"] in self.trace["summary"]["origins"]
            values["received_only"] = entity["id"] in self.trace["received_only"]
            if has_rules:
                values["responsible"] = bool(forwarder and forwarder["responsible"])
            values["roles"] = list(forwarder["roles"]) if forwarder else []
            members = self.entities.get(entity["id"], {}).get("members", "") if not is_unnamed else ""
            values["members"] = [m for m in members.split(";") if m]
            if sum(other["id"] == entity["id"] for other in self.trace["entities"]) > 1:
                # The id stands for two in trace.json, which does not tell whose these are.
                for name in ["origin", "received_only", "responsible", "roles"]:
                    values[name] = None
            assert key not in self.nodes
            self.nodes[key] = values

    def add_hops(self):
        ids = [hop["id"] for hop in self.trace["hops"]]
        several = {}
        for hop in self.trace["hops"]:
            several[hop["record"]] = several.get(hop["record"], 0) + 1
        number = {}
        self.hop_ids = []
        for hop in self.trace["hops"]:
            record = hop["record"]
            number[record] = number.get(record, 0) + 1
            key = hop["id"]
            while several[record] > 1 and key in self.records:
                key += "'"
            self.hop_ids.append(key)
        assert len(set(self.hop_ids)) == len(ids)
        place = dict(zip(ids, self.hop_ids)) if len(set(ids)) == len(ids) else None
        zones = self.trace["case"]["zones"]
        for key, hop in zip(self.hop_ids, self.trace["hops"]):
            record = self.records[hop["record"]]
            source = self.node_id(hop["from"], hop["record"])
            target = hop["to"]
            if target == "*":
                target = self.free("*", "*" + key)
                self.nodes[target] = {
                    "name": "*", "kind": "audience",
                    "zone": "public" if "public" in zones else zones[-1],
                }
            values = {k: hop[k] for k in HOP_KEYS if hop[k] is not None}
            values |= {"relation": "hop", "from": source, "to": hop["to"]}
            if hop["time"] is not None:
                values["time"] = hop["time"]
            values["parents"] = [place[p] for p in hop["parents"]] if place else None
            values["certainty"] = record["certainty"] or "confirmed"
            for name in ["evidence", "directed_by", "approved_by"]:
                values[name] = [entry for entry in record[name].split(";") if entry]
            for name in ["note", "original", "parent"]:
                if record[name]:
                    values[name] = record[name]
            self.edges[key] = (source, target, values)

    def add_takers(self):
        for key, hop in zip(self.hop_ids, self.trace["hops"]):
            if hop["to"] != "*":
                continue
            named = [h["to"] for h in self.trace["hops"] if h["record"] == hop["record"]]
            takers = []
            for other in self.trace["hops"]:
                child = self.records[other["record"]]
                taker = self.node_id(other["from"], other["record"])
                is_taken = other["basis"] == "recorded" and child["parent"] == hop["record"]
                # Who got it by name took nothing from the audience.
                if is_taken and hop["id"] in other["parents"] and taker != hop["from"]:
                    if taker not in takers and other["from"] not in named:
                        takers.append(taker)
            for taker in takers:
                self.edges[f"{key}>{taker}"] = (
                    self.edges[key][1], taker, {"relation": "taker", "record": hop["record"]}
                )

    def export(self, name, *more):
        path = self.work / name
        run(self.tool, "export", self.path, "-o", path, "--quiet", *more)
        return path


def rows(path):
    csv.field_size_limit(1 << 30)
    with open(path, newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def flat(value):
    """A value as formats without types or lists hold it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ";".join(entry.replace(";", "\\;") for entry in value)
    return str(value)
