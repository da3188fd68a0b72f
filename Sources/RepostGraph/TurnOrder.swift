internal import RepostRecords

/// An order of turns and source nodes in which whatever comes from upstream comes first, with the circles
/// that imprecise times make.
///
/// Turns are numbered in canonical order, and nearly always what a turn comes from has a smaller number.
/// Only where it has not, within a window of numbers, are turns sorted; the rest is known by ranges.
package struct TurnOrder: Sendable {
  /// One step on the way downstream: a range of turns, or turns and source nodes one by one.
  package struct Step: Sendable {
    /// Turns in order of their numbers, each after all that it comes from.
    package let turns: Range<Int>
    /// Places in `listed`.
    package let listed: Range<Int>
    /// Whether what is listed are each downstream of all the others.
    package let isCircle: Bool
  }

  package private(set) var steps: [Step] = []
  /// A turn as its number, a source node as the complement of its number.
  package private(set) var listed: [Int32] = []

  package init() {}

  /// Orders the turns of a graph.
  ///
  /// - Complexity: O(*turns* + links of source nodes). Circles are found by Tarjan's algorithm (1972), with
  ///   its own stack.
  init(_ graph: ForwardingGraph) {
    var ordering = Ordering(graph)
    ordering.run()
    (steps, listed) = (ordering.steps, ordering.listed)
  }

  /// The hops of each circle that no hop outside is a parent of, and in which no record is `own`.
  func circles(nothingEnters graph: ForwardingGraph) -> [[Int]] {
    var found: [[Int]] = []
    for step in steps where step.isCircle {
      let members = Set(listed[step.listed])
      var isEntered = false
      var hops: Set<Int32> = []
      for member in listed[step.listed] where !isEntered {
        if member >= 0, graph.turns.isOwn[Int(member)] { isEntered = true }
        graph.forEachSource(of: member) { source in
          switch source {
          case .node(let node):
            if !members.contains(~node) { isEntered = true }
          case .hop(let hop):
            let turn = graph.turns.ofRecord[Int(graph.hops.records[Int(hop)])]
            if members.contains(turn) { hops.insert(hop) } else { isEntered = true }
          }
        }
      }
      if !isEntered { found.append(hops.map(Int.init).sorted()) }
    }
    return found
  }
}

/// What a turn or a source node comes from.
package enum TurnSource {
  case hop(Int32)
  case node(Int32)
}

extension ForwardingGraph {
  /// Calls `body` for everything that a turn (its number) or a source node (the complement of its number)
  /// comes from directly.
  package func forEachSource(of member: Int32, _ body: (TurnSource) -> Void) {
    guard member >= 0 else {
      for link in sources.sources[Int(~member)] { body(link >= 0 ? .hop(link) : .node(~link)) }
      return
    }
    let turn = Int(member)
    let source = turns.sources[turn]
    switch turns.rules[turn] {
    case .none: break
    case .inferred, .originOnly: body(.node(source))
    case .recorded:
      forEachRecordedHop(of: Int(source), actor: turns.actors[turn]) { body(.hop(Int32($0))) }
    }
  }
}

private struct Ordering {
  var steps: [TurnOrder.Step] = []
  var listed: [Int32] = []

  private let turns: Turns
  private let recordOfHop: IndexColumn
  private let sources: IndexLists
  // For each source node: the largest turn that it comes from, directly or not.
  private var lastTurn: [Int32]
  private var isDone: [Bool]
  // For the window in hand: where it keeps each source node.
  private var placeOfNode: [Int32]
  private var nextTurn = 0
  private var firstListed = 0

  init(_ graph: ForwardingGraph) {
    turns = graph.turns
    recordOfHop = graph.hops.records
    sources = graph.sources.sources
    lastTurn = [Int32](repeating: -1, count: sources.count)
    isDone = [Bool](repeating: false, count: sources.count)
    placeOfNode = [Int32](repeating: -1, count: sources.count)
    for node in 0..<sources.count {
      var last: Int32 = -1
      for link in sources[node] {
        last = max(last, link >= 0 ? turn(ofHop: link) : lastTurn[Int(~link)])
      }
      lastTurn[node] = last
    }
  }

