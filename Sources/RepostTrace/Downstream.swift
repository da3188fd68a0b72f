import RepostGraph
import RepostRecords

/// The way from a hop to the records whose actors can have had the item by it.
struct Downstream {
  let childrenOfRecord: IndexLists
  let inferredPlaces: IndexLists
  let originPlaces: IndexLists
  let recordsOfInferredPlace: IndexLists
  let recordsOfOriginPlace: IndexLists
  private let graph: ForwardingGraph

  init(_ graph: ForwardingGraph) {
    self.graph = graph
    var parents: [Int32] = []
    var children: [Int32] = []
    var inferred: [(place: Int32, record: Int32)] = []
    var origin: [(place: Int32, record: Int32)] = []
    for record in 0..<graph.rules.count {
      switch graph.rules[record] {
      case .none: break
      case .recorded:
        parents.append(graph.recorded.record[record])
        children.append(Int32(record))
      case .inferred:
        inferred.append((Int32(graph.inferredSources.lastParent(of: record)), Int32(record)))
      case .originOnly:
        origin.append((Int32(graph.originSources.lastParent(of: record)), Int32(record)))
      }
    }
    childrenOfRecord = IndexLists(count: graph.rules.count, keys: parents, values: children)
    inferredPlaces = Self.places(graph.inferredSources, hopCount: graph.hops.count)
    originPlaces = Self.places(graph.originSources, hopCount: graph.hops.count)
    recordsOfInferredPlace = IndexLists(
      count: graph.inferredSources.hops.count, keys: inferred.map(\.place),
      values: inferred.map(\.record))
    recordsOfOriginPlace = IndexLists(
      count: graph.originSources.hops.count, keys: origin.map(\.place),
      values: origin.map(\.record))
  }

  private static func places(_ sources: SourceLists, hopCount: Int) -> IndexLists {
    IndexLists(count: hopCount, keys: sources.hops, values: Array(0..<Int32(sources.hops.count)))
  }

  /// Calls `body` for the records that a hop leads to and that this walk has not met.
  ///
  /// A place of a source list leads to all later places of its list, so a walk marks the places it has
  /// been at and stops where it was before: a whole walk costs the lists once, not once for each hop.
  func forEachRecord(from hop: Int, _ walk: inout Walk, _ body: (Int) -> Void) {
    let parent = Int(graph.hops.records[hop])
    for position in childrenOfRecord.range(parent) {
      let child = Int(childrenOfRecord.values[position])
      walk.steps += 1
      guard walk.records[child] != walk.number else { continue }
      guard
        graph.recorded.takesAll[child] || graph.isReceipt(hop: hop, of: graph.hops.actors[child])
      else { continue }
      walk.records[child] = walk.number
      body(child)
    }
    follow(
      inferredPlaces.range(hop), inferredPlaces.values, graph.inferredSources.isListStart,
      recordsOfInferredPlace, \.inferredPlaces, &walk, body)
    follow(
      originPlaces.range(hop), originPlaces.values, graph.originSources.isListStart,
      recordsOfOriginPlace, \.originPlaces, &walk, body)
  }

  private func follow(
    _ range: Range<Int>, _ places: [Int32], _ isListStart: [Bool], _ records: IndexLists,
    _ visited: WritableKeyPath<Walk, [Int32]>, _ walk: inout Walk,
    _ body: (Int) -> Void
  ) {
    for position in range {
      var place = Int(places[position])
      repeat {
        walk.steps += 1
        if walk[keyPath: visited][place] == walk.number { break }
        walk[keyPath: visited][place] = walk.number
        for entry in records.range(place) {
          let record = Int(records.values[entry])
          guard walk.records[record] != walk.number else { continue }
          walk.records[record] = walk.number
          body(record)
        }
        place += 1
      } while place < isListStart.count && !isListStart[place]
    }
  }
}

/// What a walk downstream has met, kept between walks so that none has to clear it.
struct Walk {
  fileprivate(set) var number: Int32 = 0
  var records: [Int32]
  var inferredPlaces: [Int32]
  var originPlaces: [Int32]
  var steps = 0

  init(_ graph: ForwardingGraph) {
    records = [Int32](repeating: 0, count: graph.rules.count)
    inferredPlaces = [Int32](repeating: 0, count: graph.inferredSources.hops.count)
    originPlaces = [Int32](repeating: 0, count: graph.originSources.hops.count)
  }

  mutating func begin() { number += 1 }
}
