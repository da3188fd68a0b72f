import ArgumentParser
import RepostMap
import RepostRecords
import RepostTrace

/// What the map shows and how, the same for every command that draws one.
struct MapOptions: ParsableArguments {
  @Option(
    help: """
      How the map is laid out: chain (zones from left to right), time (a time axis with a lane for each \
      zone) or tree (from the origin down).
      """)
  var layout: MapLayout = .chain

  @Option(
    help: "About how many shapes the map draws, the rest being folded; all draws up to 1500.")
  var budget: MapBudget = .standard

  @Option(
    help:
      "Keep the map to what can have led to this entity and what can have followed (repeatable).")
  var focus: [String] = []

  @Option(help: "Keep the map to what can have been by this time.")
  var until: String?

  @Option(
    name: .customLong("zone"),
    help: "Keep the map to this zone and what goes into and out of it (repeatable).")
  var zones: [String] = []

  @Flag(
    help: "Keep the map to the chains to the first breach, first external hop and first crossings.")
  var pathsOnly = false

  @Option(help: "Dots per inch of PNG, from 36 to 600.")
  var dpi = 144

  @Option(
    help: "Seconds that one attempt to draw the map may take, from 1 to 3600.")
  var mapTimeout = 20

  func validate() throws {
    guard (36...600).contains(dpi) else {
      throw ValidationError("--dpi is \(dpi); it can be from 36 to 600.")
    }
    guard (1...3600).contains(mapTimeout) else {
      throw ValidationError("--map-timeout is \(mapTimeout); it can be from 1 to 3600.")
    }
  }

  /// What the map shows of a case.
  ///
  /// - Throws: `RecordsError` where a name, a zone or a time is not one of the case.
  func view(of trace: Trace) throws -> MapView {
    var view = MapView()
    view.layout = layout
    view.budget = budget
    for name in focus {
      let entity = try trace.entity(named: name, option: "--focus")
      if !view.focus.contains(entity) { view.focus.append(entity) }
    }
    view.until = try until.map { try trace.input.time(stated: $0, option: "--until") }
    for name in zones { view.zones.insert(try trace.input.zone(named: name, option: "--zone")) }
    view.pathsOnly = pathsOnly
    return view
  }

  /// Where the map is drawn.
  var process: MapProcess { .child(time: .seconds(mapTimeout)) }

  /// The options that shape the map, as the manifest lists them.
  var listed: [String] {
    var list: [String] = []
    if layout != .chain { list.append("--layout=\(layout.rawValue)") }
    if budget != .standard { list.append("--budget=\(budget)") }
    list += focus.map { "--focus=\($0)" }
    if let until { list.append("--until=\(until)") }
    list += zones.map { "--zone=\($0)" }
    if pathsOnly { list.append("--paths-only") }
    if dpi != 144 { list.append("--dpi=\(dpi)") }
    if mapTimeout != 20 { list.append("--map-timeout=\(mapTimeout)") }
    return list
  }
}

extension MapLayout: ExpressibleByArgument {}

extension MapBudget: ExpressibleByArgument {
  /// Reads a number from 1 on, or `all`.
  public init?(argument: String) {
    if argument == "all" {
      self = .all
    } else if let count = Int(argument), count > 0 {
      self = .shapes(count)
    } else {
      return nil
    }
  }

  /// What the option says where nothing is given.
  public var defaultValueDescription: String { description }
}
