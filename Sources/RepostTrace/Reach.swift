import RepostGraph
import RepostRecords

/// Whom each actor's forwarding can have reached: everyone informed by its hops or downstream of them.
enum Reach {
  /// The steps that walks may take in all, after which further reach is left out.
  static let stepLimit = 200_000_000

  /// The reach of every entity, and why some of it is left out, if so.
  ///
  /// - Complexity: O(*n*) where everything has one parent and nobody is informed twice; else a walk for
  ///   each actor, largest fan-out first, as far as the step limit goes.
  static func counts(
    _ graph: ForwardingGraph, _ informed: Informing, _ downstream: Downstream, fanOut: [Int32],
    isReached: [Bool], stepLimit: Int = stepLimit
  ) -> (reach: [Int32], basis: String?) {
    let hopsOfActor = graph.hopsOfActor
    var reach = [Int32](repeating: 0, count: graph.entityCount)
    let tree = treeCounts(graph, informed)
    var actors: [Int] = []
    for actor in 0..<graph.entityCount where !hopsOfActor.range(actor).isEmpty {
      let own = hopsOfActor[actor]
      // An origin that also received may have one of its hops, or itself, below another: walk it.
      let isNested =
        informed.isOrigin[actor]
        && (isReached[actor]
          || own.contains { graph.rules[Int(graph.hops.records[Int($0)])] != .none })
      if let tree, !isNested {
        reach[actor] = own.reduce(0) { $0 + tree[Int($1)] }
      } else {
        actors.append(actor)
      }
    }
    actors.sort { (-fanOut[$0], $0) < (-fanOut[$1], $1) }

    var walk = Walk(graph)
    var seenHop = [Int32](repeating: 0, count: graph.hopCount)
    var seenEntity = [Int32](repeating: 0, count: graph.entityCount)
    var leftOut = 0
    for actor in actors {
      guard walk.steps < stepLimit else {
        reach[actor] = -1
        leftOut += 1
        continue
      }
      walk.begin()
      var queue = Array(hopsOfActor[actor])
      for hop in queue { seenHop[Int(hop)] = walk.number }
      var next = 0
      while next < queue.count {
        let hop = Int(queue[next])
        next += 1
        var steps = 1
        let number = walk.number
        informed.forEachInformed(byHop: hop) { entity in
          steps += 1
          guard Int(entity) != actor, seenEntity[Int(entity)] != number else { return }
          seenEntity[Int(entity)] = number
          reach[actor] += 1
        }
        walk.steps += steps
        downstream.forEachRecord(from: hop, &walk) { record in
          for child in graph.hops.range(record) where seenHop[child] != number {
            seenHop[child] = number
            queue.append(Int32(child))
          }
        }
      }
    }
    let basis =
      leftOut == 0
      ? nil
      : "computed from the largest fan_out down as far as the limit of work goes: "
        + "\(actors.count - leftOut) computed, \(leftOut) left out"
    return (reach, basis)
  }

  /// How many each hop and everything downstream of it inform, where all that is a forest.
  ///
  /// - Returns: `nil` where a record has several parents or an entity is informed by several hops.
  private static func treeCounts(_ graph: ForwardingGraph, _ informed: Informing) -> [Int32]? {
    guard graph.components.circles.isEmpty else { return nil }
    var isInformed = [Bool](repeating: false, count: graph.entityCount)
    var counts = [Int32](repeating: 0, count: graph.hopCount)
    var isForest = true
    for hop in 0..<graph.hopCount {
      informed.forEachInformed(byHop: hop) { entity in
        if isInformed[Int(entity)] { isForest = false }
        isInformed[Int(entity)] = true
        counts[hop] += 1
      }
      guard isForest else { return nil }
    }
    var parent = [Int32](repeating: -1, count: graph.rules.count)
    for record in 0..<graph.rules.count where graph.rules[record] != .none {
      guard let only = graph.onlyParent(ofRecord: record) else { return nil }
      parent[record] = Int32(only)
    }
    for node in graph.components.nodes.reversed() {
      guard let hop = graph.hop(ofNode: Int(node)) else { continue }
      let source = parent[Int(graph.hops.records[hop])]
      if source >= 0 { counts[Int(source)] += counts[hop] }
    }
    return counts
  }
}

extension ForwardingGraph {
  /// The parent of a record that has no more than one.
  fileprivate func onlyParent(ofRecord record: Int) -> Int? {
    switch rules[record] {
    case .none:
      return nil
    case .recorded:
      let parents = recordedParentHops(record)
      return parents.count == 1 ? parents[0] : nil
    case .inferred, .originOnly:
      let parents = sources.sources[Int(sources.nodeOfRecord[record])]
      return parents.count == 1 && parents.allSatisfy { $0 >= 0 }
        ? parents.first.map(Int.init) : nil
    }
  }
}
