"""Checks the exports that state facts: PROV-JSON with prov, CASE with rdflib and its own shapes."""

import re

import prov.model
import pyshacl
import rdflib

import expected

REPOST = "urn:repost-tracer:terms:"
CORE = rdflib.Namespace("https://ontology.unifiedcyberontology.org/uco/core/")
OBSERVABLE = rdflib.Namespace("https://ontology.unifiedcyberontology.org/uco/observable/")
INVESTIGATION = rdflib.Namespace("https://ontology.caseontology.org/case/investigation/")
TERMS = rdflib.Namespace(REPOST)


def check_prov(case):
    path = case.export("graph.provjson")
    document = prov.model.ProvDocument.deserialize(str(path), format="json")
    hops = {key: edge for key, edge in case.edges.items() if edge[2]["relation"] == "hop"}
    agents = {key for key, node in case.nodes.items() if node["kind"] != "audience"}

    def own(record, name):
        return {str(v) for k, v in record.attributes if k.uri == REPOST + name}

    def by_id(kind):
        return {next(iter(own(r, "id"))): r for r in document.get_records(kind)}

    def of(kind, *places):
        return sorted(tuple(str(r.args[p]) for p in places) for r in document.get_records(kind))

    activities, agent = by_id(prov.model.ProvActivity), by_id(prov.model.ProvAgent)
    assert set(activities) == set(hops), set(activities) ^ set(hops)
    assert set(agent) == agents, set(agent) ^ agents
    names = {key: str(record.identifier) for key, record in agent.items()}
    hop_names = {key: str(record.identifier) for key, record in activities.items()}
    assert len(set(names.values())) == len(names) and len(set(hop_names.values())) == len(hops)
    senders, approvers, directors, informed, used = [], [], [], [], []
    for key, (source, _, values) in hops.items():
        record = activities[key]
        assert (record.get_startTime() is None) == ("time" not in values)
        if record.get_startTime():
            assert record.get_startTime() < record.get_endTime()
        for name in ["record", "to", "time", "channel", "item", "basis", "certainty", "note"]:
            if name in values:
                assert own(record, name) == {values[name]}, (key, name)
        assert own(record, "evidence") == set(values["evidence"])
        senders.append((hop_names[key], names[source]))
        approvers += [(hop_names[key], names[a]) for a in values["approved_by"]]
        directors += [(names[source], names[d], hop_names[key]) for d in values["directed_by"]]
        if values["parents"] is not None:
            pairs = [(hop_names[key], hop_names[p]) for p in values["parents"]]
            informed += pairs
            if values["basis"] == "recorded":
                used += [(k, p.replace("hop:", "copy:", 1)) for k, p in pairs]
    assert of(prov.model.ProvAssociation, 0, 1) == sorted(senders + approvers)
    assert of(prov.model.ProvDelegation, 0, 1, 2) == sorted(directors)
    if all(values["parents"] is not None for _, _, values in hops.values()):
        assert of(prov.model.ProvCommunication, 0, 1) == sorted(informed)
        assert of(prov.model.ProvUsage, 0, 1) == sorted(used)
    assert len(list(document.get_records(prov.model.ProvGeneration))) == len(hops)
    members = [(k, m) for k, node in case.nodes.items() for m in node.get("members", [])]
    assert of(prov.model.ProvMembership, 0, 1) == sorted((names[k], names[m]) for k, m in members)
    derived = sum(len(item["derived_from"]) for item in case.trace["case"]["items"])
    assert len(list(document.get_records(prov.model.ProvDerivation))) == derived
    people = [k for k, n in case.nodes.items() if n["kind"] == "person" and not n["unnamed"]]
    types = {str(a.identifier): {str(t) for t in a.get_asserted_types()} for a in agent.values()}
    assert all("prov:Person" in types[names[k]] for k in people)
    assert not any("prov:Person" in types[names[k]] for k in names if k not in people)
    # Another reader of the same model takes it as RDF.
    document.serialize(str(case.work / "prov.ttl"), format="rdf", rdf_format="turtle")


