import RepostRecords
import Testing

@Suite struct RequestTests {
  // Sides of the boundary.

  private static let chain = "id,from,to\nR1,Zhang A,Li\nR2,Li,Wang Group\nR3,,Zhao\n"

  private func zones(_ change: (inout CaseRequest) -> Void) throws -> [String] {
    let result = try readRecords(Self.chain, change)
    return (0..<result.entities.count).map { entity in
      let zone = result.entities.zone(entity).map { result.settings.zones[$0] }
      return "\(result.entities.id(entity))=\(zone ?? "-")"
    }
  }

  @Test func insidePutsEveryoneElseOutside() throws {
    #expect(
      try zones { $0.inside = ["Zhang A", " Li "] }
        == ["Zhang A=internal", "Li=internal", "Wang Group=external", "Zhao=external"])
  }

  @Test func outsidePutsEveryoneElseInside() throws {
    #expect(
      try zones { $0.outside = ["Wang Group"] }
        == ["Zhang A=internal", "Li=internal", "Wang Group=external", "Zhao=internal"])
  }

  @Test func boundaryMovesTheSides() throws {
    #expect(
      try zones {
        $0.inside = ["Li"]
        $0.outside = ["Zhao"]
        $0.boundary = "public"
      } == ["Zhang A=public", "Li=external", "Wang Group=public", "Zhao=public"])
  }

  @Test func zonesThatAreKnownStay() throws {
    let files = [
      "records.csv": Self.chain, "entities.csv": "id,zone\nZhang A,authorised\nLi,\n",
      "case.yaml": "default_zone: public\n",
    ]
    let result = try readFolder(files) { $0.inside = ["Li"] }
    #expect((0..<4).map { result.entities.zone($0) } == [0, 1, 3, 3])
  }

  @Test func everyoneElseIsAssumed() throws {
    func assumed(
      _ change: (inout CaseRequest) -> Void
    ) throws -> (side: AssumedSide?, count: Int) {
      let settings = try readRecords(Self.chain, change).settings
      return (settings.assumedSide, settings.assumedCount)
    }
    #expect(try assumed { _ in } == (nil, 0))
    #expect(try assumed { $0.inside = ["Li"] } == (.outside, 3))
    #expect(try assumed { $0.outside = ["Li", "Zhao"] } == (.inside, 2))
    let both = try assumed {
      $0.inside = ["Li"]
      $0.outside = ["Zhao"]
    }
    #expect(both == (.outside, 2))
    let narrowed = try readFolder(Self.family) {
      $0.item = "digest"
      $0.inside = ["z"]
    }
    // The declared a and b stay, though no record of a digest names them.
    #expect(narrowed.entities.count == 7)
    #expect(narrowed.settings.assumedCount == 6)
  }

  @Test(
    arguments: [
      (
        ["Zhang"], [],
        "--inside 'Zhang' is in no record and no entity; expected a name as records or entities "
          + "spell it; the nearest: 'Zhang A'"
      ),
      (
        [], ["Zha"],
        "--outside 'Zha' is in no record and no entity; expected a name as records or entities spell "
          + "it; the nearest: 'Zhao', 'Zhang A'"
      ),
      (
        ["Quentin"], [],
        "--inside 'Quentin' is in no record and no entity; expected a name as records or entities "
          + "spell it"
      ),
      (
        ["Li"], ["Li"],
        "'Li' is given inside and outside; expected one of --inside and --outside for a name"
      ),
    ] as [([String], [String], String)])
  func namesThatCannotBePlaced(_ inside: [String], _ outside: [String], message: String) {
    #expect(
      failure {
        try readRecords(Self.chain) {
          $0.inside = inside
          $0.outside = outside
        }
      } == message)
  }

  @Test func nobodyIsInsideTheInnermostZone() {
    let message = failure {
      try readRecords(Self.chain) {
        $0.inside = ["Li"]
        $0.boundary = "authorised"
      }
    }
    #expect(
      message == "nobody can be inside: the boundary 'authorised' is the innermost zone; name a "
        + "boundary further out, or leave --inside and --outside away")
  }

  @Test(arguments: [
    ("授权范围", 0), ("单位内部", 1), ("内部", 1), ("单位外部", 2), ("外部", 2), ("公众网络", 3), ("公众", 3),
    ("境外", 4), ("單位內部", 1),
  ])
  func zonesInChinese(_ word: String, rank: Int) throws {
    let files = [
      "records.csv": "from,to\na,b\n", "entities.csv": "id,zone\na,\(word)\n",
      "case.yaml": "default_zone: \(word)\nboundary: \(word)\n"
        + "items: [{id: x, permitted_zone: \(word)}]\n",
    ]
    let result = try readFolder(files)
    #expect(result.entities.zone(0) == rank)
    #expect(result.entities.zone(1) == rank)
    #expect(result.settings.boundary == rank)
    #expect(result.items[0].permittedZone == rank)
    #expect(try readRecords(Self.chain) { $0.boundary = word }.settings.boundary == rank)
  }

  @Test func zonesOfTheCaseComeBeforeTheWordsOfTheProduct() throws {
    let files = [
      "records.csv": "from,to\na,b\n", "entities.csv": "id,zone\na,内部\nb,外部\nc,境外\n",
      "case.yaml": "zones: [internal, 内部, external]\n",
    ]
    let result = try readFolder(files)
    #expect((0..<3).map { result.entities.zone($0) } == [1, 2, nil])
    #expect(result.settings.zones == ["internal", "内部", "external"])
    #expect(result.warnings.map(\.code) == [.unknownZone])
  }

  @Test func unknownBoundary() {
    #expect(
      failure { try readRecords(Self.chain) { $0.boundary = "externl" } }
        == "the boundary 'externl' is no zone of the case; expected one of 'authorised', "
        + "'internal', 'external', 'public', 'overseas'; the nearest: 'external'")
  }

  // Items.

  @Test func anItemThatNoRowNames() throws {
    func items(_ text: String) throws -> [String] {
      let result = try readRecords(text)
      return (0..<result.records.count).map { result.items[result.records.item($0)].id }
    }
    #expect(try items("from,to,item\na,b,\nb,c,\n") == ["item", "item"])
    #expect(try items("from,to,item\na,b,\nb,c,memo\n") == ["memo", "memo"])
    #expect(try items("from,to,item\na,b,\nb,c,memo\nb,c,plan\n") == ["item", "memo", "plan"])
    let declared = try readFolder([
      "records.csv": "from,to\na,b\n", "case.yaml": "items: [{id: telegram}]\n",
    ])
    #expect(declared.items[declared.records.item(0)].id == "telegram")
  }

  private static let family = [
    "records.csv": """
    id,time,from,to,item,parent
    R1,,a,b,report,
    R2,,b,c,article,R1
    R3,,c,d,digest,R2
    R4,noon,x,y,other,R9
    R5,,d,e,digest,R4
    R6,,e,f,digest,R8
    """,
    "entities.csv": "id,aliases\nz,zed\na,\nb,\n",
    "case.yaml": "items: [{id: article, derived_from: [report]}, {id: report}, "
      + "{id: digest, derived_from: [article]}]\n",
  ]

  @Test func anItemAndWhatDerivesFromIt() throws {
    let result = try readFolder(Self.family) { $0.item = "article" }
    let records = result.records
    #expect((0..<records.count).map { records.id($0) } == ["R2", "R3", "R5", "R6"])
    #expect((0..<4).map { records.parentID($0) ?? "-" } == ["-", "R2", "-", "R8"])
    #expect((0..<4).map { records.parent($0) } == [nil, 0, nil, nil])
    #expect(
      (0..<result.entities.count).map { result.entities.id($0) }
        == ["z", "a", "b", "c", "d", "e", "f"])
    #expect(result.entities.find("zed") == 0)
    #expect(result.recordLines[1] == "R3||c|d|unknown|digest|R2|-|||confirmed|||")
    #expect(Set(result.warnings.map(\.code)) == [.undeclaredEntity])
    #expect(result.warnings.map(\.record) == ["R2", "R3", "R5", "R6"])
    #expect(try readFolder(Self.family) { $0.item = "report" }.records.count == 5)
    #expect(try readFolder(Self.family) { $0.item = "digest" }.records.count == 3)
  }

  @Test func timesThatCannotBeReadStaySo() throws {
    func unreadable(_ item: String?) throws -> [Bool] {
      let text = "time,from,to,item\n2017,a,b,x\nnoon,a,b,y\n,b,c,y\n2017/2016,c,d,y\n"
      let records = try readRecords(text) { $0.item = item }.records
      return (0..<records.count).map { records.isTimeUnreadable($0) }
    }
    #expect(try unreadable(nil) == [false, true, false, true])
    #expect(try unreadable("y") == [true, false, true])
  }

  @Test func unknownItem() {
    #expect(
      failure { try readFolder(Self.family) { $0.item = "articel" } }
        == "--item 'articel' is in no record and no case file; expected the id of an item; the "
        + "nearest: 'article'")
    #expect(
      failure {
        try readFolder(["records.csv": "from,to,item\na,b,x\n", "case.yaml": "items: [{id: y}]"]) {
          $0.item = "y"
        }
      } == "--item 'y' is passed on by no record; expected an item of which there are records")
  }

  // Names and broadcasts.

  @Test func recipientsAreKeptAsStated() throws {
    let result = try readRecords("from,to\na,b;a;*;b;*;c\n")
    #expect(Array(result.records.recipients[0]) == [1, 0, RecordTable.audience, 2])
    let many = (0..<1000).map { "n\($0 % 300)" }.joined(separator: ";")
    #expect(try readRecords("from,to\na,\(many)\n").records.recipients[0].count == 300)
  }
}
