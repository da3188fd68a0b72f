import Foundation

@testable import RepostFormats

/// The measures of a tree of reposts, counted from records with the simplest means.
struct TreeMeasures {
  var nodes = 0
  var edges = 0
  var depth = 0
  var breadth = 0
  var maxOut = 0
  var rootOut = 0
  var severalParents = 0
  var selfLoops = 0
  var unreached = 0

  /// Counts.
  ///
  /// - Parameters:
  ///   - records: The records of one tree.
  ///   - root: The node at depth 0; where `nil`, all nodes that nothing leads to.
  ///   - node: The node that a record is of.
  init(_ records: [ImportedRecord], root: String?, node: (ImportedRecord) -> String) {
    var byID: [String: String] = [:]
    for record in records where byID[record.id] == nil { byID[record.id] = node(record) }
    var names: [String] = []
    var known: Set<String> = []
    func add(_ name: String) { if known.insert(name).inserted { names.append(name) } }
    var pairs: Set<[String]> = []
    var children: [String: [String]] = [:]
    var parents: [String: Int] = [:]
    for record in records {
      let child = node(record)
      add(child)
      guard !record.parent.isEmpty else { continue }
      let parent = byID[record.parent] ?? "missing " + record.parent
      add(parent)
      guard child != parent else {
        selfLoops += 1
        continue
      }
      guard pairs.insert([parent, child]).inserted else { continue }
      children[parent, default: []].append(child)
      parents[child, default: 0] += 1
    }
    nodes = names.count
    edges = pairs.count
    maxOut = children.values.map(\.count).max() ?? 0
    severalParents = parents.values.filter { $0 > 1 }.count
    var level = root.map { [$0] } ?? names.filter { parents[$0] == nil }
    rootOut = level.first.flatMap { children[$0]?.count } ?? 0
    var reached = Set(level)
    while !level.isEmpty {
      breadth = max(breadth, level.count)
      let next = level.flatMap { children[$0] ?? [] }.filter { reached.insert($0).inserted }
      if !next.isEmpty { depth += 1 }
      level = next
    }
    unreached = nodes - reached.count
  }
}

/// Reads a table of ground truth: a dictionary for each row.
func groundTruth(_ path: String) throws -> [[String: String]] {
  let text = try String(contentsOf: collections.appending(path: path), encoding: .utf8)
  let rows = text.split(whereSeparator: \.isNewline).map {
    $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }
  return rows.dropFirst().map {
    Dictionary(zip(rows[0], $0)) { first, _ in first }
  }
}

/// What a command writes.
func commandOutput(of command: String, _ arguments: [String]) throws -> Data {
  let process = Process()
  process.executableURL = URL(filePath: command)
  process.arguments = arguments
  let pipe = Pipe()
  process.standardOutput = pipe
  try process.run()
  let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  return data
}
