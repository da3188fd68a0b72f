import Foundation
import RepostFormats
import RepostRecords
import RepostReport
import RepostTrace

@testable import RepostMap

extension FuzzTarget {
  /// From the bytes of a case to all results.
  ///
  /// The first two bytes choose a format and options; parts of the rest, each after a line `=====` but the
  /// first, are records, entities and the case file.
  static let pipeline = FuzzTarget(name: "pipeline") { bytes in
    var feed = ByteFeed(bytes)
    let (format, options) = (feed.next(), feed.next())
    let parts = split(feed.remaining)
    var request = try request(parts, format: format, options: options)
    guard let input = try? readCase(request) else {
      // Where one row is to blame, the others are read without it.
      request.badRows = .skip
      if let input = try? readCase(request) {
        try require(input.skippedRows > 0, "an error without a bad row")
      }
      return
    }
    let trace = Trace(input, jobs: 1)
    try checkResults(trace, language: options & 1 == 0 ? .english : .chinese)
    try checkMap(trace, options, seed: bytes.reduce(7) { $0 &* 31 &+ UInt64($1) })
    try checkWrittenAgain(input, options)
  }

  private static func split(_ bytes: [UInt8]) -> [[UInt8]] {
    let line = Array("=====\n".utf8)
    var parts: [[UInt8]] = [[]]
    var place = 0
    while place < bytes.count {
      let isLine = place == 0 || bytes[place - 1] == 0x0A
      if isLine, parts.count < 3, bytes[place...].starts(with: line) {
        parts.append([])
        place += line.count
      } else {
        parts[parts.count - 1].append(bytes[place])
        place += 1
      }
    }
    return parts
  }

  private static func request(
    _ parts: [[UInt8]], format: UInt8, options: UInt8
  ) throws -> CaseRequest {
    var name = "records.csv"
    var foreign: ForeignFormat?
    if Int(format) < formats.count {
      foreign = formats[Int(format)]
      name = foreignName(formats[Int(format)])
    } else {
      name = "records.\(InputFormat.allCases[Int(format) % InputFormat.allCases.count].rawValue)"
    }
    var request = CaseRequest(inputs: [.bytes(name: name, parts[0])])
    request.foreignFormat = foreign
    request.byPost = options & 2 != 0
    request.badRows = options & 4 == 0 ? .skip : .stop
    if options & 8 != 0 { request.inside = ["A"] }
    if options & 16 != 0 { request.outside = ["B"] }
    request.importOptions.owner = options & 32 != 0 ? "Owner" : nil
    if parts.count > 1, !parts[1].isEmpty {
      request.entities = try FuzzFolder.file("entities.csv", parts[1])
    }
    if parts.count > 2 { request.caseFile = try FuzzFolder.file("case.yaml", parts[2]) }
    return request
  }

  // MARK: Results

  private static func checkResults(_ trace: Trace, language: Language) throws {
    let json = traceJSON(trace, version: "1", full: true)
    try checkSums(try jsonValue(json), trace)
    _ = try jsonValue(forwardersJSON(trace, version: "1"))
    _ = try jsonValue(itemsJSON(trace, version: "1"))
    try requireTable(forwardersCSV(trace, language: language), "forwarders.csv")
    try requireTable(itemsCSV(trace, language: language), "items.csv")
    let page = reportHTML(trace, language: language, svg: [], version: "1")
    let document = XMLText(page)
    try require(document.problem == nil, "report.html: \(document.problem ?? "")")
    // The page has its data and its script, and no more.
    let scripts = String(decoding: page, as: UTF8.self).ranges(of: "<script").count
    try require(scripts == 2, "report.html: \(scripts) scripts")
    try requirePlain(summaryText(trace, language: language), "the summary")
    try requirePlain(checkText(trace, language: language), "the check")
    try requirePlain(forwardersText(trace, language: language), "the forwarders")
    try requirePlain(itemsText(trace, language: language), "the items")
  }

  /// The figures of `trace.json` add up.
  private static func checkSums(_ json: Any, _ trace: Trace) throws {
    guard let root = json as? [String: Any], let summary = root["summary"] as? [String: Any],
      let breadth = summary["breadth"] as? [Int], let size = summary["size"] as? Int,
      let hops = root["hops"] as? [[String: Any]],
      let entities = root["entities"] as? [[String: Any]],
      let forwarders = root["forwarders"] as? [[String: Any]]
    else { throw BrokenPromise(description: "trace.json lacks a part") }
    try require(breadth.reduce(0, +) == size, "breadths \(breadth) of \(size)")
    try require(summary["max_breadth"] as? Int == breadth.dropFirst().max() ?? 0, "max_breadth")
    try require(summary["max_depth"] as? Int == max(0, breadth.count - 1), "max_depth")
    try require(entities.count { $0["depth"] is Int } == size, "depths of \(size) entities")
    try require(summary["hops"] as? Int == hops.count, "\(hops.count) hops")
    let ids = Set(hops.compactMap { $0["id"] as? String })
    for hop in hops {
      for parent in hop["parents"] as? [String] ?? [] {
        try require(ids.contains(parent), "the parent \(parent) is no hop")
      }
    }
    for figures in entities + forwarders {
      guard let reach = figures["reach"] as? Int, let sole = figures["sole_reach"] as? Int else {
        continue
      }
      try require(sole <= reach, "sole_reach \(sole) over reach \(reach)")
      try require(reach < max(1, entities.count), "reach \(reach) of \(entities.count)")
    }
  }

  // MARK: The map

  /// DOT is written of every case; one of 16 is drawn by the program that `FUZZ_TOOL` names.
  private static func checkMap(_ trace: Trace, _ options: UInt8, seed: UInt64) throws {
    var view = MapView()
    view.layout = MapLayout.allCases[Int(options >> 6) % MapLayout.allCases.count]
    let language: Language = options & 1 == 0 ? .english : .chinese
    if view.layout != .time {
      let composer = MapComposer(
        plan: MapPlan(trace, view), wording: MapWording(language: language), version: "1",
        graphviz: MapDrawing(.thisProcess))
      try checkDOT(try dotText(of: try composer.described().drawing))
    }
    guard let tool = ProcessInfo.processInfo.environment["FUZZ_TOOL"], seed % 16 == 0 else {
      return
    }
    let map = try SpreadMap(trace, language: language, view: view)
      .render([.svg], in: .child(of: tool, time: .seconds(20)))
    let document = XMLText(map.files[.svg] ?? [])
    try require(document.problem == nil, "map.svg: \(document.problem ?? "")")
    try require(document.elements.isDisjoint(with: ["script", "image"]), "map.svg: a script")
  }

  // MARK: Writing what was read

  /// Native records that are written read as the same case again.
  private static func checkWrittenAgain(_ input: ForwardingCase, _ options: UInt8) throws {
    // A clock of a zone that is unknown would be written as if that were known.
    guard !input.warnings.contains(where: { $0.code == .unknownTimeZone }) else { return }
    let format = NativeFormat.allCases[Int(options) % NativeFormat.allCases.count]
    var records: [UInt8] = []
    try writeNativeRecords(input, as: format) { records += $0 }
    var request = CaseRequest(
      inputs: [.bytes(name: "again.\(format.rawValue)", records)])
    if let entities = nativeEntities(input) {
      request.entities = try FuzzFolder.file("again.csv", entities)
    }
    request.caseFile = try FuzzFolder.file("again.yaml", nativeCaseFile(input))
    let again = try readAgain(request)
    try requireSame(recordLines(of: again), recordLines(of: input), "records written as \(format)")
    try requireSame(entityLines(of: again), entityLines(of: input), "entities written")
  }
}
