import RepostRecords
import Testing

@Suite struct EntitiesTests {
  private static let records = "from,to\na,b\n"

  private func read(
    _ entities: String, records: String = Self.records, ending: String = "csv",
    _ change: (inout CaseRequest) -> Void = { _ in }
  ) throws -> ForwardingCase {
    try readFolder(["records.csv": records, "entities.\(ending)": entities], change)
  }

  /// Every entity as one line.
  private func lines(_ forwardingCase: ForwardingCase) -> [String] {
    let entities = forwardingCase.entities
    return (0..<entities.count).map { entity in
      [
        entities.id(entity), entities.name(entity), entities.kind(entity).word,
        entities.zone(entity).map { forwardingCase.settings.zones[$0] } ?? "-",
        entities.organisation(entity) ?? "-", entities.title(entity) ?? "-",
        entities.declaredMembers(entity).map { entities.id(Int($0)) }.joined(separator: "+"),
        entities.size(entity).map(String.init) ?? "-",
        entities.extras(entity).map { "\($0.name)=\($0.value)" }.joined(),
        entities.isDeclared(entity) ? "declared" : "named",
      ].joined(separator: "|")
    }
  }

  private static let table = """
    id,name,kind,zone,organisation,title,members,size,aliases,note
    a,Alice,person,Internal,Office,clerk,,,A.;Al,shy
    g,,group,public,,,Al;x;a,12,,
    b,,,,,,,,,

    """

  private static let expected = [
    "a|Alice|person|internal|Office|clerk||-|note=shy|declared",
    "g|g|group|public|-|-|a+x|12||declared",
    "b|b|person|-|-|-||-||declared",
    "x|x|person|-|-|-||-||named",
  ]

