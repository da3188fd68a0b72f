/// What a line of the map begins or ends at.
enum Shape: Hashable {
  /// An entity that is drawn.
  case entity(Int)
  /// A summary of entities that are not, by its place.
  case summary(Int)
  /// The publications of an actor, of which nobody is recorded to have taken them up.
  case publications(Int)
  /// A point on a line, by the place of its connection: what was asked for or signed off is that hop.
  case junction(Int)
}

/// Everything that is drawn from one shape to another, as one line.
struct Connection {
  /// Where the line begins.
  let tail: Shape
  /// Where the line ends.
  let head: Shape
  /// The hops that it stands for, in canonical order.
  var hops: [Int] = []
  /// The records that the one at its tail asked for: hops of the line that it meets, or made by the one
  /// at its head.
  var directed: [Int] = []
  /// The records that the one at its tail signed off, likewise.
  var approved: [Int] = []
  /// Whether the one at its head belongs to the collective at its tail and got the item there.
  var isMembership = false
  /// Whether the item came to its head from its tail by no recorded receipt.
  var isGap = false
  /// Whether a message that its head passed on names its tail as the author, with no step between.
  var namesAuthor = false
  /// Whether one of its ends stands for entities that are not drawn.
  var isFolded = false
  /// Whether it lies on the way from an origin to the first external hop.
  var isOnChain = false
  /// Whether lines from those who asked for a hop of it, or signed one off, meet it at a junction.
  var hasJunction = false
  /// How many first got the item this way, the one at its head included.
  var people = 0

  init(from tail: Shape, to head: Shape) {
    self.tail = tail
    self.head = head
  }

  /// Whether it stands for what was asked for or signed off, and for nothing else.
  var isRequest: Bool {
    hops.isEmpty && !(directed.isEmpty && approved.isEmpty)
  }
}

/// Connections in the order in which they are first mentioned, one for each ordered pair of shapes.
struct ConnectionTable {
  private(set) var connections: [Connection] = []
  private var places: [Shape: [Shape: Int]] = [:]

  /// The connection of a pair, which is made where there is none.
  subscript(tail: Shape, head: Shape) -> Connection {
    get { places[tail]?[head].map { connections[$0] } ?? Connection(from: tail, to: head) }
    _modify {
      var place = connections.count
      if let known = places[tail]?[head] {
        place = known
      } else {
        places[tail, default: [:]][head] = place
        connections.append(Connection(from: tail, to: head))
      }
      yield &connections[place]
    }
  }

  /// The place of the connection of a pair, or `nil` where there is none.
  func place(_ tail: Shape, _ head: Shape) -> Int? { places[tail]?[head] }

  /// Gives a connection the junction at which others meet it.
  mutating func join(_ place: Int) { connections[place].hasJunction = true }

  /// Whether there is a connection of a pair.
  func holds(_ tail: Shape, _ head: Shape) -> Bool { places[tail]?[head] != nil }

  /// Marks the connection of a pair, where there is one.
  mutating func markChain(_ tail: Shape, _ head: Shape) {
    if let place = places[tail]?[head] { connections[place].isOnChain = true }
  }

  /// Says of every connection how many first got the item by it.
  mutating func countPeople(_ count: (Connection) -> Int) {
    for place in connections.indices { connections[place].people = count(connections[place]) }
  }

  /// Puts the hops of every connection in an order.
  mutating func sortHops(by key: (Int) -> (Int32, Int)) {
    for place in connections.indices { connections[place].hops.sort { key($0) < key($1) } }
  }
}
