"""Reads exports with libraries of the programs they are for, into nodes and edges by id."""

import csv
import ctypes
import ctypes.util
import io
import json
import pathlib

import igraph
import jsonschema
import networkx as nx
import pydot
from lxml import etree

HERE = pathlib.Path(__file__).parent


def graphml(path):
    graph = nx.read_graphml(path, force_multigraph=True)
    assert graph.is_directed()
    nodes = {node: dict(values) for node, values in graph.nodes(data=True)}
    edges = {key: (s, t, dict(values)) for s, t, key, values in graph.edges(keys=True, data=True)}
    other = igraph.Graph.Read_GraphML(str(path))
    assert other.is_directed()
    # igraph escapes signs of ids, and keeps no ids of edges: nodes are compared by their order.
    assert other.vs["name"] == [values["name"] for values in nodes.values()]
    ids = list(nodes)
    ends = {e["edge_id"]: (ids[e.source], ids[e.target]) for e in other.es}
    assert ends == {key: (s, t) for key, (s, t, _) in edges.items()}
    assert all(values["label"] for values in nodes.values())
    return nodes, edges


def gexf(path):
    xml = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}
    root = etree.parse(str(path)).getroot()
    assert root.find("g:graph", xml).get("mode") == "dynamic"
    lasting = {e.get("id"): (e.get("start"), e.get("end")) for e in root.iterfind(".//g:edge", xml)}
    parallel = [(e.get("source"), e.get("target"), e.get("kind")) for e in root.iterfind(".//g:edge", xml)]
    assert len(set(parallel)) == len(parallel), "Gephi would merge two edges"
    assert all(n.find("viz:color", xml) is not None for n in root.iterfind(".//g:node", xml))
    # networkx knows the time format "date" alone, and reads times as texts.
    text = path.read_text(encoding="utf-8").replace('timeformat="dateTime"', 'timeformat="date"', 1)
    graph = nx.read_gexf(io.BytesIO(text.encode()), version="1.3")
    assert graph.is_directed()
    nodes = {node: dict(values) for node, values in graph.nodes(data=True)}
    if graph.is_multigraph():
        found = graph.edges(keys=True, data=True)
        edges = {key: (s, t, dict(values)) for s, t, key, values in found}
    else:
        edges = {v["id"]: (s, t, dict(v)) for s, t, v in graph.edges(data=True)}
    for key, (_, _, values) in edges.items():
        assert (values.get("start"), values.get("end")) == lasting[key]
        assert (lasting[key][0] is None) == ("time" not in values)
    return nodes, edges


def unquoted(text):
    if not (text.startswith('"') and text.endswith('"')):
        return text
    return text[1:-1].replace('\\"', '"')


def dot(path):
    (graph,) = pydot.graph_from_dot_file(str(path), encoding="utf-8")

    def values(thing):
        return {name: unquoted(value) for name, value in thing.get_attributes().items()}

    nodes = {unquoted(n.get_name()): values(n) for n in graph.get_nodes()}
    nodes.pop("graph", None) if "kind" not in nodes.get("graph", {}) else None
    for found in nodes.values():
        found["name"] = found.get("entity_name")
    edges = {}
    for edge in graph.get_edges():
        found = values(edge)
        assert found["id"] not in edges
        edges[found["id"]] = (unquoted(edge.get_source()), unquoted(edge.get_destination()), found)
    name = ctypes.util.find_library("cgraph")
    if name:
        graphviz = ctypes.CDLL(name)
        graphviz.agmemread.restype = ctypes.c_void_p
        graphviz.agmemread.argtypes = [ctypes.c_char_p]
        read = graphviz.agmemread(path.read_bytes())
        assert read, "Graphviz does not read it"
        graphviz.agnnodes.argtypes = graphviz.agnedges.argtypes = [ctypes.c_void_p]
        assert (graphviz.agnnodes(read), graphviz.agnedges(read)) == (len(nodes), len(edges))
    return nodes, edges


def table(path):
    csv.field_size_limit(1 << 30)
    text = path.read_bytes()
    assert not text.startswith(b"\xef\xbb\xbf")
    with open(path, newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        return reader.fieldnames, list(reader)


def gephi(path):
    stem = str(path)[: -len(".csv")]
    heads, nodes = table(pathlib.Path(stem + "-nodes.csv"))
    assert heads[:2] == ["Id", "Label"]
    heads, edges = table(pathlib.Path(stem + "-edges.csv"))
    assert heads[:3] == ["Source", "Target", "Type"]
    assert len({(e["Source"], e["Target"], e["Kind"]) for e in edges}) == len(edges)
    graph = nx.MultiDiGraph()
    graph.add_nodes_from((n["Id"], n) for n in nodes)
    graph.add_edges_from((e["Source"], e["Target"], e["Id"], e) for e in edges)
    assert (len(graph), graph.number_of_edges()) == (len(nodes), len(edges))
    return (
        {n["Id"]: n for n in nodes},
        {e["Id"]: (e["Source"], e["Target"], e) for e in edges},
    )


def neo4j(path):
    stem = str(path)[: -len(".neo4j.csv")]
    heads, nodes = table(pathlib.Path(stem + "-nodes.neo4j.csv"))
    assert heads[0] == "id:ID" and heads[-1] == ":LABEL" and "fan_out:long" in heads
    heads, edges = table(pathlib.Path(stem + "-edges.neo4j.csv"))
    assert heads[:3] == [":START_ID", ":END_ID", ":TYPE"] and "start:datetime" in heads

    def plain(row):
        return {name.split(":")[0] or name: value for name, value in row.items()}

    return (
        {n["id:ID"]: plain(n) for n in nodes},
        {e["id"]: (e[":START_ID"], e[":END_ID"], plain(e)) for e in edges},
    )


def jgf(path):
    content = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.validate(content, json.loads((HERE / "jgf.schema.json").read_text()))
    graph = content["graph"]
    nodes = {key: node["metadata"] for key, node in graph["nodes"].items()}
    edges = {
        e["id"]: (e["source"], e["target"], e["metadata"] | {"relation": e["relation"]})
        for e in graph["edges"]
    }
    assert len(edges) == len(graph["edges"])
    assert all(s in nodes and t in nodes for s, t, _ in edges.values())
    return nodes, edges