  @Test func reads() throws {
    let result = try read(Self.table, records: "from,to\nAl,b\nA.,g\n")
    #expect(lines(result) == Self.expected)
    #expect(result.records.actors == [0, 0])
    #expect(result.entities.find("A.") == 0)
    #expect(result.inputs.map(\.records) == [2, 3])
    #expect(
      result.warningLines == [
        "undeclared-entity - entities.csv:3 'x' is not in the entities file and counts as a "
          + "person; add it there, or as another spelling of one that is"
      ])
  }

  @Test(arguments: [
    (
      "tsv",
      "标识\t名称\t类型\t圈层\t单位\t职务\t成员\t人数\t别名\tnote\n"
        + "a\tAlice\t个人\tinternal\tOffice\tclerk\t\t\tA.；Al\tshy\n"
        + "g\t\t群\tpublic\t\t\tAl;x;a\t12\t\t\nb\t\t\t\t\t\t\t\t\t\n"
    ),
    (
      "json",
      #"[{"id":"a","name":"Alice","kind":"person","zone":"internal","organisation":"Office","#
        + #""title":"clerk","aliases":["A.","Al"],"note":"shy"},"#
        + #"{"id":"g","kind":"group","zone":"public","members":["Al","x","a"],"size":12},"#
        + #"{"id":"b","kind":null}]"#
    ),
    (
      "ndjson",
      #"{"id":"a","name":"Alice","zone":"internal","organization":"Office","title":"clerk","#
        + #""aliases":"A.;Al","note":"shy"}"# + "\n"
        + #"{"id":"g","kind":"群","zone":"public","members":"Al;x","size":"12"}"# + "\n"
        + #"{"id":"b"}"#
    ),
  ])
  func formatsAgree(_ ending: String, text: String) throws {
    let result = try read(text, records: "from,to\nAl,b\nA.,g\n", ending: ending)
    #expect(lines(result) == Self.expected)
    #expect(result.inputs[1].format == ending)
  }

  @Test(arguments: [
    ("person", "个人", EntityKind.person), ("group", "群", .group), ("account", "账号", .account),
    ("organisation", "单位", .organisation), ("Organization", "單位", .organisation),
    ("site", "网站", .site), ("person", "人员", .person), ("person", "人", .person),
    ("group", "微信群", .group), ("group", "QQ群", .group), ("group", "工作群", .group),
    ("organisation", "公司", .organisation), ("organisation", "机构", .organisation),
    ("organisation", "组织", .organisation), ("organisation", "部门", .organisation),
    ("account", "公众号", .account), ("account", "微博账号", .account),
  ])
  func kinds(_ english: String, chinese: String, kind: EntityKind) throws {
    let result = try read("id,kind\na,\(english)\nb,\(chinese)\n")
    #expect(result.entities.kind(0) == kind)
    #expect(result.entities.kind(1) == kind)
  }

  @Test(arguments: ["35", "35人", "35 人", "35　人"])
  func sizes(_ size: String) throws {
    #expect(try read("标识,姓名,总人数\na,b,\(size)\n").entities.size(0) == 35)
    #expect(try read("标识,姓名,总人数\na,b,\(size)\n").entities.name(0) == "b")
  }

  @Test func idsOfMoreThanAThousandBytesAreNone() {
    let name = String(repeating: "很", count: 334)
    for text in ["id,name\n\(name),x\n", "name,id,aliases\nx,y,z;\(name)\n"] {
      #expect(failure { try read(text) }.contains("found a name of 1002 bytes in '"))
    }
  }

  @Test(arguments: [
    ("id,size\na,人\n", "2:3: found the size '人'; expected a whole number from 0 to 2147483647"),
    ("id,name\n,x\n", "2:1: found no id; expected what records call the entity"),
    (
      "id,kind\na,persn\n",
      "2:3: found the kind 'persn'; expected 'person', 'group', 'account', 'organisation', 'site'"
    ),
    (
      "id,members\na,b\n",
      "2:3: found members of a person; expected members of a group or an organisation only; "
        + "correct the kind, or remove the members"
    ),
    ("id,kind,members\na,群,b;a\n", "2:1: found 'a' as a member of itself; expected other entities"),
    (
      "id,kind,members,aliases\na,群,b;x,x\n",
      "2:1: found 'a' as a member of itself; expected other entities"
    ),
    (
      "id,size\na,-1\n",
      "2:3: found the size '-1'; expected a whole number from 0 to 2147483647"
    ),
    (
      "id,size\na,1.5\n",
      "2:3: found the size '1.5'; expected a whole number from 0 to 2147483647"
    ),
    (
      "id,size\na,99999999999\n",
      "2:3: found the size '99999999999'; expected a whole number from 0 to 2147483647"
    ),
    (
      "id\na\nb\na\n",
      "4:1: found the id 'a' a second time; expected each id once; the first is on line 2"
    ),
    (
      "id,aliases\na,b\nb,\n",
      "2:1: found the alias 'b', which is the id on line 3; expected aliases that mean one entity"
    ),
    (
      "id,aliases\na,c\nb,c\n",
      "3:1: found the alias 'c', which is an alias of 'a'; expected aliases that mean one entity"
    ),
    ("id,name\n*,all\n", "2:1: found the id '*'; expected a name, for '*' is a broadcast"),
    (
      "id,name\na;b,both\n",
      "2:1: found the id 'a;b'; expected one name, for ';' separates names"
    ),
    ("id\n", "1:1: found no entities; expected at least one entity"),
    (
      "name,zone\na,internal\n",
      "1:1: found the headers 'name', 'zone'; expected the header 'id' (标识); a file of "
        + "entities has the fields id (标识), name (名称), kind (类型), zone (圈层), organisation (单位), "
        + "title (职务), members (成员), size (人数), aliases (别名)"
    ),
  ])
  func badRows(_ text: String, message: String) {
    #expect(failure { try read(text) } == "entities.csv:" + message)
  }

  @Test func badRowsAreSkipped() throws {
    let result = try read("id,kind,aliases\na,,\nb,persn,\nc,,a\nd,,\n", records: "from,to\na,d\n")
    {
      $0.badRows = .skip
    }
    #expect(lines(result).map { $0.prefix(1) } == ["a", "d"])
    #expect(result.skippedRows == 2)
    #expect(result.inputs[1].records == 2)
    #expect(
      result.warningLines == [
        "bad-row - entities.csv:3 row skipped: found the kind 'persn'; expected 'person', 'group', "
          + "'account', 'organisation', 'site'; it says 'b,persn,'",
        "bad-row - entities.csv:4 row skipped: found the alias 'a', which is the id on line 2; "
          + "expected aliases that mean one entity; it says 'c,,a'",
      ])
  }

  @Test func unknownZones() throws {
    let result = try read("id,zone\na,inner\nb,unknown\n")
    #expect(result.entities.zone(0) == nil)
    #expect(
      result.warningLines == [
        "unknown-zone - entities.csv:2 the zone 'inner' of 'a' is none of the case's and counts as "
          + "unknown; the zones are 'authorised', 'internal', 'external', 'public', 'overseas'"
      ])
  }
}
