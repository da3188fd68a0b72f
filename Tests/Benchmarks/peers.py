#!/usr/bin/env python3
"""The same questions, asked of general graph libraries and databases.

    peers.py ENGINE FILE.csv

Reads records (id, time, sender, recipient, …, every other column as text) and prints one line of
JSON with the answers and the seconds that each phase took:

- `records`, `entities`, `pairs` (distinct sender and recipient), `origins` (senders to whom nothing
  came before they first sent), `widest` (most recipients of one sender);
- `depth`, `breadth`, `reached`: levels of a search from all origins at once;
- `below`: how many are below each of the 20 senders with the most recipients, added up;
- `first_outside`: the earliest record from someone whose name does not start with `x` to someone
  whose name does;
- `dominator_children`, `dominated`: the dominator tree from a root above all origins, where the
  library has one.

None of this heeds time along a chain, parents, groups or rules: it is less than a trace computes.
"""

import json
import sys
import time

BEGIN = time.perf_counter()
UNSEEN = 1 << 62
TEXT_COLUMNS = ("id", "time", "sender", "recipient", "channel", "item", "parent")


class Answers(dict):
    """The answers so far, and the time at the end of each phase."""

    def __init__(self, engine):
        super().__init__(engine=engine)
        self.phases = {}
        self.last = BEGIN

    def done(self, phase):
        now = time.perf_counter()
        self.phases[phase] = round(now - self.last, 4)
        self.last = now

    def levels(self, sizes):
        self["depth"] = len(sizes) - 1
        self["breadth"] = int(max(sizes))
        self["reached"] = int(sum(sizes))

    def print(self):
        total = round(time.perf_counter() - BEGIN, 4)
        print(json.dumps({**self, "phases": self.phases, "total": total}, ensure_ascii=False))


