import GraphvizKit
public import RepostTrace

/// The spread map of a case: who forwarded an item to whom, where it first broke a rule and where it
/// first left the inside.
///
/// The origins and the chains to the first breach, the first external hop and the first crossings are
/// always drawn; of everyone else as many as the budget allows, and the rest in summaries whose
/// figures add up.
public struct SpreadMap: Sendable {
  /// The version that a map names where none is given.
  public static let defaultVersion = "0.1.0"

  private let plan: MapPlan
  private let wording: MapWording
  private let version: String

  /// Chooses what the map of a case shows.
  ///
  /// - Parameters:
  ///   - trace: What the records of the case show.
  ///   - language: The language of all words on the map.
  ///   - view: What of the case to show, and how; the whole case where nothing is said.
  ///   - version: The version of the product, for the last line of the map.
  /// - Complexity: O(*n* log *n*) in hops and entities.
  public init(
    _ trace: Trace, language: Language, view: MapView = MapView(),
    version: String = SpreadMap.defaultVersion
  ) {
    plan = MapPlan(trace, view)
    wording = MapWording(language: language)
    self.version = version
  }

  /// The number of entities that are drawn each as a shape of their own.
  public var shown: Int { plan.shown.count }

  /// The number of entities of the case, unnamed actors included.
  public var total: Int { plan.total }

  /// Draws the map.
  ///
  /// The same case gives the same bytes.
  ///
  /// - Parameter formats: What to make of it, from one layout.
  /// - Returns: The files, and what the reader should know about them.
  /// - Throws: ``MapError`` where Graphviz or a font is missing, or the map cannot be drawn.
  public func render(_ formats: Set<MapFormat>) throws(MapError) -> RenderedMap {
    let drawn = formats.compactMap(\.graphviz).sorted { $0.rawValue < $1.rawValue }
    let output: Graphviz.Output
    do {
      let composer = MapComposer(
        plan: plan, wording: wording, version: version, graphviz: .inProcess)
      output = try MapDrawing.inProcess.render(composer.compose(), drawn, Self.resolution)
    } catch {
      throw MapError(error)
    }
    let isPicture = formats.contains(.png) || formats.contains(.pdf)
    let missing = isPicture ? Graphviz.shared.missingCharacters(in: output.dot) : []
    if missing.contains(where: \.properties.isIdeographic) {
      let used = Set(output.dot.unicodeScalars.filter(\.properties.isIdeographic))
      // Where none of them can be drawn, the picture would be a map of empty boxes.
      if used.isSubset(of: missing) { throw MapError.noFont }
    }
    var files: [MapFormat: [UInt8]] = [:]
    if let svg = output.files[.svg] {
      let captions = Captions(plan: plan, wording: wording)
      let finish = SVGFinish(
        title: captions.title, description: captions.description,
        language: wording.language == .chinese ? "zh-CN" : "en", texts: captions.texts)
      files[.svg] = finish.finish(svg)
    }
    for format in formats where format != .svg {
      files[format] = format.graphviz.map { output.files[$0] ?? [] } ?? Array(output.dot.utf8)
    }
    return RenderedMap(
      files: files, warnings: warnings(output, missing), shown: plan.shown.count, total: plan.total)
  }

  private static let resolution = 144.0

  private func warnings(_ output: Graphviz.Output, _ missing: [Unicode.Scalar]) -> [String] {
    var warnings = plan.isCut ? [wording[.warningCut]] : []
    if !missing.isEmpty {
      let shown = missing.prefix(20).map { "U+" + String($0.value, radix: 16, uppercase: true) }
      warnings.append(wording(.warningGlyphs, wording.list(shown)))
    }
    if let dpi = output.dpi, dpi < Self.resolution {
      warnings.append(
        wording(.warningResolution, wording.number(Int(dpi)), wording.number(Int(Self.resolution))))
    }
    // Standard error may hold what other parts of the process wrote at the same time.
    return warnings + output.messages.filter { $0.origin == .graphviz }.map(\.text)
  }
}

extension MapFormat {
  fileprivate var graphviz: Graphviz.Format? {
    switch self {
    case .svg: .svg
    case .png: .png
    case .pdf: .pdf
    case .dot: nil
    }
  }
}

extension MapError {
  fileprivate static let noFont = MapError(
    kind: .unavailable,
    description: "no installed font has Chinese characters; install one, such as fonts-noto-cjk")

  fileprivate init(_ error: GraphvizError) {
    if case .unavailable = error {
      self.init(
        kind: .unavailable, description: "\(error); install Graphviz with its Pango plug-in")
    } else {
      self.init(kind: .drawing, description: "\(error)")
    }
  }
}
