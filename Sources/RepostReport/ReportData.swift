import RepostGraph
import RepostMap
import RepostRecords
import RepostTrace

extension ReportPage {
  /// What the script shows of the case, as JSON in an element of its own.
  var dataPart: HTMLText {
    var data = CaseData(trace, say.language, elements)
    let json = String(decoding: Self.packed(data.json()), as: UTF8.self)
    return "<script type=\"application/json\" id=\"case-data\">\n\(HTMLText(part: json))</script>\n"
  }

  /// Says what the data leave out of a large case.
  var mapPartNote: HTMLText {
    let scope = CaseScope(trace, elements)
    guard let hops = scope.hops else { return "" }
    let note = say(
      .mapPart, ["n": String(hops.count), "total": String(trace.graph.hopCount)])
    return "<p class=\"soft\">\(note)</p>\n"
  }

  /// JSON as an element may hold it, no text of the case looking like the end of one, and without what
  /// is only there for people to read it.
  private static func packed(_ json: [UInt8]) -> [UInt8] {
    var packed: [UInt8] = []
    packed.reserveCapacity(json.count)
    var isText = false
    var isEscaped = false
    for byte in json {
      switch byte {
      case UInt8(ascii: "<"): packed += Array("\\u003c".utf8)
      case UInt8(ascii: ">"): packed += Array("\\u003e".utf8)
      case UInt8(ascii: "&"): packed += Array("\\u0026".utf8)
      case UInt8(ascii: " ") where !isText: break
      default: packed.append(byte)
      }
      if byte == UInt8(ascii: "\""), !isEscaped { isText.toggle() }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    }
    return packed
  }
}

/// The case as the script of the page takes it.
///
/// Entities, records and hops are rows that begin with their number, under names for the columns; where
/// one names another, it does so by that number. Texts that can come more than once are named by their
/// places in a list, -1 standing for none. Instants are microseconds since 1970.
struct CaseData {
  /// The most sources of a record that are named.
  private static let sourceLimit = 50

  let trace: Trace
  let words: CaseWords
  private let summary: Summary
  private let elements: [MapElement]
  private let scope: CaseScope
  private let ruleUndecided: Set<Int>
  private var texts: [String] = []
  private var places: [String: Int] = [:]

  var say: Wording { words.say }

  init(_ trace: Trace, _ language: Language, _ elements: [MapElement]) {
    self.trace = trace
    self.elements = elements
    summary = Summary(trace, language)
    words = summary.words
    scope = CaseScope(trace, elements)
    ruleUndecided = Set(trace.ruleUndecided)
  }

  mutating func json() -> [UInt8] {
    var json = JSONText()
    json.object { json in
      writeNames(&json)
      writeAnswers(&json)
      writeEntities(&json)
      writeRecords(&json)
      writeHops(&json)
      writeElements(&json)
      json.key("texts")
      json.strings(texts)
      writeWords(&json)
    }
    return json.finish()
  }

  /// The place of a text, which is made visible, in the list of texts; -1 for an empty one.
  private mutating func place(_ text: String?) -> Int {
    guard let text, !text.isEmpty else { return -1 }
    let shown = visible(text)
    if let place = places[shown] { return place }
    places[shown] = texts.count
    texts.append(shown)
    return texts.count - 1
  }

  private mutating func writeEntities(_ json: inout JSONText) {
    let input = trace.input
    let measures = trace.measures
    let gaps = Dictionary(trace.gaps.map { ($0.entity, $0) }) { first, _ in first }
    let forwarders = Set(trace.forwarders)
    let receivedOnly = Set(trace.receivedOnly)
    let aliases = input.entities.aliases
    json.key("entities")
    json.table(
      [
        "index", "id", "name", "kind", "zone", "organisation", "title", "size", "fanOut", "exposed",
        "reach", "soleReach", "depth", "isUnnamed", "receivedOnly", "responsible", "gap", "aliases",
        "members", "roles", "extras",
      ]
    ) { json in
      for entity in scope.entities {
        let isUnnamed = trace.graph.isUnnamed(entity)
        let forwarder = forwarders.contains(entity) ? trace.forwarder(entity) : nil
        let depth = Int(measures.depths[entity])
        json.array(.line) { json in
          json.number(entity)
          json.string(visible(trace.id(entity)))
          json.string(words.name(entity))
          json.number(Int(trace.kind(entity).rawValue))
          json.number(Int(trace.boundary.shownZones[entity]))
          json.number(place(isUnnamed ? nil : input.entities.organisation(entity)))
          json.number(place(isUnnamed ? nil : input.entities.title(entity)))
          json.number(orNull: isUnnamed ? nil : input.entities.size(entity))
          json.number(Int(measures.fanOut[entity]))
          json.number(Int(measures.exposed[entity]))
          json.number(orNull: trace.reach(entity))
          json.number(Int(measures.soleReach[entity]))
          json.number(orNull: depth < 0 ? nil : depth)
          json.number(isUnnamed ? 1 : 0)
          json.number(receivedOnly.contains(entity) ? 1 : 0)
          json.number(orNull: forwarder?.isResponsible.map { $0 ? 1 : 0 })
          json.number(place(gaps[entity].map { summary.statement(of: $0) }))
          json.numbers((aliases[entity] ?? []).map { place($0) })
          json.numbers(trace.graph.membership[Int32(entity)].map(Int.init))
          json.array { json in
            for (role, records) in forwarder?.roles ?? [] {
              let number = Role.allCases.firstIndex(of: role) ?? 0
              json.numbers([number] + records.filter { scope.holds(record: $0) })
            }
          }
          json.numbers(isUnnamed ? [] : input.entities.extras(entity).map { place(field($0)) })
        }
      }
    }
  }

