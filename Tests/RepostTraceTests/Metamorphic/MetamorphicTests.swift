import Foundation
import RepostRecords
import RepostTrace
import Testing

/// Changes of the input under which the answers stay the same.
@Suite struct MetamorphicTests {
  private static let samples = [
    "fax-and-mms", "fax-and-mms-en", "hunter-flattery", "hunter-friend", "hunter-money",
    "media-repost", "public-account-abridged", "public-account-draft", "report-to-leader",
    "superior-instruction", "urgent-notice",
  ]

  // MARK: The order of records

  /// No two records have one time, so nothing is left for the order to decide.
  @Test func orderOfRecordsIsNoAnswerWhereTimesDiffer() {
    for seed in UInt64(20_001)...20_400 {
      let one = randomCase(seed: seed).withDistinctTimes
      let other = one.shuffled(seed: seed)
      guard
        same(
          answers(other).without("duplicate-record").withoutOrder,
          answers(one).without("duplicate-record").withoutOrder, "seed \(seed)")
      else { return }
    }
  }

  /// Among records of one time the input order decides three things and nothing else.
  ///
  /// Which record of a circle is taken for the first; which of two parents of one depth the spread tree
  /// takes, and with it `structural_virality`; in which order equals are listed.
  @Test func orderOfRecordsBreaksTiesAlone() {
    var compared = 0
    for seed in UInt64(22_001)...22_600 {
      let one = randomCase(seed: seed)
      var found = answers(one.shuffled(seed: seed)).without("duplicate-record").withoutOrder
      let expected = answers(one).without("duplicate-record").withoutOrder
      guard !expected.opensCircle else { continue }
      compared += 1
      found.summary.structuralVirality = expected.summary.structuralVirality
      guard same(found, expected, "seed \(seed)") else { return }
    }
    #expect(compared > 100)
  }

  @Test(arguments: samples) func orderOfRecordsOfASampleBreaksTiesAlone(name: String) throws {
    let one = try WrittenCase(sample: name)
    let expected = try one.answers().without("similar-name").withoutOrder
    for seed in UInt64(1)...6 {
      var other = one
      var random = SeededGenerator(seed: seed)
      other.records.rows.shuffle(using: &random)
      other.entities.rows.shuffle(using: &random)
      var found = try other.answers().without("similar-name").withoutOrder
      if !expected.opensCircle {
        found.summary.structuralVirality = expected.summary.structuralVirality
        _ = same(found, expected, "order \(seed)")
      }
    }
  }

  // MARK: Names

  /// Names sort otherwise after than before, and need quoting and escaping.
  @Test func namesAreNoAnswer() throws {
    for seed in UInt64(25_001)...25_030 {
      let one = WrittenCase(randomCase(seed: seed))
      try compareRenamed(one, "seed \(seed)")
    }
  }

  @Test(arguments: samples) func namesInASampleAreNoAnswer(name: String) throws {
    try compareRenamed(try WrittenCase(sample: name), name)
  }