def check_case(case, shapes, classes):
    """Checks an export against the shapes of the ontology and its hierarchy of classes."""
    path = case.export("graph.jsonld")
    graph = rdflib.Graph()
    graph.parse(str(path), format="json-ld")
    hops = {key: edge for key, edge in case.edges.items() if edge[2]["relation"] == "hop"}

    def one(subject, predicate):
        values = [str(v) for v in graph.objects(subject, predicate)]
        assert len(values) <= 1, (subject, predicate, values)
        return values[0] if values else None

    def end(relation, predicate):
        (address,) = graph.objects(relation, predicate)
        return one(address, TERMS["id"])

    found = {}
    for relation in graph.subjects(CORE.kindOfRelationship, rdflib.Literal("Passed_On_To")):
        found[one(relation, TERMS["id"])] = relation
    assert set(found) == set(hops)
    for key, (source, target, values) in hops.items():
        relation = found[key]
        assert (end(relation, CORE.source), end(relation, CORE.target)) == (source, target)
        for name in ["record", "to", "time", "channel", "item", "basis", "certainty", "note"]:
            assert one(relation, TERMS[name]) == values.get(name), (key, name)
        for name in ["evidence", "parents", "directed_by", "approved_by"]:
            if values[name] is not None:
                assert {str(v) for v in graph.objects(relation, TERMS[name])} == set(values[name])
    exhibits = sum(len(dict.fromkeys(
        entry for entry in record["evidence"].split(";") if entry)) for record in case.records.values())
    records = set(graph.subjects(rdflib.RDF.type, INVESTIGATION.ProvenanceRecord))
    assert exhibits <= len(records)
    messages = set(graph.subjects(rdflib.RDF.type, OBSERVABLE.MessageFacet))
    assert len(messages) == len(case.records)
    members = sum(len(node.get("members", [])) for node in case.nodes.values())
    kinds = list(graph.subjects(CORE.kindOfRelationship, rdflib.Literal("Member_Of")))
    assert len(kinds) == members
    conforms, _, text = pyshacl.validate(graph, shacl_graph=shapes, ont_graph=classes, allow_infos=True)
    assert conforms, text[:3000]
    assert "Severity: sh:Warning" not in text, text[:3000]


def as_read(text):
    """A text without what foreign files do not keep: line breaks, and signs that a format writes out."""
    text = re.sub(r"\\+u\{[0-9a-f]+\}|[\x00-\x08\x0e-\x1f]", "", text.replace("\\\\", "\\"))
    return " ".join(text.split())


def check_reading_back(case):
    """What the program reads of its own exports is the records that it wrote."""
    fields = ["time", "from", "to", "channel", "item", "parent", "original", "directed_by",
              "approved_by", "certainty", "evidence", "note"]
    with_hops = {hop["record"] for hop in case.trace["hops"]}
    for name in ["back.jsonld", "back.graphml", "back.gexf", "back.dot"]:
        path = case.export(name)
        folder = case.work / (name + ".native")
        zone = case.trace["case"]["time_zone"]
        expected.run(case.tool, "convert", path, "-o", f"{folder}/", "--quiet", "--time-zone", zone)
        read = {row["id"]: row for row in expected.rows(folder / "records.csv")}
        wanted = case.records if name.endswith("jsonld") else {
            key: row for key, row in case.records.items() if key in with_hops}
        assert list(read) == list(wanted), (name, list(read), list(wanted))
        for key, row in wanted.items():
            kept = {f: row[f] for f in fields}
            if not name.endswith("jsonld"):
                # An edge has only recipients whom a hop leads to.
                kept["to"] = ";".join(h["to"] for h in case.trace["hops"] if h["record"] == key)
            kept = {f: as_read(value) for f, value in kept.items()}
            assert {f: as_read(read[key][f]) for f in fields} == kept, (name, key, read[key], kept)
