import RepostRecords
import Testing

@Suite struct CaseFileTests {
  private func read(_ yaml: String) throws -> ForwardingCase {
    try readFolder(["records.csv": "from,to,item\na,b,telegram\n", "case.yaml": yaml])
  }

  @Test func reads() throws {
    let result = try read(
      """
      title: The fax and MMS case
      time_zone: +08:00
      zones: [core, 内部, external, public]
      boundary: external
      default_zone: 内部
      items:
        - id: telegram
          title: Cipher telegram
          marking: confidential
          issuer: City Committee office
          permitted_zone: core
          approved_channels: [Courier, fax]
          derived_from: []
          rule: "Article 48"
        - id: article
          derived_from: [telegram, extra]
          approved_channels: []
        - id: extra
      """)
    let settings = result.settings
    #expect(settings.title == "The fax and MMS case")
    #expect(settings.timeZone.text == "+08:00")
    #expect(settings.zones == ["core", "内部", "external", "public"])
    #expect(settings.boundary == 2)
    #expect(settings.defaultZone == 1)
    #expect(settings.publicZone == 3)
    #expect(result.entities.zone(0) == 1)
    let item = result.items[0]
    #expect(item.title == "Cipher telegram")
    #expect(item.marking == "confidential")
    #expect(item.issuer == "City Committee office")
    #expect(item.permittedZone == 0)
    #expect(item.approvedChannels == ["courier", "fax"])
    #expect(item.rule == "Article 48")
    #expect(result.items[1].derivedFrom == [0, 2])
    #expect(result.items[1].approvedChannels == [])
    #expect(result.items[2].approvedChannels == nil)
    #expect(result.items.count == 3)
    #expect(result.inputs[1].format == "yaml")
    #expect(result.inputs[1].records == 3)
  }

  @Test(arguments: ["", "# nothing\n", "title:\nitems:\n", "---\n...\n"])
  func nothingGivesTheDefaults(_ yaml: String) throws {
    let settings = try read(yaml).settings
    #expect(settings.timeZone == .utc)
    #expect(settings.zones == CaseSettings.defaultZones)
    #expect(settings.boundary == 2)
    #expect(settings.defaultZone == nil)
  }

  @Test func titleIsTheNameOfTheCaseWhereNoneIsGiven() throws {
    #expect(try readRecords("from,to\na,b\n", name: "leak.csv").settings.title == "leak")
  }

  private static let keys = "title, time_zone, zones, boundary, default_zone, items"
  private static let itemKeys =
    "id, title, marking, issuer, permitted_zone, approved_channels, derived_from, rule, aliases"

