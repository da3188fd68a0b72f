public import RepostTrace

/// Which part of an export is written.
public enum ExportPart: Sendable {
  /// All, where one file holds nodes and edges.
  case whole
  /// The nodes of a pair of files.
  case nodes
  /// The edges of a pair of files.
  case edges
}

/// Writes the graph of a trace for another program, piece by piece.
///
/// Entities are nodes and hops are edges, each with its own id, so that two hops between the same two are
/// two edges. The same trace gives the same bytes.
///
/// - Parameters:
///   - trace: What the records show.
///   - format: How to write it.
///   - part: Which part is written; of a format of one file, ``ExportPart/whole``.
///   - version: The version of the program, named as the tool.
///   - jobs: How many processors may work at once; the bytes are the same.
///   - sink: Takes the bytes, in order.
/// - Throws: Whatever the sink throws.
/// - Complexity: O(*n* log *n*) in entities, hops and the sources that are listed of hops.
public func writeExport(
  _ trace: Trace, as format: ExportFormat, part: ExportPart = .whole, version: String,
  jobs: Int = 1, to sink: Sink
) throws {
  let graph = ExportGraph(trace, version: version, jobs: jobs)
  switch format {
  case .graphml: try GraphMLExport(graph: graph).write(to: sink)
  case .gexf: try GEXFExport(graph: graph).write(to: sink)
  case .dot: try DOTExport(graph: graph).write(to: sink)
  case .csv, .neo4j:
    let tables = TableExport(graph: graph, isForNeo4j: format == .neo4j)
    if part != .edges { try tables.writeNodes(to: sink) }
    if part != .nodes { try tables.writeEdges(to: sink) }
  case .jgf: try JGFExport(graph: graph).write(to: sink)
  case .prov: try ProvExport(graph: graph).write(to: sink)
  case .caseUCO: try CaseExport(graph: graph).write(to: sink)
  }
}
