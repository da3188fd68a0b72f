import Testing

@testable import RepostFormats

/// A record of an edge on one line, all that it says.
private func line(_ record: ImportedRecord) -> String {
  let extras = record.extras.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
  return [
    "\(record.line)", record.id, record.time, record.from ?? "nil",
    record.to.joined(separator: "+"), record.channel, record.item, record.note, extras,
  ].joined(separator: "|")
}

/// Whether the records have nothing that no edge says.
private func isPlain(_ records: [ImportedRecord]) -> Bool {
  records.allSatisfy {
    $0.parent.isEmpty && $0.original == nil && !$0.isBroadcast && $0.evidence.isEmpty
      && $0.certainty.isEmpty && $0.post.isEmpty
  }
}

@Suite struct GraphMLTests {
  @Test func readsEveryField() throws {
    let found = try sample("graphml/passes.graphml")
    #expect(found.format == .graphml)
    #expect(found.problem == nil)
    #expect(
      found.records.map(line) == [
        "12||2026-03-02T09:01:00+08:00|n0|n1|fax|notice||id=e0,"
          + "time as written=2026-03-02T09:01:00.500+08:00,weight=2.0",
        "17|||n1|n2|wechat||by hand, <in person>|id=e1",
        "22|||n2|n3|wechat|||id=e4,sourceport=north,time=last week,"
          + "arrows=source none, target standard,label=copy",
        "27|||n5|n0|wechat|||",
      ])
    #expect(isPlain(found.records))
    #expect(found.sink.names == ["n0": "王小明", "n1": "李 雷"])
    #expect(found.sink.skipped.map(\.line) == [20, 21, 26])
    #expect(
      found.sink.skipped.map(\.found) == [
        "an edge without a direction between 'n1' and 'n3'", "an edge without both ends",
        "an edge between more than two",
      ])
    #expect(found.sink.remarks.map(\.line) == [12])
    #expect(found.sink.leftOut.isEmpty && found.sink.ends.isEmpty)
  }

  @Test func refusesAGraphWithoutDirections() {
    let text = """
      <graphml><graph edgedefault="undirected">
      <edge source="a" target="b"/>
      <edge source="b" target="c"/></graph></graphml>
      """
    let found = Imported(text, file: "a.graphml")
    #expect(found.records.isEmpty)
    #expect(found.problem?.line == 2)
    #expect(found.problem?.found == "an edge without a direction between 'a' and 'b'")
  }

  @Test func keepsWhatCameBeforeACut() {
    let found = Imported(
      "<graphml><graph edgedefault='directed'><edge source='a' target='b'/>\n<edge source='b' t",
      file: "a.xml")
    #expect(found.records.map(\.from) == ["a"])
    #expect(found.sink.ends.map(\.line) == [2])
  }

  @Test func asksForTheDirection() {
    let found = Imported(
      "<graphml><graph><edge source='a' target='b'/></graph></graphml>", file: "a.xml")
    #expect(found.records.isEmpty && found.sink.skipped.map(\.line) == [1])
    #expect(Imported("<gexf/>", file: "a", as: .graphml).problem != nil)
  }

  @Test(
    .enabled(if: hasCollection("graph/graphology_missing_nodes.graphml")),
    arguments: [
      ("gephi_cdata", 1, 0), ("gephi_withdesc", 1, 0), ("graphology_missing_nodes", 37, 0),
      ("graphology_mixed_multigraph", 2, 6),
    ])
  func readsAllEdges(name: String, edges: Int, undirected: Int) throws {
    let found = try collected("graph/\(name).graphml")
    #expect(found.format == .graphml && found.problem == nil)
    #expect(found.records.count == edges)
    #expect(found.sink.skipped.count == undirected)
    #expect(found.sink.leftOut.isEmpty && found.sink.ends.isEmpty)
  }

  @Test(
    .enabled(if: hasCollection("graph/graphology_miserables.graphml")),
    arguments: [("attributes", 7), ("miserables", 254), ("multigraph", 9)])
  func refusesAllUndirected(name: String, edges: Int) throws {
    let found = try collected("graph/graphology_\(name).graphml")
    #expect(found.format == .graphml)
    #expect(found.problem?.line == found.sink.skipped.first?.line)
    #expect(found.sink.skipped.count == edges)
    #expect(found.records.isEmpty)
  }

  @Test(.enabled(if: hasCollection("graph/graphology_missing_nodes.graphml")))
  func readsTheTimeOfAnEdge() throws {
    let found = try collected("graph/graphology_missing_nodes.graphml")
    #expect(found.records.first?.time == "1995-04-11")
    #expect(found.records.first?.extras.map(\.name) == ["modification"])
  }
}

