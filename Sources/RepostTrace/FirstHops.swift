import RepostGraph
import RepostRecords

/// The hops that can have been the first of their sort.
public struct FirstHops: Hashable, Sendable {
  /// Whether the records can tell which record came first.
  public enum Status: String, Sendable {
    case one
    case several
    case none
  }

  /// The records of these hops, in canonical order.
  public let records: [Int]
  /// The hops, in canonical order.
  public let hops: [Int]

  /// Whether the records can tell which came first; the hops of one record count as one.
  public var status: Status {
    switch records.count {
    case 0: .none
    case 1: .one
    default: .several
    }
  }
}

/// Finds which hops of a sort no other of that sort came before.
struct FirstHopFinder {
  private let table: RecordTable
  private let graph: ForwardingGraph

  init(_ input: ForwardingCase, _ graph: ForwardingGraph) {
    table = input.records
    self.graph = graph
  }

  /// The hops that no hop of another record is certainly before, and that have none among their ancestors.
  ///
  /// Where every one of them has an ancestor of its sort, the ancestors are left out of account: there
  /// is always a first where there is any.
  ///
  /// - Parameters:
  ///   - hops: The hops to look through, in order of their numbers.
  ///   - isMeant: Whether a hop is of the sort.
  /// - Returns: These hops.
  /// - Complexity: O(*hops* + *ancestors* of those that no other is certainly before).
  func first(of hops: some Sequence<Int>, where isMeant: (Int) -> Bool) -> FirstHops {
    var earliestEnd: Int64?
    for hop in hops where isMeant(hop) {
      earliestEnd = min(earliestEnd ?? .max, table.end(record(hop)))
    }
    guard let earliestEnd else { return FirstHops(records: [], hops: []) }
    // A record lasts until after its own start, so no record rules itself out here.
    let starts = table.starts
    return first(
      among: hops.filter { starts[record($0)] < earliestEnd && isMeant($0) }, where: isMeant)
  }

  /// The same among the hops of the sort that no hop of another record is certainly before.
  func first(among unpreceded: [Int], where isMeant: (Int) -> Bool) -> FirstHops {
    var isBelow: [Int: Bool] = [:]
    var rootmost: [Int] = []
    for hop in unpreceded where !hasOneAbove(record(hop), &isBelow, isMeant) {
      rootmost.append(hop)
    }
    let found = graph.inCanonicalOrder(rootmost.isEmpty ? unpreceded : rootmost)
    var records: [Int] = []
    for hop in found where records.last != record(hop) { records.append(record(hop)) }
    return FirstHops(records: records, hops: found)
  }

  private func record(_ hop: Int) -> Int { Int(graph.hops.records[hop]) }

  /// Whether a hop of an ancestor is of the sort, going up recorded parents as long as none is certainly
  /// after its child.
  private func hasOneAbove(
    _ record: Int, _ known: inout [Int: Bool], _ isMeant: (Int) -> Bool
  ) -> Bool {
    var path: [Int] = []
    var current = record
    var found = false
    while true {
      if let verdict = known[current] {
        found = verdict
        break
      }
      path.append(current)
      let parent = Int(graph.recorded.record[current])
      guard parent >= 0, !table.time(current).isCertainlyBefore(table.time(parent)) else { break }
      if graph.hops.range(parent).contains(where: isMeant) {
        found = true
        break
      }
      current = parent
    }
    // Everyone on the way up has the same verdict: none of them held one, or the walk had ended.
    for member in path { known[member] = found }
    return found
  }
}

extension ForwardingGraph {
  /// Hops in canonical order of their records, those of one record in order of their numbers.
  func inCanonicalOrder(_ hops: [Int]) -> [Int] {
    guard hops.count > 1 else { return hops }
    // Hoisted: a closure that names `self` keeps and lets go of all that a graph holds, for each pair.
    let (rank, recordOfHop) = (order.rank, self.hops.records)
    return hops.sorted {
      (rank[Int(recordOfHop[$0])], $0) < (rank[Int(recordOfHop[$1])], $1)
    }
  }
}
