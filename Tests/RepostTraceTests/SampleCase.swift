import Foundation
import RepostGraph
import RepostRecords
import RepostTrace

/// A sample of the package, traced, with its answers as ids.
struct SampleCase {
  let trace: Trace

  init(_ name: String) throws {
    try self.init(at: Self.folder(name).path)
  }

  init(at path: String) throws {
    trace = Trace(try readCase(CaseRequest(inputs: [.path(path)])))
  }

  /// A copy of a sample in a folder of its own, with another entities file.
  static func copy(of name: String, entities change: (String) -> String) throws -> URL {
    let copy = FileManager.default.temporaryDirectory
      .appending(path: "repost-tracer-\(UUID().uuidString)")
    try FileManager.default.copyItem(at: folder(name), to: copy)
    let entities = copy.appending(path: "entities.csv")
    let text = try String(contentsOf: entities, encoding: .utf8)
    try Data(change(text).utf8).write(to: entities)
    return copy
  }

  private static func folder(_ name: String) -> URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "samples/\(name)")
  }

  var origins: [String] { trace.origins.map { trace.id($0) } }
  var outsideOrigins: [String] { trace.outsideOrigins.map { trace.id($0) } }
  var receivedOnly: [String] { trace.receivedOnly.map { trace.id($0) } }
  var undecided: [String] { records(trace.undecided) }

  var gaps: [String] {
    trace.gaps.map { "\(trace.id($0.entity)) \($0.reason.rawValue) \(list($0.records))" }
  }

  var firstBreach: String { text(trace.firstBreach) }
  var firstExternal: String { text(trace.firstExternal) }

  var crossings: [String] {
    trace.crossings.map {
      "\(trace.input.settings.zones[$0.zone]) \($0.first.status.rawValue) \(list($0.first.records))"
    }
  }

  /// Each responsible forwarder with the records that break a rule.
  var responsible: [String] {
    trace.forwarders.map { trace.forwarder($0) }.filter { $0.isResponsible == true }
      .map { "\(trace.id($0.entity)) \(list($0.breaches.map(\.record)))" }
  }

  /// The roles of one entity with their records.
  func roles(_ id: String) -> String {
    guard let entity = trace.forwarders.first(where: { trace.id($0) == id }) else { return "" }
    return trace.forwarder(entity).roles.map { "\($0.role.rawValue) \(list($0.records))" }
      .joined(separator: "; ")
  }

  /// What a record breaks.
  func breaks(_ id: String) -> [String] {
    guard let record = trace.input.records.find(id) else { return [] }
    return trace.graph.hops(ofRecord: record).map { trace.breaks[$0].words.joined(separator: "+") }
  }

  private func records(_ records: [Int]) -> [String] { records.map { trace.input.records.id($0) } }
  private func list(_ records: [Int]) -> String { self.records(records).joined(separator: ",") }

  private func text(_ first: FirstHops) -> String {
    var actors: [String] = []
    for hop in first.hops {
      let actor = trace.id(trace.graph.actor(ofHop: hop))
      if !actors.contains(actor) { actors.append(actor) }
    }
    return ([first.status.rawValue, list(first.records)] + actors)
      .filter { !$0.isEmpty }.joined(separator: " ")
  }
}
