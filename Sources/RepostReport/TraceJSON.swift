import RepostFormats
import RepostGraph
import RepostRecords
public import RepostTrace

/// Everything that a trace found, as JSON of the schema `repost-tracer/trace/1`.
///
/// The same trace gives the same bytes. Past 20,000 hops the long tables are left out, and `truncated`
/// says so; of more than 1,000 possible parents of a hop, the first 1,000 are listed, and
/// `parents_total` says how many there are.
///
/// - Parameters:
///   - trace: What the records show.
///   - version: The version of the program, named as the tool.
///   - full: Whether the long tables are written however many hops there are.
///   - jobs: How many processors may work at once; the bytes are the same.
/// - Returns: UTF-8 text that ends with a line break.
/// - Complexity: O(*n*) in records, hops, entities and pairs of a hop and its parent.
public func traceJSON(_ trace: Trace, version: String, full: Bool, jobs: Int = 1) -> [UInt8] {
  TraceJSON(trace: trace, detail: full ? .full : .usual, jobs: jobs).bytes(version: version)
}

/// How much of what a trace found is written.
public enum TraceDetail: Sendable {
  /// The answers and figures of the whole case, without `forwarders`, `entities`, `hops` and
  /// `received_only`; of more than 100 warnings the first 100, and `warnings_total` says how many there
  /// are.
  case summary
  /// The long tables too, unless there are more than 20,000 hops.
  case usual
  /// The long tables too, however many hops there are.
  case full
}

/// Writes the parts of `trace.json`.
struct TraceJSON: Sendable {
  /// The most hops for which the long tables are written unasked.
  static let hopLimit = 20_000
  /// The number of forwarders with the largest fan-out that a truncated list holds.
  static let forwarderLimit = 1_000
  /// The most sources that are listed of a hop or an actor; beyond, their number stands beside.
  ///
  /// In a large group everyone can have it from everyone, and every pair would be listed.
  static let sourceLimit = 1_000
  /// The most warnings that are listed without the long tables; beyond, their number stands beside.
  static let warningLimit = 100

  let trace: Trace
  /// Which of the tables with a row for each hop or entity are written.
  let tables: Tables
  /// The files that are named as read.
  var inputs: [InputFile]
  /// How many processors write tables.
  let jobs: Int

  /// Which of the tables with a row for each hop or entity are written.
  enum Tables: Sendable {
    /// All, whole.
    case all
    /// The forwarders alone, and of very many the first.
    case truncated
    /// None.
    case none
  }

  init(trace: Trace, detail: TraceDetail, jobs: Int = 1) {
    self.trace = trace
    self.jobs = jobs
    tables =
      switch detail {
      case .summary: .none
      case .usual: trace.graph.hopCount > Self.hopLimit ? .truncated : .all
      case .full: .all
      }
    inputs = trace.input.inputs
  }

  func bytes(version: String) -> [UInt8] {
    var json = JSONText()
    json.object { write(version: version, &$0) }
    return json.finish()
  }

  /// Writes all members.
  func write(version: String, _ json: inout JSONText) {
    json.key("schema")
    json.string("repost-tracer/trace/1")
    switch tables {
    case .all: break
    case .truncated:
      json.key("truncated")
      json.bool(true)
    case .none:
      json.key("summary_only")
      json.bool(true)
    }
    json.writeTool(version: version)
    writeCase(&json)
    writeInputs(&json)
    writeSummary(&json)
    writeAnswers(&json)
    if tables != .none { writeForwarders(&json) }
    if tables == .all {
      writeEntities(&json)
      writeHops(&json)
    }
    writeWarnings(&json)
  }

  func recordIDs(_ records: some Sequence<Int>) -> [String] {
    records.map { trace.input.records.id($0) }
  }

  func entityIDs(_ entities: some Sequence<Int>) -> [String] { entities.map { trace.id($0) } }
}