  private func compareRenamed(_ one: WrittenCase, _ what: String) throws {
    func entity(_ id: String) -> String {
      id.isEmpty || id == "*" ? id : String(id.reversed()) + " “,\"<&\\N>”"
    }
    func record(_ id: String) -> String {
      id.isEmpty ? id : "记录 \(String(id.reversed())),\"\\"
    }
    func entities(_ list: String) -> String {
      list.split(separator: ";").map { entity($0.trimmingCharacters(in: .whitespaces)) }
        .joined(separator: ";")
    }
    var other = one
    other.records.change("id", "parent", cell: record)
    other.records.change("from", "original", cell: entity)
    other.records.change("to", "directed_by", "approved_by", cell: entities)
    other.entities.change("id", cell: entity)
    other.entities.change("members", "aliases", cell: entities)
    other.caseFile = one.caseFile.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in
        guard let range = line.firstRange(of: "issuer: "), !line.contains("#") else {
          return String(line)
        }
        let issuer = line[range.upperBound...].trimmingCharacters(in: ["\"", " "])
        return line[..<range.upperBound] + "'" + entity(issuer) + "'"
      }
      .joined(separator: "\n")
    for format in InputFormat.allCases {
      _ = same(
        try other.answers(WrittenForm(format: format)).without("similar-name"),
        try one.answers().renamed(entity: entity, record: record).without("similar-name"),
        "\(what), \(format)")
    }
  }

  // MARK: Files

  @Test func filesFormatsAndEncodingsAreNoAnswer() throws {
    for seed in UInt64(26_001)...26_012 {
      try compareForms(WrittenCase(randomCase(seed: seed)), "seed \(seed)")
    }
  }

  @Test(arguments: samples) func filesFormatsAndEncodingsOfASampleAreNoAnswer(name: String) throws {
    try compareForms(try WrittenCase(sample: name), name)
  }

  private func compareForms(_ one: WrittenCase, _ what: String) throws {
    let expected = try one.answers()
    for format in InputFormat.allCases {
      for encoding in WrittenEncoding.allCases {
        _ = same(
          try one.answers(WrittenForm(format: format, encoding: encoding)), expected,
          "\(what) as \(format) in \(encoding)")
      }
    }
    guard one.records.rows.count > 1 else { return }
    for cut in 1..<one.records.rows.count {
      _ = same(
        try one.answers(WrittenForm(cut: cut)), expected, "\(what) cut after \(cut) records")
    }
  }

  // MARK: Time zones

  /// The same instants by clocks elsewhere; days and months stay in the time zone of the case.
  @Test func offsetsAreNoAnswer() throws {
    let offsets = [0, 480, -570, 345, 840, -720, 60]
    for seed in UInt64(27_001)...27_060 {
      let one = WrittenCase(randomCase(seed: seed))
      var random = SeededGenerator(seed: seed)
      var other = one
      other.records.change("time") { text in
        text.split(separator: "/").map { moved(String($0), minutes: random.pick(offsets)) }
          .joined(separator: "/")
      }
      _ = same(try other.answers(), try one.answers(), "seed \(seed)")
    }
  }

  /// The same instants without an offset, by the clock of another time zone of the case.
  @Test(arguments: [("+08:00", 480), ("Asia/Kathmandu", 345), ("-09:30", -570)])
  func timeZoneOfTheCaseIsNoAnswer(zone: String, minutes: Int) throws {
    var compared = 0
    for seed in UInt64(28_001)...28_100 {
      let one = WrittenCase(randomCase(seed: seed))
      guard let column = one.records.header.firstIndex(of: "time"),
        one.records.rows.allSatisfy({ $0[column].isEmpty || $0[column].hasSuffix("Z") })
      else { continue }
      var other = one
      other.caseFile = "time_zone: \"\(zone)\"\n" + one.caseFile
      other.records.change("time") { text in
        text.split(separator: "/").map { moved(String($0), minutes: minutes, showsOffset: false) }
          .joined(separator: "/")
      }
      compared += 1
      _ = same(try other.answers(), try one.answers(), "seed \(seed)")
    }
    #expect(compared > 10)
  }

  /// A time of UTC as a clock elsewhere shows it; any other time as it is.
  private func moved(_ text: String, minutes: Int, showsOffset: Bool = true) -> String {
    let reader = ISO8601DateFormatter()
    guard text.hasSuffix("Z"), let date = reader.date(from: text) else { return text }
    let clock = reader.string(from: date.addingTimeInterval(Double(minutes) * 60)).dropLast()
    guard showsOffset else { return String(clock) }
    func digits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let size = abs(minutes)
    return clock + (minutes < 0 ? "-" : "+") + digits(size / 60) + ":" + digits(size % 60)
  }

  // MARK: An unrelated item

  /// Of the whole case, only what is said of all items together changes.
  @Test func anUnrelatedItemIsNoAnswer() throws {
    for seed in UInt64(29_001)...29_080 {
      let reference = randomCase(seed: seed)
      try compareWithUnrelated(
        WrittenCase(reference), innermost: reference.zones[0], "seed \(seed)")
    }
  }

  @Test(arguments: samples) func anUnrelatedItemInASampleIsNoAnswer(name: String) throws {
    try compareWithUnrelated(try WrittenCase(sample: name), innermost: "authorised", name)
  }

  private func compareWithUnrelated(
    _ one: WrittenCase, innermost: String, _ what: String
  ) throws {
    var other = one
    other.caseFile += "  - id: unrelated\n"
    for id in ["U1", "U2", "U3", "U4"] { other.entities.add(["id": id, "zone": innermost]) }
    other.records.add(["id": "N1", "from": "U1", "to": "U2;U3", "item": "unrelated"])
    other.records.add(
      ["id": "N2", "from": "U2", "to": "U4", "item": "unrelated", "parent": "N1"])
    // Without a file of entities nobody is asked to be declared.
    let before = try one.answers().without("undeclared-entity")
    let after = try other.answers().without("undeclared-entity")
    func isOld(_ id: String) -> Bool { !["U1", "U2", "U3", "U4", "N1", "N2"].contains(id) }

    var rest = after
    rest.hops.removeAll { !isOld($0.record) }
    rest.entities.removeAll { !isOld($0.id) }
    rest.gaps.removeAll { !isOld($0.entity) }
    rest.origins.removeAll { !isOld($0) }
    rest.outsideOrigins.removeAll { !isOld($0) }
    rest.receivedOnly.removeAll { !isOld($0) }
    rest.forwarders.removeAll { !isOld($0.entity) }
    rest.families.removeAll { $0.items == ["unrelated"] }
    rest.summary.records -= 2
    rest.summary.hops -= 3
    rest.summary.size -= 4
    rest.summary.people -= 4
    for (depth, count) in [1, 2, 1].enumerated() { rest.summary.breadth[depth] -= count }
    while rest.summary.breadth.count > 1, rest.summary.breadth.last == 0 {
      rest.summary.breadth.removeLast()
    }
    rest.summary.maxDepth = max(0, rest.summary.breadth.count - 1)
    rest.summary.maxBreadth = rest.summary.breadth.dropFirst().max() ?? 0
    rest.summary.structuralVirality = before.summary.structuralVirality
    // Where there was one family, what is said of it is what was said of the whole.
    var expected = before
    if before.families.isEmpty, let family = rest.families.first {
      #expect(rest.families.count == 1)
      expected.families = [
        ReferenceFamily(
          items: family.items, origins: before.origins, firstExternal: before.firstExternal,
          crossings: before.crossings)
      ]
    }
    _ = same(rest, expected, what)
    #expect(after.families.contains { $0.items == ["unrelated"] }, "\(what)")
  }

  // MARK: Comparing

  private func answers(_ reference: ReferenceCase) -> ReferenceResult {
    referenceResult(Trace(forwardingCase(reference)))
  }

  private func same(
    _ found: ReferenceResult, _ expected: ReferenceResult, _ what: String
  ) -> Bool {
    let (found, expected) = (dump(found), dump(expected))
    guard found != expected else { return true }
    Issue.record("\(what):\n\(differences(found: found, expected: expected))")
    return false
  }
}

extension ReferenceResult {
  /// Whether the canonical order chose a record out of a circle.
  fileprivate var opensCircle: Bool {
    warnings.contains { ["parent-cycle", "ambiguous-origin"].contains($0.code) }
  }
}

extension ReferenceCase {
  /// The same records, no two of them at one time.
  fileprivate var withDistinctTimes: ReferenceCase {
    var copy = self
    var seen: Set<[Int]> = []
    for index in copy.records.indices
    where !seen.insert([copy.records[index].start, copy.records[index].end]).inserted {
      let start = RandomTime.day(2018, 3, 1).start + index * 1_000_000
      copy.records[index].start = start
      copy.records[index].end = start + 1_000_000
    }
    return copy
  }

  /// The same records, entities and members in another order.
  fileprivate func shuffled(seed: UInt64) -> ReferenceCase {
    var copy = self
    var random = SeededGenerator(seed: seed &* 31)
    copy.records.shuffle(using: &random)
    copy.entities.shuffle(using: &random)
    for index in copy.entities.indices { copy.entities[index].members.shuffle(using: &random) }
    return copy
  }
}
