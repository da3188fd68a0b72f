import GraphvizKit
import RepostGraph
import RepostTrace

/// How far an arrangement is from reading order.
struct Faults: Comparable {
  /// Pairs of zones of which the outer one stands neither to the right of the inner one nor below it.
  private(set) var zones = 0
  /// Hops that go to the left.
  private(set) var backward = 0
  /// Lines that run below a shape which they neither come from nor go to.
  private(set) var hidden = 0
  /// Neighbours from top to bottom of which the later one stands above.
  private(set) var turned = 0

  /// Whether everything is in order.
  var isNone: Bool { zones == 0 && backward == 0 && hidden == 0 && turned == 0 }

  static func < (a: Faults, b: Faults) -> Bool {
    (a.weight, a.turned) < (b.weight, b.turned)
  }

  private var weight: Int { 2 * zones + backward + 2 * hidden }

  init(_ plan: MapPlan, _ arrangement: Arrangement) {
    guard plan.view.layout != .tree else { return }
    countZones(plan, arrangement)
    for connection in plan.connections where !connection.hops.isEmpty {
      if let tail = arrangement.nodes[connection.tail.nodeID],
        let head = arrangement.nodes[connection.head.nodeID], tail.x > head.x + 1
      {
        backward += 1
      }
    }
    countHidden(plan, arrangement)
    countTurned(plan, arrangement)
  }

  private mutating func countHidden(_ plan: MapPlan, _ arrangement: Arrangement) {
    let frames = arrangement.nodes.compactMap { id, place in
      arrangement.sizes[id].map { (id, Frame(around: place, $0).inset(by: 4)) }
    }
    var paths = arrangement.edges[...]
    for (place, connection) in plan.connections.enumerated() {
      // As they are drawn: a line with a junction in two parts.
      let middle = Shape.junction(place)
      let parts =
        connection.hasJunction
        ? [(connection.tail, middle), (middle, connection.head)]
        : [(connection.tail, connection.head)]
      for (tail, head) in parts {
        guard let path = paths.popFirst()?.path.map({ SampledPath($0) }) else { continue }
        let ends = [tail.nodeID, head.nodeID]
        let isHidden = frames.contains { id, frame in
          !ends.contains(id) && path.passes(through: frame)
        }
        if isHidden { hidden += 1 }
      }
    }
  }

  private mutating func countZones(_ plan: MapPlan, _ arrangement: Arrangement) {
    let frames = plan.zones.compactMap { arrangement.clusters[MapPainter.name(ofZone: $0)] }
    for (place, inner) in frames.enumerated() {
      for outer in frames[(place + 1)...] {
        let isBeside =
          inner.upperRight.x <= outer.lowerLeft.x || outer.upperRight.x <= inner.lowerLeft.x
        let isInOrder =
          isBeside
          ? inner.lowerLeft.x < outer.lowerLeft.x
          : inner.lowerLeft.y + inner.upperRight.y > outer.lowerLeft.y + outer.upperRight.y
        if !isInOrder { zones += 1 }
      }
    }
  }

  /// Counts among those who got it from one shape, and among origins, in each zone.
  private mutating func countTurned(_ plan: MapPlan, _ arrangement: Arrangement) {
    struct Member {
      let rank: Int32
      let y: Double
    }
    let rank = plan.trace.graph.order.rank
    var groups: [[Int]: [Member]] = [:]
    func add(_ shape: Shape, _ key: [Int], _ hop: Int) {
      guard let place = arrangement.nodes[shape.nodeID] else { return }
      let member = Member(rank: rank[plan.trace.graph.record(ofHop: hop)], y: place.y)
      groups[key, default: []].append(member)
    }
    var isCounted: Set<Int> = []
    for connection in plan.connections {
      guard let hop = connection.hops.first, case .entity(let tail) = connection.tail else {
        continue
      }
      if case .entity(let head) = connection.head {
        add(connection.head, [tail, plan.zone(head)], hop)
      }
      if plan.trace.measures.isOrigin[tail], isCounted.insert(tail).inserted {
        add(connection.tail, [-1, plan.zone(tail)], hop)
      }
    }
    for members in groups.values {
      let sorted = members.sorted { ($0.rank, -$0.y) < ($1.rank, -$1.y) }
      for (earlier, later) in zip(sorted, sorted.dropFirst())
      where earlier.rank < later.rank && earlier.y < later.y - 1 {
        turned += 1
      }
    }
  }
}