  private func field(_ field: ExtraField) -> String {
    say(.extraField, ["name": field.name, "value": field.value])
  }

  private mutating func writeRecords(_ json: inout JSONText) {
    let table = trace.input.records
    let firstSources = FirstSources(trace.graph, limit: Self.sourceLimit)
    json.key("records")
    json.table(
      [
        "index", "id", "time", "start", "end", "from", "channel", "item", "certainty", "file",
        "line", "rule", "basis", "sourceCount", "sources", "evidence", "note", "extras", "directed",
        "approved", "ruleTexts", "isRuleOpen",
      ]
    ) { json in
      for record in scope.records {
        let time = table.time(record)
        let sources = trace.listedParents(
          ofRecord: record, firstSources, limit: Self.sourceLimit)
        let ruleTexts = words.ruleBook.texts(
          ofRecord: record, broken: trace.broken(record), trace)
        json.array(.line) { json in
          json.number(record)
          json.string(words.id(record))
          json.number(place(words.time(record)))
          json.number(orNull: time.isUnknown ? nil : Int(time.start))
          json.number(orNull: time.isUnknown ? nil : Int(time.end))
          json.number(Int(trace.graph.hops.actors[record]))
          json.number(table.channelNumber(record))
          json.number(table.item(record))
          json.number(Int(table.certainty(record).rawValue))
          json.number(table.file(record))
          json.number(table.line(record))
          json.number(rule(ofRecord: record))
          json.number(place(basis(ofRecord: record, sources)))
          json.number(sources.total ?? sources.hops.count)
          json.numbers(sources.hops)
          json.numbers(table.evidence(record).map { place($0) })
          json.number(place(table.note(record)))
          json.numbers(table.extras(record).map { place(field($0)) })
          json.numbers(table.directors[record].map(Int.init))
          json.numbers(table.approvers[record].map(Int.init))
          json.numbers(ruleTexts.map { place($0) })
          json.number(ruleUndecided.contains(record) ? 1 : 0)
        }
      }
    }
  }

  /// How the actor of a record got the item; of very many sources only the first are named.
  private func basis(ofRecord record: Int, _ sources: (hops: [Int], total: Int?)) -> String {
    guard let total = sources.total, trace.graph.rules[record] == .inferred,
      !trace.isOpened(record)
    else { return words.basis(ofRecord: record) }
    let ids = say.list(
      sources.hops.prefix(5).map { words.id(ofHop: $0) }, outOf: total)
    return trace.graph.isOwn[record]
      ? say(.basisOwn, ["ids": ids]) : say(.cardManySources, ["n": String(total), "ids": ids])
  }

  /// By which rule the sources of a record were found: 0 for none, 1 for a recorded source, 2 for
  /// inferred ones, 3 where it can be the actor's own copy too, 4 where only the author is named.
  private func rule(ofRecord record: Int) -> Int {
    switch trace.graph.rules[record] {
    case .none: 0
    case .recorded: 1
    case .inferred: trace.graph.isOwn[record] ? 3 : 2
    case .originOnly: 4
    }
  }

  private mutating func writeHops(_ json: inout JSONText) {
    let nearest = NearestParents(trace)
    var gaps = ChainGaps(trace, nearest)
    json.key("hops")
    json.table(
      [
        "index", "record", "to", "number", "depth", "hasGap", "previous", "zone", "isExit",
        "isOpened",
        "breaks",
      ]
    ) { json in
      for hop in scope.orderedHops {
        let record = trace.graph.record(ofHop: hop)
        let range = trace.graph.hops(ofRecord: record)
        let depth = trace.measures.hopDepths[hop]
        json.array(.line) { json in
          json.number(hop)
          json.number(record)
          json.number(trace.graph.recipient(ofHop: hop) ?? -1)
          json.number(range.count == 1 ? 0 : hop - range.lowerBound + 1)
          json.number(orNull: depth < 0 || depth == .max ? nil : Int(depth))
          json.number(gaps.hasGaps(hop) ? 1 : 0)
          json.number(nearest.parent(ofHop: hop) ?? -1)
          json.number(Int(trace.boundary.recipientRanks[hop]))
          json.number(trace.isExit(hop: hop) ? 1 : 0)
          json.number(trace.graph.isOpened(hop: hop) ? 1 : 0)
          json.number(place(trace.breaks[hop].isEmpty ? nil : summary.breaks(record, hops: [hop])))
        }
      }
    }
  }

  private func writeElements(_ json: inout JSONText) {
    json.key("elements")
    json.table(["id", "entity", "from", "to", "hopCount", "hops"]) { json in
      for element in elements {
        json.array(.line) { json in
          json.string(element.id)
          json.number(element.entity ?? -1)
          json.number(element.from ?? -1)
          json.number(element.to ?? -1)
          json.number(element.hops.count)
          json.numbers(element.hops.filter { scope.holds(hop: $0) })
        }
      }
    }
  }
}

extension JSONText {
  /// Writes the names of columns, then rows.
  fileprivate mutating func table(_ columns: [String], _ rows: (inout JSONText) -> Void) {
    object { json in
      json.key("columns")
      json.array(.line) { json in for column in columns { json.string(column) } }
      json.key("rows")
      json.array(.block, rows)
    }
  }
}
