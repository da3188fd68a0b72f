import RepostGraph
import RepostRecords
import RepostTrace

/// Where records stand in time on a map: an instant within what each states.
///
/// Where the records do not tell the order within a time that they share, they stand in the order of
/// their numbers, but those first by which others can have had the item.
struct TimePlaces {
  /// Where something stands.
  enum Place: Hashable, Comparable {
    /// At an instant, in microseconds since 1970.
    case known(Int64)
    /// After everything whose time is known, at a number of steps from where unknown times begin.
    case unknown(Double)
  }

  /// Times that overlap, with the number of places that are to be told apart in them.
  struct Crowd: Hashable {
    var start: Int64
    var end: Int64
    var count: Int
  }

  private var places: [Int: Place] = [:]
  private var units: [Int: Int] = [:]
  /// The times that overlap, from the first on.
  private(set) var crowds: [Crowd] = []
  /// How many places there are where no time is known.
  private(set) var unknownCount = 0

  /// Where a record stands.
  subscript(record: Int) -> Place { places[record] ?? .unknown(0) }

  /// The number of what a record is drawn as one with: records of one actor, one recipient and one
  /// time, who can have had the item from the same.
  func unit(_ record: Int) -> Int { units[record] ?? -1 }

  /// Finds the places of some records.
  ///
  /// - Complexity: O(*n*²) at most in the records, and their parents.
  init(_ trace: Trace, records: [Int]) {
    let graph = trace.graph
    let rank = graph.order.rank
    func depth(_ record: Int) -> Int32 {
      let depths = graph.hops(ofRecord: record).map { trace.measures.hopDepths[$0] }
      return depths.filter { $0 > 0 }.min() ?? .max
    }
    // A parent is nearer to an origin, so it comes before those who had it from there.
    let sorted = Array(Set(records)).map { (depth: depth($0), record: $0) }
      .sorted { ($0.depth, rank[$0.record]) < ($1.depth, rank[$1.record]) }.map(\.record)
    let steps = Self.steps(trace, sorted)
    var start = steps.map(\.span.start)
    var end = steps.map(\.span.end)
    for (place, step) in steps.enumerated() where !step.span.isUnknown {
      for parent in step.parents where !steps[parent].span.isUnknown && start[parent] < end[place] {
        start[place] = max(start[place], start[parent])
      }
    }
    for (place, step) in steps.enumerated().reversed() where !step.span.isUnknown {
      for parent in step.parents where !steps[parent].span.isUnknown && end[place] > start[parent] {
        end[parent] = min(end[parent], end[place])
      }
    }
    let groups = Self.groups(steps, start, end)
    var found: [Int: Crowd] = [:]
    var numbers: [(group: Int, number: Int)] = Array(repeating: (0, 0), count: steps.count)
    for place in Self.order(steps, rank: rank) {
      let group = groups[place]
      var crowd = found[group] ?? Crowd(start: start[place], end: end[place], count: 0)
      numbers[place] = (group, crowd.count)
      crowd.start = min(crowd.start, start[place])
      crowd.end = max(crowd.end, end[place])
      crowd.count += 1
      found[group] = crowd
    }
    for (place, step) in steps.enumerated() {
      let (group, number) = numbers[place]
      let offset = Double(number) + 0.5
      var stand = Place.unknown(offset)
      if !step.span.isUnknown {
        let share = offset / Double(found[group]?.count ?? 1)
        let instant = start[place] + Int64(Double(end[place] - start[place]) * share)
        stand = .known(min(instant, end[place] - 1))
      }
      for record in step.records {
        places[record] = stand
        units[record] = place
      }
    }
    unknownCount = found.removeValue(forKey: -1)?.count ?? 0
    crowds = found.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Records that stand at one place, and those before them from which their actor can have had the
  /// item.
  private struct Step {
    var records: [Int]
    let span: TimeSpan
    let parents: [Int]
  }

  /// The records as steps, in their order.
  private static func steps(_ trace: Trace, _ records: [Int]) -> [Step] {
    struct Key: Hashable {
      let actor: Int
      let recipient: Int?
      let span: TimeSpan
      let parents: [Int]
    }
    let graph = trace.graph
    var places: [Int: Int] = [:]
    var known: [Key: Int] = [:]
    var steps: [Step] = []
    for record in records {
      var parents: Set<Int> = []
      // Looking them all up would take longer than drawing, and of so many none could be read.
      if records.count <= 5000 {
        for hop in graph.parents(ofRecord: record) {
          if let parent = places[graph.record(ofHop: hop)] { parents.insert(parent) }
        }
      }
      let span = trace.input.records.time(record)
      let hops = graph.hops(ofRecord: record)
      if hops.count == 1, let hop = hops.first {
        let key = Key(
          actor: graph.actor(ofHop: hop), recipient: graph.recipient(ofHop: hop), span: span,
          parents: parents.sorted())
        if let place = known[key] {
          steps[place].records.append(record)
          places[record] = place
          continue
        }
        known[key] = steps.count
      }
      places[record] = steps.count
      steps.append(Step(records: [record], span: span, parents: parents.sorted()))
    }
    return steps
  }

  /// The steps in the order of their numbers, each after its parents.
  private static func order(_ steps: [Step], rank: IndexColumn) -> [Int] {
    var children = [[Int]](repeating: [], count: steps.count)
    var open = steps.map(\.parents.count)
    let ranks = steps.map { $0.records.map { rank[$0] }.min() ?? .max }
    for (place, step) in steps.enumerated() {
      for parent in step.parents { children[parent].append(place) }
    }
    // The last is the next.
    var ready = steps.indices.filter { open[$0] == 0 }.sorted { ranks[$0] > ranks[$1] }
    var order: [Int] = []
    while let place = ready.popLast() {
      order.append(place)
      for child in children[place] {
        open[child] -= 1
        guard open[child] == 0 else { continue }
        var (low, high) = (0, ready.count)
        while low < high {
          let middle = (low + high) / 2
          if ranks[ready[middle]] > ranks[child] { low = middle + 1 } else { high = middle }
        }
        ready.insert(child, at: low)
      }
    }
    return order
  }

  /// For each step, the number of the run of overlapping times that it is in; -1 where unknown.
  private static func groups(_ steps: [Step], _ start: [Int64], _ end: [Int64]) -> [Int] {
    var groups = [Int](repeating: -1, count: steps.count)
    let known = steps.indices.filter { !steps[$0].span.isUnknown }
      .sorted { (start[$0], end[$0], $0) < (start[$1], end[$1], $1) }
    var group = -1
    var reached = Int64.min
    for place in known {
      if start[place] >= reached { group += 1 }
      reached = max(reached, end[place])
      groups[place] = group
    }
    return groups
  }
}
