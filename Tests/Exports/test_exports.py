"""Exports cases in every format and reads them with libraries of the programs that they are for.

Usage: test_exports.py PROGRAM
"""

import os
import pathlib
import sys
import tempfile

import case_utils.ontology
import rdflib

import expected
import linked
import readers

HERE = pathlib.Path(__file__).parent
SAMPLES = HERE.parent.parent / "samples"
OWN = HERE / "cases"
CASES = [
    SAMPLES / "fax-and-mms", SAMPLES / "fax-and-mms-en", SAMPLES / "media-repost",
    OWN / "parallel", OWN / "broadcast", OWN / "hostile",
]
# Of the hostile case: what no format of text can hold stands there as written out.
FORMATS = {
    "graphml": ("graph.graphml", readers.graphml), "gexf": ("graph.gexf", readers.gexf),
    "dot": ("graph.dot", readers.dot), "csv": ("graph.csv", readers.gephi),
    "neo4j": ("graph.neo4j.csv", readers.neo4j), "jgf": ("graph.jgf", readers.jgf),
}


def written(format, text):
    """A text as a format holds it."""
    if format == "dot":
        text = text.replace("\\", "\\\\")
    if format in ("graphml", "gexf", "dot"):
        sign = "\\\\" if format == "dot" else "\\"
        text = "".join(
            f"{sign}u{{{ord(c):x}}}" if ord(c) < 32 and c not in "\t\n\r" else c for c in text)
    return text


def compare(format, wanted, found, what):
    for name, value in wanted.items():
        if value is None:
            continue
        if format == "jgf":
            assert found.get(name) == value, (format, what, name, found.get(name), value)
            continue
        got = found.get(name)
        if isinstance(value, list) and not value:
            assert not got, (format, what, name, got)
            continue
        got = expected.flat(got) if isinstance(got, (bool, int)) else got
        value = written(format, expected.flat(value))
        assert got == value, (format, what, name, got, value)


def check(case, format):
    name, read = FORMATS[format]
    nodes, edges = read(case.export(name))
    wanted = {written(format, key): values for key, values in case.nodes.items()}
    assert set(nodes) == set(wanted), (format, set(nodes) ^ set(wanted))
    for key, values in wanted.items():
        compare(format, values, nodes[key], key)
    wanted = {written(format, key): edge for key, edge in case.edges.items()}
    assert set(edges) == set(wanted), (format, set(edges) ^ set(wanted))
    for key, (source, target, values) in wanted.items():
        ends = (written(format, source), written(format, target))
        assert edges[key][:2] == ends, (format, key, edges[key][:2], ends)
        compare(format, values, edges[key][2], key)


def main(tool):
    ontology = pathlib.Path(case_utils.ontology.__file__).parent
    versions = [p for p in ontology.glob("case-1.*.ttl") if "subclasses" not in p.name]
    newest = max(versions, key=lambda p: [int(n) for n in p.stem[5:].split(".")])
    shapes = rdflib.Graph().parse(newest)
    classes = rdflib.Graph().parse(newest.with_name(newest.stem + "-subclasses.ttl"))
    for path in CASES:
        with tempfile.TemporaryDirectory() as folder:
            case = expected.Case(tool, path, pathlib.Path(folder))
            for format in FORMATS:
                check(case, format)
            linked.check_prov(case)
            linked.check_case(case, shapes, classes)
            linked.check_reading_back(case)
            print(f"{path.name}: {len(case.nodes)} nodes, {len(case.edges)} edges, 8 formats")


if __name__ == "__main__":
    main(os.path.abspath(sys.argv[1]))
