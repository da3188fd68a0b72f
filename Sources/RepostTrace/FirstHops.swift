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
  // For the sort in question: whether a record or one of its ancestors has such a hop.
  private var verdictRound: [Int32]
  private var verdict: [Bool]
  private var holdsRound: [Int32]
  private var round: Int32 = 0

  init(_ input: ForwardingCase, _ graph: ForwardingGraph) {
    table = input.records
    self.graph = graph
    verdictRound = [Int32](repeating: 0, count: table.count)
    verdict = [Bool](repeating: false, count: table.count)
    holdsRound = verdictRound
  }

  /// The hops that no hop of another record is certainly before, and that have none among their ancestors.
  ///
  /// Where every one of them has an ancestor of its sort, the ancestors are left out of account: there
  /// is always a first where there is any.
  mutating func first(of candidates: [Int]) -> FirstHops {
    guard let earliestEnd = candidates.map({ table.end(record($0)) }).min() else {
      return FirstHops(records: [], hops: [])
    }
    round += 1
    for hop in candidates { holdsRound[record(hop)] = round }
    // A record lasts until after its own start, so no record rules itself out here.
    let unpreceded = candidates.filter { table.starts[record($0)] < earliestEnd }
    let rootmost = unpreceded.filter { !hasCandidateAbove(record($0)) }
    let found = (rootmost.isEmpty ? unpreceded : rootmost)
      .sorted { (graph.order.rank[record($0)], $0) < (graph.order.rank[record($1)], $1) }
    var records: [Int] = []
    for hop in found where records.last != record(hop) { records.append(record(hop)) }
    return FirstHops(records: records, hops: found)
  }

  private func record(_ hop: Int) -> Int { Int(graph.hops.records[hop]) }

  /// Whether a hop of an ancestor is a candidate, going up recorded parents as long as none is certainly
  /// after its child.
  private mutating func hasCandidateAbove(_ record: Int) -> Bool {
    var path: [Int] = []
    var current = record
    var found = false
    while true {
      if verdictRound[current] == round {
        found = verdict[current]
        break
      }
      path.append(current)
      let parent = Int(graph.recorded.record[current])
      guard parent >= 0, !table.time(current).isCertainlyBefore(table.time(parent)) else { break }
      if holdsRound[parent] == round {
        found = true
        break
      }
      current = parent
    }
    // Everyone on the way up has the same verdict: none of them held a candidate, or the walk had ended.
    for member in path {
      verdictRound[member] = round
      verdict[member] = found
    }
    return found
  }
}