class Edges:
    """Columns of the records with names as numbers, read by polars."""

    def __init__(self, path, answers):
        import numpy as np
        import polars as pl

        answers.done("import")
        table = pl.read_csv(path, schema_overrides=dict.fromkeys(TEXT_COLUMNS, pl.String))
        answers.done("read")
        moments = table["time"].str.to_datetime("%+", time_unit="ms", time_zone="UTC")
        self.time = moments.dt.timestamp("ms").to_numpy() // 1000
        answers.done("time")
        names = pl.concat([table["sender"], table["recipient"]]).cast(pl.Categorical)
        codes = names.to_physical().to_numpy()
        self.count = len(table)
        self.sender = codes[: self.count].astype(np.int64)
        self.recipient = codes[self.count :].astype(np.int64)
        self.ids = table["id"]
        distinct = names.unique()
        code = distinct.to_physical().to_numpy()
        self.names = distinct.cast(pl.String)
        self.entities = len(self.names)
        self.inside = np.empty(self.entities, bool)
        self.inside[code] = ~self.names.str.starts_with("x").to_numpy()
        self.place = np.empty(self.entities, np.int64)
        self.place[code] = np.arange(self.entities)
        answers.done("names")

    def name(self, entity):
        return self.names[int(self.place[entity])]

    def survey(self, answers):
        """Origins, the widest senders and the first record to the outside."""
        import numpy as np

        never = np.iinfo(np.int64).max
        first_in = np.full(self.entities, never)
        np.minimum.at(first_in, self.recipient, self.time)
        first_out = np.full(self.entities, never)
        np.minimum.at(first_out, self.sender, self.time)
        self.origins = np.nonzero((first_out < never) & ~(first_in < first_out))[0]
        pairs = np.sort(self.sender * self.entities + self.recipient)
        self.pairs = pairs[np.concatenate(([True], pairs[1:] != pairs[:-1]))]
        width = np.bincount(self.pairs // self.entities, minlength=self.entities)
        some = min(self.entities, 400)
        widest = np.argpartition(-width, some - 1)[:some]
        self.widest = sorted(widest.tolist(), key=lambda who: (-width[who], self.name(who)))[:20]
        answers.update(
            records=self.count, entities=self.entities, pairs=len(self.pairs),
            origins=len(self.origins), widest=int(width.max()))
        answers.done("origins")
        exits = np.nonzero(self.inside[self.sender] & ~self.inside[self.recipient])[0]
        if len(exits):
            answers["first_outside"] = str(self.ids[int(exits[np.argmin(self.time[exits])])])
        answers.done("outside")

    def with_root(self):
        """Pairs of numbers, those from a root above the origins last."""
        import numpy as np

        edges = np.empty((self.count + len(self.origins), 2), dtype=np.int64)
        edges[: self.count, 0] = self.sender
        edges[: self.count, 1] = self.recipient
        edges[self.count :, 0] = self.entities
        edges[self.count :, 1] = self.origins
        return edges


def dominator_figures(parent, root, answers):
    """`parent` holds everyone's immediate dominator, -1 for whoever is not below the root."""
    import numpy as np

    parent = parent.copy()
    parent[root] = root
    below = parent >= 0
    below[root] = False
    answers["dominator_children"] = int((parent[below] == root).sum())
    depth = np.where(below, 1, 0)
    climbing, live = parent.copy(), below
    while True:
        higher = live & (climbing != root)
        if not higher.any():
            break
        depth[higher] += 1
        climbing[higher] = parent[climbing[higher]]
        live = higher
    size = np.ones(len(parent), dtype=np.int64)
    for level in range(int(depth.max()), 0, -1):
        here = np.nonzero(below & (depth == level))[0]
        np.add.at(size, parent[here], size[here])
    size[root] = 0
    answers["dominated"] = int(size[below].max() - 1)


def run_scipy(path, answers):
    edges = Edges(path, answers)
    edges.survey(answers)
    import numpy as np
    import scipy.sparse as sparse
    from scipy.sparse.csgraph import breadth_first_order

    answers.done("import library")
    root = edges.entities
    above = np.append(edges.pairs // root, np.full(len(edges.origins), root)).astype(np.int32)
    below = np.append(edges.pairs % root, edges.origins).astype(np.int32)
    graph = sparse.csr_array(
        (np.ones(len(above), np.int8), (above, below)), shape=(root + 1, root + 1))
    answers.done("graph")
    order, before = breadth_first_order(graph, root, directed=True, return_predecessors=True)
    level = np.full(root + 1, -2, np.int64)
    level[root] = -1
    # The order goes level by level: one ends where the one above has no level yet.
    order = order[1:]
    above = before[order]
    start = 0
    while start < len(order):
        known = level[above[start:]] > -2
        end = start + (len(known) if known.all() else int(np.argmin(known)))
        level[order[start:end]] = level[above[start:end]] + 1
        start = end
    answers.levels(np.bincount(level[level >= 0]))
    answers.done("search")
    answers["below"] = sum(
        len(breadth_first_order(graph, who, directed=True, return_predecessors=False)) - 1
        for who in edges.widest)
    answers.done("below")


def run_igraph(path, answers):
    edges = Edges(path, answers)
    edges.survey(answers)
    import igraph
    import numpy as np

    answers.done("import library")
    root = edges.entities
    graph = igraph.Graph(n=root + 1, edges=edges.with_root(), directed=True)
    answers.done("graph")
    _, layers, _ = graph.bfs(root, mode="out")
    sizes = np.diff(np.asarray(layers))[1:]
    answers.levels(sizes[sizes > 0])
    answers.done("search")
    answers["below"] = sum(len(graph.subcomponent(who, mode="out")) - 1 for who in edges.widest)
    answers.done("below")
    parent = np.asarray(graph.dominator(root, mode="out"))
    answers.done("dominators")
    parent[parent < 0] = -1
    dominator_figures(parent, root, answers)
    answers.done("dominator figures")


def run_rustworkx(path, answers):
    edges = Edges(path, answers)
    edges.survey(answers)
    import numpy as np
    import rustworkx

    answers.done("import library")
    root = edges.entities
    graph = rustworkx.PyDiGraph(
        node_count_hint=root + 1, edge_count_hint=edges.count + len(edges.origins))
    graph.add_nodes_from(range(root + 1))
    graph.add_edges_from_no_data(
        list(zip(edges.sender.tolist(), edges.recipient.tolist()))
        + [(root, origin) for origin in edges.origins.tolist()])
    answers.done("graph")
    answers.levels([len(layer) for layer in rustworkx.bfs_layers(graph, [root])][1:])
    answers.done("search")
    answers["below"] = sum(len(rustworkx.descendants(graph, who)) for who in edges.widest)
    answers.done("below")
    dominators = rustworkx.immediate_dominators(graph, root)
    answers.done("dominators")
    parent = np.full(root + 1, -1, dtype=np.int64)
    for who, above in dominators.items():
        if who != root and above is not None:
            parent[who] = above
    dominator_figures(parent, root, answers)
    answers.done("dominator figures")


def run_networkit(path, answers):
    edges = Edges(path, answers)
    edges.survey(answers)
    import networkit
    import numpy as np

    answers.done("import library")
    root = edges.entities
    far = 1e15
    both = edges.with_root().astype(np.uint64)
    graph = networkit.GraphFromCoo(
        (both[:, 0].copy(), both[:, 1].copy()), n=root + 1, weighted=False, directed=True)
    answers.done("graph")

    def distances(start):
        search = networkit.distance.BFS(graph, start, storePaths=False)
        search.run()
        return np.asarray(search.getDistances())

    from_root = distances(root)
    from_root = from_root[from_root < far].astype(np.int64) - 1
    answers.levels(np.bincount(from_root[from_root >= 0]))
    answers.done("search")
    answers["below"] = sum(int((distances(who) < far).sum()) - 1 for who in edges.widest)
    answers.done("below")


def run_graphtool(path, answers):
    edges = Edges(path, answers)
    edges.survey(answers)
    # The modules that are asked, not `graph_tool.all`, which draws as well.
    import graph_tool
    import graph_tool.topology
    import numpy as np

    answers.done("import library")
    root = edges.entities
    far = 2**30
    graph = graph_tool.Graph(directed=True)
    graph.add_vertex(root + 1)
    graph.add_edge_list(edges.with_root())
    answers.done("graph")

    def distances(start):
        return graph_tool.topology.shortest_distance(graph, source=graph.vertex(start)).a

    from_root = distances(root)
    from_root = from_root[from_root < far].astype(np.int64) - 1
    answers.levels(np.bincount(from_root[from_root >= 0]))
    answers.done("search")
    answers["below"] = sum(int((distances(who) < far).sum()) - 1 for who in edges.widest)
    answers.done("below")
    tree = graph_tool.topology.dominator_tree(graph, graph.vertex(root))
    parent = tree.a.astype(np.int64).copy()
    answers.done("dominators")
    # Whoever is not below the root has 0 here; all are, since every sender has an origin above.
    dominator_figures(parent, root, answers)
    answers.done("dominator figures")


def run_networkx(path, answers):
    import collections
    import csv
    import datetime

    import networkx

    answers.done("import")
    graph = networkx.MultiDiGraph()
    moment = datetime.datetime.fromisoformat
    with open(path, encoding="utf-8", newline="") as file:
        table = csv.DictReader(file)
        graph.add_edges_from(
            (row["sender"], row["recipient"], row["id"], {"t": moment(row["time"]).timestamp()})
            for row in table)
    answers.done("read and graph")
    first_in, first_out, outside = {}, {}, None
    for sender, recipient, identifier, when in graph.edges(keys=True, data="t"):
        if when < first_in.get(recipient, UNSEEN):
            first_in[recipient] = when
        if when < first_out.get(sender, UNSEEN):
            first_out[sender] = when
        if not sender.startswith("x") and recipient.startswith("x"):
            if outside is None or (when, identifier) < outside:
                outside = (when, identifier)
    origins = [who for who in first_out if not first_in.get(who, UNSEEN) < first_out[who]]
    width = {who: len(graph.succ[who]) for who in first_out}
    widest = sorted(width, key=lambda who: (-width[who], who))[:20]
    answers.update(
        records=graph.number_of_edges(), entities=graph.number_of_nodes(),
        pairs=sum(width.values()), origins=len(origins), widest=max(width.values()))
    if outside:
        answers["first_outside"] = outside[1]
    answers.done("origins")
    answers.levels([len(layer) for layer in networkx.bfs_layers(graph, origins)])
    answers.done("search")
    answers["below"] = sum(len(networkx.descendants(graph, who)) for who in widest)
    answers.done("below")
    root = ""
    graph.add_edges_from((root, origin) for origin in origins)
    above = networkx.immediate_dominators(graph, root)
    above.pop(root, None)
    answers.done("dominators")
    children = collections.defaultdict(list)
    for who, dominator in above.items():
        children[dominator].append(who)
    order = [root]
    for who in order:
        order.extend(children.get(who, ()))
    size = dict.fromkeys(order, 1)
    for who in reversed(order[1:]):
        size[above[who]] += size[who]
    del size[root]
    answers["dominator_children"] = len(children[root])
    answers["dominated"] = max(size.values()) - 1
    answers.done("dominator figures")


def run_duckdb(path, answers):
    import duckdb

    answers.done("import")
    database = duckdb.connect()
    ask = database.execute
    ask("set TimeZone = 'UTC'")
    ask(
        "create table record as select id, epoch(time::timestamptz)::bigint as t, sender, recipient"
        " from read_csv(?, header = true, all_varchar = true)", [path])
    answers.done("read and time")
    ask(
        "create table entity as select row_number() over (order by name) - 1 as v, name"
        " from (select sender as name from record union select recipient from record)")
    ask(
        "create table hop as select a.v as s, b.v as d, t from record"
        " join entity a on a.name = sender join entity b on b.name = recipient")
    ask("create table pair as select distinct s, d from hop")
    answers.done("names")
    answers["records"] = ask("select count(*) from record").fetchone()[0]
    answers["entities"] = ask("select count(*) from entity").fetchone()[0]
    ask(
        "create table origin as select o.s as v from (select s, min(t) t from hop group by s) o"
        " left join (select d, min(t) t from hop group by d) i on i.d = o.s"
        " where i.t is null or not i.t < o.t")
    answers["origins"] = ask("select count(*) from origin").fetchone()[0]
    ask("create table width as select s as v, count(*) as k from pair group by s")
    pairs, widest = ask("select sum(k), max(k) from width").fetchone()
    answers["pairs"], answers["widest"] = int(pairs), int(widest)
    top = ask("select v from width join entity using (v) order by k desc, name limit 20").fetchall()
    answers.done("origins")
    outside = ask(
        "select id from record where not starts_with(sender, 'x') and starts_with(recipient, 'x')"
        " order by t, id limit 1").fetchone()
    if outside:
        answers["first_outside"] = outside[0]
    answers.done("outside")
    # USING KEY keeps one row for each entity, the level at which it was first found.
    levels = ask(
        "with recursive found(v, l) using key (v) as ("
        " select v, 0 from origin union"
        " select distinct pair.d, found.l + 1 from found join pair on pair.s = found.v"
        " where not exists (select 1 from recurring.found old where old.v = pair.d))"
        " select count(*) from found group by l order by l").fetchall()
    answers.levels([size for size, in levels])
    answers.done("search")
    answers["below"] = sum(
        ask(
            f"with recursive below(v) as (select {who}::bigint union"
            " select pair.d from below join pair on pair.s = below.v)"
            " select count(*) - 1 from below").fetchone()[0]
        for who, in top)
    answers.done("below")


ENGINES = {
    "polars+scipy": run_scipy,
    "igraph": run_igraph,
    "rustworkx": run_rustworkx,
    "networkit": run_networkit,
    "graph-tool": run_graphtool,
    "duckdb": run_duckdb,
    "networkx": run_networkx,
}


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in ENGINES:
        sys.exit("usage: peers.py %s FILE.csv" % "|".join(ENGINES))
    answers = Answers(sys.argv[1])
    ENGINES[sys.argv[1]](sys.argv[2], answers)
    answers.print()


if __name__ == "__main__":
    main()