  private func turn(ofHop hop: Int32) -> Int32 { turns.ofRecord[Int(recordOfHop[Int(hop)])] }

  mutating func run() {
    let windows = self.windows
    var window = 0
    var turn = 0
    while turn < turns.count {
      if window < windows.count, windows[window].lowerBound == turn {
        close(before: turn)
        sort(windows[window])
        turn = windows[window].upperBound
        nextTurn = turn
        window += 1
        continue
      }
      if turns.rules[turn] == .inferred || turns.rules[turn] == .originOnly {
        list(turns.sources[turn], before: turn)
      }
      turn += 1
    }
    close(before: turn)
  }

  /// The ranges of turns that come from one with no smaller number than their own, overlapping ones joined:
  /// all circles lie within them, for a circle leads back past every number that it covers.
  private var windows: [Range<Int>] {
    var windows: [Range<Int>] = []
    for turn in 0..<turns.count {
      let source = turns.sources[turn]
      let last: Int32 =
        switch turns.rules[turn] {
        case .none: -1
        case .recorded: turns.ofRecord[Int(source)]
        case .inferred, .originOnly: lastTurn[Int(source)]
        }
      guard Int(last) >= turn else { continue }
      if let open = windows.last, turn < open.upperBound {
        windows[windows.count - 1] = open.lowerBound..<max(open.upperBound, Int(last) + 1)
      } else {
        windows.append(turn..<Int(last) + 1)
      }
    }
    return windows
  }

  /// Ends the step in hand with what is listed.
  private mutating func closeList(isCircle: Bool = false) {
    guard firstListed < listed.count else { return }
    steps.append(
      TurnOrder.Step(
        turns: nextTurn..<nextTurn, listed: firstListed..<listed.count, isCircle: isCircle))
    firstListed = listed.count
  }

  /// Takes the turns up to one in, after what is listed so far.
  private mutating func close(before turn: Int) {
    closeList()
    guard nextTurn < turn else { return }
    steps.append(
      TurnOrder.Step(
        turns: nextTurn..<turn, listed: firstListed..<firstListed, isCircle: false))
    nextTurn = turn
  }

  /// Lists a source node and those that it comes from, unless they are listed already.
  private mutating func list(_ node: Int32, before turn: Int) {
    guard !isDone[Int(node)] else { return }
    close(before: turn)
    var path: [(node: Int32, cursor: Int32)] = [(node, 0)]
    isDone[Int(node)] = true
    while let top = path.last {
      let links = sources.range(Int(top.node))
      let place = links.lowerBound + Int(top.cursor)
      guard place < links.upperBound else {
        listed.append(~top.node)
        path.removeLast()
        continue
      }
      path[path.count - 1].cursor += 1
      let link = sources.values[place]
      if link < 0, !isDone[Int(~link)] {
        isDone[Int(~link)] = true
        path.append((~link, 0))
      }
    }
  }

  /// Sorts the turns of a window, with the source nodes that they come from.
  private mutating func sort(_ window: Range<Int>) {
    var sorting = WindowSort(
      window, turns: turns, recordOfHop: recordOfHop, sources: sources, isDone: isDone,
      places: placeOfNode)
    // Taken out, so that neither is copied when the other changes it.
    isDone = []
    placeOfNode = []
    sorting.run { component in
      if component.count == 1 {
        listed.append(component[0])
      } else {
        closeList()
        // The deepest of the walk lies furthest upstream, as far as a circle has an upstream.
        listed.append(contentsOf: component)
        closeList(isCircle: true)
      }
    }
    closeList()
    isDone = sorting.isDone
    placeOfNode = sorting.placeOfNode
  }
}
