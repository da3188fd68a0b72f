/// The formats in which other programs take the graph of a case.
public enum ExportFormat: String, CaseIterable, Sendable {
  case graphml
  case gexf
  case dot
  case csv
  case neo4j
  case jgf
  case prov
  case caseUCO = "case"

  /// The format that the ending of a file name stands for; `nil` where it stands for none.
  public init?(fileName: String) {
    let name = fileName.lowercased()
    let found = Self.allCases.flatMap { format in format.endings.map { (format, $0) } }
      .filter { name.hasSuffix($0.1) }
      .max { $0.1.utf8.count < $1.1.utf8.count }
    guard let found else { return nil }
    self = found.0
  }

  /// The endings of file names that stand for the format, the usual one first.
  public var endings: [String] {
    switch self {
    case .graphml: [".graphml"]
    case .gexf: [".gexf"]
    case .dot: [".dot", ".gv"]
    case .csv: [".csv"]
    case .neo4j: [".neo4j.csv"]
    case .jgf: [".jgf", ".jgf.json"]
    case .prov: [".provjson", ".prov.json"]
    case .caseUCO: [".jsonld", ".case.json"]
    }
  }

  /// Whether the graph takes two files: one of nodes, one of edges.
  public var isPair: Bool { self == .csv || self == .neo4j }

  /// The two files that are written where a file of a pair is asked for.
  ///
  /// - Parameter path: The path that was given, such as `graph.csv`.
  /// - Returns: Such as `graph-nodes.csv` and `graph-edges.csv`.
  public func pair(of path: String) -> (nodes: String, edges: String) {
    let ending = (endings + [".csv"]).first { path.lowercased().hasSuffix($0) } ?? ""
    let stem = path.dropLast(ending.count)
    let tail = ending.isEmpty ? ".csv" : String(path.suffix(ending.count))
    return ("\(stem)-nodes\(tail)", "\(stem)-edges\(tail)")
  }
}
