internal import RepostRecords

/// Sorts turns that come from one another out of the order of their numbers, with their source nodes, by
/// Tarjan's algorithm (1972).
struct WindowSort {
  private(set) var isDone: [Bool]
  /// The place of each source node that this window has met, else -1.
  private(set) var placeOfNode: [Int32]

  private let window: Range<Int>
  private let turns: Turns
  private let recordOfHop: IndexColumn
  private let sources: IndexLists
  // A turn's place is its number in the window; the places of source nodes come after these.
  private var nodes: [Int32] = []
  private var number: [Int32]
  private var low: [Int32]
  private var isOpen: [Bool]
  private var open: [Int32] = []
  private var path: [(place: Int32, cursor: Int32)] = []
  private var next: Int32 = 1

  init(
    _ window: Range<Int>, turns: Turns, recordOfHop: IndexColumn, sources: IndexLists,
    isDone: [Bool], places: [Int32]
  ) {
    self.window = window
    self.turns = turns
    self.recordOfHop = recordOfHop
    self.sources = sources
    self.isDone = isDone
    placeOfNode = places
    number = [Int32](repeating: 0, count: window.count)
    low = number
    isOpen = [Bool](repeating: false, count: window.count)
  }

  /// Calls `body` for each set of turns and source nodes that are each downstream of all the others, with
  /// whatever comes from upstream first; a source node stands there as the complement of its number.
  mutating func run(_ body: (ArraySlice<Int32>) -> Void) {
    var component: [Int32] = []
    for root in 0..<window.count where number[root] == 0 {
      enter(Int32(root))
      while let top = path.last {
        let place = Int(top.place)
        var cursor = top.cursor
        let found = source(of: place, &cursor)
        path[path.count - 1].cursor = cursor
        if let found {
          if number[Int(found)] == 0 {
            enter(found)
          } else if isOpen[Int(found)] {
            low[place] = min(low[place], number[Int(found)])
          }
          continue
        }
        path.removeLast()
        if let parent = path.last {
          low[Int(parent.place)] = min(low[Int(parent.place)], low[place])
        }
        guard low[place] == number[place] else { continue }
        component.removeAll(keepingCapacity: true)
        while let member = open.popLast() {
          isOpen[Int(member)] = false
          component.append(listing(of: Int(member)))
          if Int(member) == place { break }
        }
        body(component[...])
      }
    }
    for node in nodes {
      isDone[Int(node)] = true
      placeOfNode[Int(node)] = -1
    }
  }

  private mutating func enter(_ place: Int32) {
    number[Int(place)] = next
    low[Int(place)] = next
    next += 1
    open.append(place)
    isOpen[Int(place)] = true
    path.append((place, 0))
  }

  private func listing(of place: Int) -> Int32 {
    place < window.count ? Int32(window.lowerBound + place) : ~nodes[place - window.count]
  }

  /// The next place that a place comes from, or `nil` after the last; what is done is passed over.
  private mutating func source(of place: Int, _ cursor: inout Int32) -> Int32? {
    guard place >= window.count else {
      guard cursor == 0 else { return nil }
      cursor = 1
      let turn = window.lowerBound + place
      switch turns.rules[turn] {
      case .none: return nil
      case .recorded: return self.place(ofTurn: turns.ofRecord[Int(turns.sources[turn])])
      case .inferred, .originOnly: return self.place(ofNode: turns.sources[turn])
      }
    }
    let links = sources.range(Int(nodes[place - window.count]))
    while links.lowerBound + Int(cursor) < links.upperBound {
      let link = sources.values[links.lowerBound + Int(cursor)]
      cursor += 1
      let found =
        link < 0
        ? self.place(ofNode: ~link)
        : self.place(ofTurn: turns.ofRecord[Int(recordOfHop[Int(link)])])
      if let found { return found }
    }
    return nil
  }

  private func place(ofTurn turn: Int32) -> Int32? {
    Int(turn) < window.lowerBound ? nil : turn - Int32(window.lowerBound)
  }

  private mutating func place(ofNode node: Int32) -> Int32? {
    if isDone[Int(node)] { return nil }
    if placeOfNode[Int(node)] >= 0 { return placeOfNode[Int(node)] }
    let place = Int32(number.count)
    placeOfNode[Int(node)] = place
    nodes.append(node)
    number.append(0)
    low.append(0)
    isOpen.append(false)
    return place
  }
}