@Suite struct GEXFTests {
  @Test func readsEveryField() throws {
    let found = try sample("gexf/passes.gexf")
    #expect(found.format == .gexf)
    #expect(found.problem == nil)
    #expect(
      found.records.map(line) == [
        "13||2026-03-02T09:01:00+08:00|a|b|fax|notice||id=0,label=first,weight=2.0,"
          + "end=2026-03-03,weight (2026-03-02)=1,time zone=+0800",
        "17|||b|c|email|||id=1,time zone=+0800",
        "17|passes.gexf:17/2||c|b|email|||id=1,time zone=+0800",
        "20||2026-03-05|c|d|email|||id=4,end=2026-03-06,start=2026-03-08,time zone=+0800",
      ])
    #expect(isPlain(found.records))
    #expect(found.sink.names == ["a": "王小明", "b": "李雷"])
    #expect(found.sink.skipped.map(\.line) == [18, 19])
    #expect(found.sink.remarks.map(\.line) == [13])
    #expect(found.sink.leftOut.isEmpty && found.sink.ends.isEmpty)
  }

  @Test func refusesAGraphWithoutDirections() {
    let found = Imported(
      "<gexf><graph><edges>\n<edge source='a' target='b'/></edges></graph></gexf>", file: "a.gexf")
    #expect(found.format == .gexf)
    #expect(found.problem?.line == 2)
    #expect(found.records.isEmpty)
    #expect(Imported("<graphml/>", file: "a", as: .gexf).problem != nil)
  }

  @Test func keepsWhatCameBeforeACut() {
    let found = Imported(
      "<gexf><graph defaultedgetype='directed'><edges><edge source='a' target='b'/>\n<edge",
      file: "a.gexf")
    #expect(found.records.count == 1)
    #expect(found.sink.ends.map(\.line) == [2])
  }

  @Test(
    .enabled(if: hasCollection("graph/graphology_les_miserables.gexf")),
    arguments: [
      ("gephi_dynamicedgeweight", 1, 2), ("gephi_infinity", 0, 0), ("gephi_meta", 0, 0),
      ("gephi_slice", 1, 2), ("gephi_timezone", 1, 2), ("graphology_edge_data", 5, 4),
      ("graphology_les_miserables", 254, 77), ("graphology_liststring", 5, 4),
    ])
  func readsAllEdges(name: String, edges: Int, nodes: Int) throws {
    let found = try collected("graph/\(name).gexf")
    #expect(found.format == .gexf && found.problem == nil)
    #expect(found.records.count == edges)
    #expect(found.sink.names.count == nodes)
    #expect(found.sink.skipped.isEmpty && found.sink.ends.isEmpty)
  }

  @Test(.enabled(if: hasCollection("graph/graphology_basic.gexf")))
  func passesOverUndirectedEdgesOfAMixedGraph() throws {
    let found = try collected("graph/graphology_basic.gexf")
    #expect(found.records.map(\.from) == ["John"])
    #expect(found.records.map(\.to) == [["Suzy"]])
    #expect(
      found.records.first?.extras.map(\.name) == ["id", "weight", "label", "set", "number"])
    #expect(found.sink.skipped.count == 1)
  }
}

@Suite struct DOTGraphTests {
  private func edges(_ text: String) -> [String] {
    Imported(text, file: "a.dot").records.map { "\($0.from ?? "")>\($0.to.joined())" }
  }

