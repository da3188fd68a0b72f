import RepostMap
import RepostReport
import RepostTrace

/// What a run of `trace` makes, before anything is written.
struct TraceResults {
  /// The files of the folder of results.
  private(set) var files: [ResultFile] = []
  /// What the reader of the map should know about how it was made.
  private(set) var mapWarnings: [String] = []
  /// What became of the map.
  private(set) var map = MapState.drawn
  /// What the elements of the map stand for.
  private(set) var mapElements: [MapElement] = []

  fileprivate mutating func add(_ name: String, _ bytes: [UInt8]) {
    files.append(ResultFile(name: name, bytes: bytes))
  }

  fileprivate mutating func addMap(_ map: RenderedMap) {
    mapWarnings = map.warnings
    mapElements = map.elements
    add("map.svg", map.files[.svg] ?? [])
    if let failure = map.firstFailure { self.map = .reduced(because: failure) }
    if map.hasNoFont {
      self.map = .withoutPicture(because: MapError.noFont.description)
    } else {
      add("map.png", map.files[.png] ?? [])
    }
  }

  // The other results do not depend on the drawing, and must not be lost with it.
  fileprivate mutating func lackMap(_ error: MapError) {
    map = .missing(because: "\(error)")
  }
}

extension TraceCommand {
  /// The lines of people beyond which the workbook is cut: forwarders.csv has them all.
  private static let workbookLines = 100_000

  /// Makes the file trace.json.
  func json(of trace: Trace) -> [UInt8] {
    traceJSON(trace, version: RepostTracer.version, full: full, jobs: input.workers)
  }

  /// Makes the files of the folder of results.
  ///
  /// - Parameters:
  ///   - trace: What the records show.
  ///   - view: What the map shows of it.
  ///   - json: The file trace.json.
  ///   - scratch: Where files are put together that need a place on a disk for it.
  /// - Returns: The files, and what is to be said of them.
  /// - Throws: `ResultError` where there is no such place.
  func results(
    _ trace: Trace, _ view: MapView, json: [UInt8], in scratch: ScratchPlace
  ) throws -> TraceResults {
    let (language, version) = (answer.language, RepostTracer.version)
    // Of a large case the workbook takes as long as all the rest, and neither needs the other.
    let workbook = Meanwhile(isAside: input.workers > 1) {
      var bytes: [UInt8] = []
      try forwardersWorkbook(
        trace, language: language, version: version,
        limit: LineLimit(lines: Self.workbookLines, file: "forwarders.csv"), in: scratch
      ) { bytes += $0 }
      return bytes
    }
    var results = TraceResults()
    do throws(MapError) {
      results.addMap(
        try SpreadMap(trace, language: language, view: view, version: version)
          .render([.svg, .png], in: map.process, dpi: Double(map.dpi)))
    } catch {
      results.lackMap(error)
    }
    let page = reportHTML(
      trace, language: language, svg: results.files.first?.bytes ?? [], mapState: results.map,
      elements: results.mapElements, version: version,
      arguments: ["trace"] + arguments(of: trace.input))
    var csv: [UInt8] = []
    forwardersCSV(trace, language: language, jobs: input.workers) { csv += $0 }
    results.add("forwarders.csv", csv)
    results.add("forwarders.xlsx", try workbook.value)
    results.add("trace.json", json)
    results.add("report.html", page)
    return results
  }
}