  @Test(arguments: [
    ("titel: x\n", "1:1: found the key 'titel' in a case file; expected \(Self.keys)"),
    ("title: x\ntitle: y\n", "1:1: found a key twice: 'title'; expected each key once"),
    ("title: [x]\n", "1:8: found a list; expected a text"),
    ("- a\n", "1:1: found a list; expected a case file: \(Self.keys)"),
    ("just text\n", "1:1: found 'just text'; expected a case file: \(Self.keys)"),
    (
      "time_zone: Mars\n",
      "1:12: found the time zone 'Mars'; expected UTC, an offset such as +08:00, or a name such as "
        + "Asia/Shanghai"
    ),
    (
      "zones: internal\n",
      "1:8: found 'internal'; expected a list; write [internal] for a list of one"
    ),
    ("zones: []\nboundary: a\n", "1:8: found no zones; expected 1 to 1000"),
    (
      "zones: [a, b, a]\nboundary: b\n",
      "1:15: found the zone 'a' a second time; expected each zone once"
    ),
    ("zones: [a, [b]]\nboundary: a\n", "1:12: found a list; expected a text"),
    (
      "zones: [a, unknown]\nboundary: a\n",
      "1:12: found a zone called 'unknown'; expected another name; entities without a zone are "
        + "unknown by themselves"
    ),
    (
      "zones: [a, b]\n",
      "1:8: found zones without 'external' and no boundary; expected a boundary; name the first "
        + "zone that counts as outside, such as boundary: b"
    ),
    (
      "boundary: outer\n",
      "1:11: found the zone 'outer'; expected one of 'authorised', 'internal', 'external', "
        + "'public', 'overseas'"
    ),
    (
      "default_zone: none\n",
      "1:15: found the zone 'none'; expected one of 'authorised', 'internal', 'external', "
        + "'public', 'overseas'"
    ),
    (
      "items: telegram\n",
      "1:8: found 'telegram'; expected a list; write [telegram] for a list of one"
    ),
    ("items: [telegram]\n", "1:9: found 'telegram'; expected an item: \(Self.itemKeys)"),
    (
      "items:\n  - title: x\n",
      "2:5: found an item without an id; expected id: what records call it"
    ),
    (
      "items:\n  - id: x\n    zone: a\n",
      "3:5: found the key 'zone' in an item; expected \(Self.itemKeys)"
    ),
    (
      "items:\n  - id: x\n  - id: x\n",
      "3:9: found the item 'x' a second time; expected each id once"
    ),
    (
      "zones: [a, b]\nboundary: b\nitems:\n  - id: x\n    permitted_zone: c\n",
      "5:21: found the zone 'c'; expected one of 'a', 'b'"
    ),
    (
      "items:\n  - id: x\n    approved_channels: courier\n",
      "3:24: found 'courier'; expected a list; write [courier] for a list of one"
    ),
    ("items:\n  - id: x\n    derived_from: [y]\n", "3:20: found the item 'y'; expected one of 'x'"),
    (
      "items:\n  - id: x\n    derived_from: [y]\n  - id: y\n    derived_from: [x]\n",
      "2:5: found the item 'x', which derives from itself; expected items that are written from "
        + "others in no circle; correct derived_from"
    ),
    (
      "a: &a [x]\nb: *a\n",
      "2:4: found an alias; expected plain values; write the value where it is meant, or put "
        + "text with & and * in quotes"
    ),
    (
      "title: &a x\n",
      "1:8: found an anchor; expected plain values; write the value where it is meant"
    ),
    (
      "title: [x\n",
      "2:1: found what is not YAML (did not find expected ',' or ']'); expected a YAML mapping such "
        + "as title: TEXT"
    ),
    (
      "title: a\n---\ntitle: b\n",
      "2:1: found what is not YAML (but found another document); expected a YAML mapping "
        + "such as title: TEXT"
    ),
  ])
  func errors(_ yaml: String, message: String) {
    #expect(failure { try read(yaml) } == "case.yaml:" + message)
  }

  @Test func documentsThatWouldExhaustTheParserAreRefused() {
    #expect(
      failure { try read("title: " + String(repeating: "[", count: 500_000)) }
        == "case.yaml:1:72: found brackets more than 64 deep; expected plain values")
    #expect(
      failure { try read(String(repeating: "- ", count: 400_000)) }
        == "case.yaml:1:18: found lists deep in each other; expected plain values")
    #expect(
      failure { try read("title: |\n" + String(repeating: " ", count: 300) + "x\n") }
        == "case.yaml:2:301: found an indent of 300; expected at most 200")
    #expect(
      failure { try read("title: " + String(repeating: "x", count: 1 << 20)) }
        == "case.yaml:1:1: found 1048583 bytes; expected at most 1048576 bytes")
    let names = ["a", "b", "c", "d", "e", "f", "g", "h"]
    var bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n"
    for (last, name) in zip(names, names.dropFirst()) {
      bomb += "\(name): &\(name) [*\(last),*\(last),*\(last),*\(last),*\(last),*\(last)]\n"
    }
    bomb += "? *h\n: 1\n"
    #expect(
      failure { try read(bomb) }.hasPrefix("case.yaml:2:8: found an alias; expected plain values"))
  }

  @Test func signsOfAnchorsInTextAreText() throws {
    let yaml = "title: \"R & D, 'a' & *b*\"\nitems:\n  - id: x\n    rule: '* see & 5'\n"
    let result = try read(yaml)
    #expect(result.settings.title == "R & D, 'a' & *b*")
    #expect(result.items[0].rule == "* see & 5")
  }
}