  @Test func readsEveryField() throws {
    let found = try sample("dot/passes.dot")
    #expect(found.format == .dot)
    #expect(found.problem == nil)
    #expect(
      found.records.map(line) == [
        "5||2026-03-02T09:01|王小明|李 \"Lei\"|wechat|notice||weight=1,color=red;->",
        "5|passes.dot:5/2|2026-03-02T09:01|李 \"Lei\"|han|wechat|notice||weight=1,color=red;->",
        "6|||c|d|fax|||weight=1",
        "6|passes.dot:6/2||han|a|wechat|||weight=3,tail port=p1:n",
        "6|passes.dot:6/3||han|b|wechat|||weight=3,tail port=p1:n",
        "6|passes.dot:6/4||han|c|wechat|||weight=3,tail port=p1:n",
        "6|passes.dot:6/5||han|d|wechat|||weight=3,tail port=p1:n",
        "7|||c|e|wechat|||weight=1",
        "7|passes.dot:7/2||d|e|wechat|||weight=1",
        "8|||a|e|wechat||The drawing shows this edge pointing the other way (dir=back).|"
          + "weight=1,dir=back",
        "9|||x|z|wechat|||weight=1",
        "9|passes.dot:9/2||y|z|wechat|||weight=1",
        "10|||long name|b<i>old</i>|wechat|||weight=1,label=<b>html</b>",
        "12|||e|-1.5|wechat|||weight=1",
        "13|||e|f|wechat|||weight=1",
      ])
    #expect(isPlain(found.records))
    #expect(found.sink.names == ["王小明": "Wang 小明"])
    #expect(found.sink.leftOut == [.duplicate: 1])
    #expect(found.sink.skipped.map(\.line) == [11, 12])
    #expect(
      found.sink.skipped.map(\.found) == [
        "an edge without a direction between 'han' and 'a'", "';'",
      ])
    #expect(found.sink.remarks.map(\.line) == [5])
    #expect(found.sink.ends.isEmpty)
  }

  @Test func readsWhatTheLanguageAllows() {
    #expect(edges("digraph{a->b->c}") == ["a>b", "b>c"])
    #expect(edges("DIGRAPH x {a->{b c}->d}") == ["a>b", "a>c", "b>d", "c>d"])
    #expect(edges("digraph{subgraph s{a b} x->subgraph s}") == ["x>a", "x>b"])
    #expect(edges("digraph{subgraph s{a} subgraph s{b} subgraph s->x}") == ["a>x", "b>x"])
    #expect(edges("digraph{a->b--c->d}") == ["a>b", "c>d"])
    #expect(edges("digraph{\"node\"->\"a\\\\\"; a->b}") == ["node>a\\\\", "a>b"])
    #expect(edges("// x\n/* digraph */\n#pragma\ndigraph{a->b /* c -> d */}") == ["a>b"])
    #expect(edges("digraph{a->b}\ndigraph{c->d}") == ["a>b", "c>d"])
    #expect(edges("digraph{a:n->b:p:sw}") == ["a>b"])
    #expect(edges("digraph{a->b[x][y=1;z=2,]}") == ["a>b"])
    #expect(edges("digraph{}").isEmpty)
  }

  @Test func refusesAGraphWithoutDirections() {
    let found = Imported("graph {\na -- b\nb -- {c d}\n}", file: "a.gv")
    #expect(found.format == .dot)
    #expect(found.records.isEmpty)
    #expect(found.problem?.line == 2)
    #expect(found.sink.skipped.count == 3)
    #expect(Imported("graph {\na -> b }", file: "a.gv").problem?.line == 2)
  }

  @Test func goesOnAfterWhatCannotBeRead() {
    let found = Imported(
      "digraph {\na -> ]\nb -> c [x=]\nd -> e; f -> } \n", file: "a.gv")
    #expect(found.records.map(\.from) == ["d"])
    #expect(found.sink.skipped.map(\.line) == [2, 3, 4])
    #expect(found.sink.ends.isEmpty)
  }

  @Test func keepsWhatCameBeforeACut() {
    let found = Imported("digraph {\na -> b;\nsubgraph { c -> d\ne -> \"f", file: "a.gv")
    #expect(found.records.map(\.from) == ["a", "c"])
    #expect(found.sink.ends.map(\.line) == [4])
    #expect(found.sink.ends.map(\.found) == ["the end of the file within a text in quotes"])
    let open = Imported("digraph { a -> b", file: "a.gv")
    #expect(open.sink.ends.map(\.byte) == [16])
    #expect(open.sink.ends.map(\.found) == ["the end of the file where '}' is expected"])
    #expect(open.records.count == 1)
  }

  @Test func refusesDeepNestingAndOtherTexts() {
    let deep = "digraph " + String(repeating: "{", count: 100_000)
    #expect(Imported(deep, file: "a.gv").problem?.found.contains("nested") == true)
    let nested =
      "digraph " + String(repeating: "{", count: 100) + "a->b" + String(repeating: "}", count: 100)
    #expect(edges(nested) == ["a>b"])
    #expect(Imported("graph,from,to\n{,a,b\n", file: "a.csv").format == nil)
    #expect(Imported("digraph of the case: a -> b", file: "a.dot").format == nil)
    #expect(Imported("from,to\na,b\n", file: "a.dot", as: .dot).problem?.line == 1)
    #expect(Imported("", file: "a.dot", as: .dot).problem != nil)
  }

  @Test(
    .enabled(if: hasCollection("graph/graphviz_b102.gv")),
    arguments: [
      ("gephi_adjacencylist.dot", 4, 5), ("gephi_labels.dot", 3, 2),
      ("gephi_multipleedgesperline.dot", 4, 3), ("graphviz_b102.gv", 302, 611),
      ("graphviz_clust4.gv", 10, 13), ("graphviz_url.gv", 9, 6), ("graphviz_world.gv", 48, 69),
    ])
  func readsAllEdges(file: String, nodes: Int, edges: Int) throws {
    let found = try collected("graph/\(file)")
    #expect(found.format == .dot && found.problem == nil)
    #expect(found.records.count == edges)
    let ends = Set(found.records.flatMap { [$0.from ?? ""] + $0.to })
    // A node of one of the files has no edge.
    #expect(ends.count == nodes || (file == "graphviz_url.gv" && ends.count < nodes))
    #expect(found.sink.skipped.isEmpty && found.sink.ends.isEmpty && found.sink.leftOut.isEmpty)
  }

  @Test(.enabled(if: hasCollection("graph/gephi_emptyfields.dot")))
  func refusesAnUndirectedFile() throws {
    let found = try collected("graph/gephi_emptyfields.dot")
    #expect(found.problem?.line == 2)
    #expect(found.sink.skipped.count == 2)
  }
}