extension TraceJSON {
  private func writeCase(_ json: inout JSONText) {
    let settings = trace.input.settings
    json.key("case")
    json.object { json in
      json.key("title")
      json.string(settings.title)
      json.key("time_zone")
      json.string(settings.timeZone.text)
      json.key("zones")
      json.strings(settings.zones)
      json.key("boundary")
      json.string(settings.zones[settings.boundary])
      json.key("items")
      json.array { json in
        let items = trace.input.items
        for item in 0..<items.count where items[item].isDeclared { write(items[item], &json) }
      }
    }
  }

  private func write(_ item: Item, _ json: inout JSONText) {
    json.object { json in
      json.key("id")
      json.string(item.id)
      json.key("title")
      json.string(orNull: item.title)
      json.key("marking")
      json.string(orNull: item.marking)
      json.key("issuer")
      json.string(orNull: item.issuer)
      json.key("permitted_zone")
      json.string(orNull: item.permittedZone.map { trace.input.settings.zones[$0] })
      json.key("approved_channels")
      if let channels = item.approvedChannels { json.strings(channels) } else { json.null() }
      json.key("derived_from")
      json.strings(item.derivedFrom.map { trace.input.items[$0].id })
      json.key("rule")
      json.string(orNull: item.rule)
    }
  }

  private func writeInputs(_ json: inout JSONText) {
    json.key("inputs")
    json.array { json in
      for file in inputs {
        json.object { json in
          json.key("path")
          json.string(file.path)
          json.key("sha256")
          json.string(file.sha256)
          json.key("bytes")
          json.number(file.bytes)
          json.key("encoding")
          json.string(file.encoding)
          json.key("format")
          json.string(file.format)
          json.key("records")
          json.number(file.records)
          write(file.leftOut, &json)
        }
      }
    }
  }

  private func write(_ leftOut: [LeftOutCount], _ json: inout JSONText) {
    guard !leftOut.isEmpty else { return }
    json.key("left_out")
    json.array(.line) { json in
      for entry in leftOut {
        json.object(.line) { json in
          json.key("reason")
          json.string(entry.reason.rawValue)
          json.key("count")
          json.number(entry.count)
        }
      }
    }
  }

  private func writeSummary(_ json: inout JSONText) {
    let measures = trace.measures
    json.key("summary")
    json.object { json in
      json.key("records")
      json.number(trace.input.records.count)
      json.key("hops")
      json.number(trace.graph.hopCount)
      json.key("origins")
      json.strings(entityIDs(trace.origins))
      json.key("size")
      json.number(measures.size)
      json.key("max_depth")
      json.number(measures.maxDepth)
      json.key("max_breadth")
      json.number(measures.maxBreadth)
      json.key("breadth")
      json.numbers(measures.breadth)
      json.key("structural_virality")
      json.number(measures.structuralVirality)
      json.key("knowledge_range")
      json.object(.line) { json in
        json.key("people")
        json.number(trace.knowledgeRange.people)
        json.key("collectives")
        json.number(trace.knowledgeRange.collectives)
        json.key("unnamed_up_to")
        json.number(orNull: trace.knowledgeRange.unnamedUpTo)
      }
    }
  }

  private func writeWarnings(_ json: inout JSONText) {
    let warnings = trace.warnings
    let listed = tables == .none ? Self.warningLimit : warnings.count
    if warnings.count > listed {
      json.key("warnings_total")
      json.number(warnings.count)
    }
    json.key("warnings")
    json.array { json in
      for warning in warnings.prefix(listed) {
        json.object(.line) { json in
          json.key("code")
          json.string(warning.code.rawValue)
          json.key("record")
          json.string(orNull: warning.record)
          json.key("file")
          json.string(orNull: warning.file.map { inputs[$0].path })
          json.key("line")
          json.number(orNull: warning.line)
          json.key("message")
          json.string(warning.message)
        }
      }
    }
  }
}
