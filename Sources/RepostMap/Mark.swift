import GraphvizKit
import RepostGraph
import RepostRecords
import RepostTrace

/// What makes a hop or an entity stand out: the first external hop, the first breach, or both.
struct Mark: OptionSet {
  let rawValue: UInt8

  static let firstExternal = Mark(rawValue: 1)
  static let firstBreach = Mark(rawValue: 2)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(isFirstExternal: Bool, isFirstBreach: Bool) {
    rawValue = (isFirstExternal ? 1 : 0) | (isFirstBreach ? 2 : 0)
  }

  /// The colour of the strokes of something marked.
  var color: DrawingColor? {
    if contains(.firstExternal) { return .vermilion }
    return contains(.firstBreach) ? .orange : nil
  }
}

extension DrawingColor {
  static let vermilion = DrawingColor(0xD55E00)
  static let vermilionInk = DrawingColor(0xB03A00)
  static let orange = DrawingColor(0xE69F00)
  static let orangeInk = DrawingColor(0x8A5A00)
  static let ink = DrawingColor(0x222222)
  static let faintInk = DrawingColor(0x666666)
  static let line = DrawingColor(0x444444)
  static let faintLine = DrawingColor(0x888888)
  static let white = DrawingColor(0xFFFFFF)
  static let pale = DrawingColor(0xF0F0F0)
}

/// Which hops and entities are marked.
struct Marks {
  private let external: Set<Int>
  private let breach: Set<Int>
  private let exporters: Set<Int>
  private let breakers: Set<Int>

  init(_ trace: Trace) {
    external = Set(trace.firstExternal.hops)
    breach = Set(trace.firstBreach.hops)
    exporters = Set(trace.firstExternal.hops.map { trace.graph.actor(ofHop: $0) })
    breakers = Set(trace.firstBreach.hops.map { trace.graph.actor(ofHop: $0) })
  }

  /// The marks of a hop.
  func hop(_ hop: Int) -> Mark {
    Mark(isFirstExternal: external.contains(hop), isFirstBreach: breach.contains(hop))
  }

  /// The marks of an entity.
  func entity(_ entity: Int) -> Mark {
    Mark(isFirstExternal: exporters.contains(entity), isFirstBreach: breakers.contains(entity))
  }
}
