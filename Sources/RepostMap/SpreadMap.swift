import GraphvizKit
public import RepostTrace

/// The spread map of a case: who forwarded an item to whom, where it first broke a rule and where it
/// first left the inside.
///
/// The chains to the first breach, the first external hop and the first crossings are drawn first, with
/// the origins, as far as these leave room for others; of everyone else as many as the budget allows,
/// and the rest in summaries whose figures add up.
public struct SpreadMap: Sendable {
  /// The version that a map names where none is given.
  public static let defaultVersion = "0.1.0"

  /// The dots per inch of PNG where nothing else is asked for.
  public static let defaultResolution = 144.0

  private let trace: Trace
  private let view: MapView
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
    self.trace = trace
    self.view = view
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
  /// The same case gives the same bytes of DOT and, with the same fonts, of SVG. Where the drawing
  /// breaks down or takes too long, a map with fewer shapes and plainer lines is tried once.
  ///
  /// - Parameters:
  ///   - formats: What to make of it, from one layout.
  ///   - process: Where it is drawn.
  ///   - dpi: The dots per inch of PNG; fewer are taken where it would have more than 25 million.
  /// - Returns: The files, and what the reader should know about them.
  /// - Throws: ``MapError`` where Graphviz or a font is missing, or the map cannot be drawn.
  public func render(
    _ formats: Set<MapFormat>, in process: MapProcess,
    dpi: Double = SpreadMap.defaultResolution
  ) throws(MapError) -> RenderedMap {
    do {
      return try attempt(plan, formats, in: process, dpi: dpi, isPlain: false)
    } catch let first {
      guard first.canBeRetried else { throw MapError(first) }
      var smaller = view
      smaller.budget = .shapes(view.budget.count > 200 ? 100 : min(view.budget.count / 2, 20))
      smaller.isReduced = true
      let plan = MapPlan(trace, smaller)
      do {
        var map = try attempt(plan, formats, in: process, dpi: dpi, isPlain: true)
        map.firstFailure = "\(first)"
        map.warnings.insert(wording(.warningRetried, "\(first)"), at: 0)
        return map
      } catch {
        throw MapError(kind: .drawing, description: "\(first); and with fewer shapes: \(error)")
      }
    }
  }

  private func attempt(
    _ plan: MapPlan, _ formats: Set<MapFormat>, in process: MapProcess, dpi: Double,
    isPlain: Bool
  ) throws(GraphvizError) -> RenderedMap {
    let graphviz = MapDrawing(process)
    var composer = MapComposer(
      plan: plan, wording: wording, version: version, graphviz: graphviz)
    composer.isPlain = isPlain
    var files: [MapFormat: [UInt8]] = [:]
    var outputs: [Graphviz.Output] = []
    let drawn = formats.compactMap(\.graphviz).sorted { $0.rawValue < $1.rawValue }
    if !drawn.isEmpty {
      let output = try graphviz.render(composer.compose(), drawn, dpi)
      for format in formats { files[format] = format.graphviz.flatMap { output.files[$0] } }
      if let svg = output.files[.svg] { files[.svg] = finished(svg, plan) }
      outputs.append(output)
    }
    if formats.contains(.dot) {
      // Not as it is placed, but so that Graphviz can place it.
      let output = try graphviz.render(composer.described(), [], dpi)
      files[.dot] = Array(output.dot.utf8)
      outputs.append(output)
    }
    return RenderedMap(
      files: files,
      elements: files[.svg] == nil ? [] : Captions(plan: plan, wording: wording).elements,
      warnings: warnings(outputs, plan, formats, dpi),
      missingCharacters: outputs.first?.missingCharacters ?? [],
      hasNoFont: outputs.first.map(Self.hasNoFont) ?? false, shown: plan.shown.count,
      total: plan.total)
  }

  private func finished(_ svg: [UInt8], _ plan: MapPlan) -> [UInt8] {
    let captions = Captions(plan: plan, wording: wording)
    let finish = SVGFinish(
      title: captions.title, description: captions.description,
      language: wording.language == .chinese ? "zh-CN" : "en", texts: captions.texts)
    return finish.finish(svg)
  }

  /// Whether a drawing has Chinese characters, and every one of them would be an empty box.
  private static func hasNoFont(_ output: Graphviz.Output) -> Bool {
    let missing = Set(output.missingCharacters.filter(\.properties.isIdeographic))
    guard !missing.isEmpty else { return false }
    return Set(output.dot.unicodeScalars.filter(\.properties.isIdeographic)).isSubset(of: missing)
  }

  private func warnings(
    _ outputs: [Graphviz.Output], _ plan: MapPlan, _ formats: Set<MapFormat>, _ dpi: Double
  ) -> [String] {
    var warnings = plan.isCut ? [wording[.warningCut]] : []
    let missing = outputs.first?.missingCharacters ?? []
    if !missing.isEmpty {
      var shown = missing.prefix(20).map { "U+" + String($0.value, radix: 16, uppercase: true) }
      if missing.count > 20 { shown.append("…") }
      let packages = FontAdvice.packages(for: missing)
      let advice = packages.isEmpty ? "" : wording(.warningFonts, wording.list(packages))
      warnings.append(wording(.warningGlyphs, wording.list(shown), advice))
    }
    if let lowered = outputs.lazy.compactMap(\.dpi).first, lowered < dpi {
      warnings.append(
        wording(.warningResolution, wording.number(Int(lowered)), wording.number(Int(dpi))))
    }
    for message in outputs.flatMap(\.messages) where !warnings.contains(message.text) {
      warnings.append(message.text)
    }
    return warnings
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
  fileprivate init(_ error: GraphvizError) {
    switch error {
    case .unavailable:
      self.init(
        kind: .unavailable, description: "\(error); install Graphviz with its Pango plug-in")
    default: self.init(kind: .drawing, description: "\(error)")
    }
  }
}

extension GraphvizError {
  /// Whether a smaller and plainer drawing may succeed where this one failed.
  fileprivate var canBeRetried: Bool {
    switch self {
    case .layout, .render, .crashed, .exited, .timedOut, .outOfMemory, .garbled: true
    case .build, .drawing, .unavailable, .start: false
    }
  }
}
