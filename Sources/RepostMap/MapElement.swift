import RepostGraph
import RepostTrace

/// What an element of a map in SVG stands for.
public struct MapElement: Hashable, Sendable {
  /// The identity of the element, its `id`.
  public let id: String
  /// The entity that it stands for; `nil` where it stands for none, or for many.
  public let entity: Int?
  /// The hops that it stands for, in canonical order.
  public let hops: [Int]
  /// The entity that a line begins at; `nil` where it begins at none, or at many.
  public let from: Int?
  /// The entity that a line ends at, likewise.
  public let to: Int?

  /// Makes an element.
  ///
  /// - Parameters:
  ///   - id: Its `id` in the SVG.
  ///   - entity: The entity that it stands for.
  ///   - hops: The hops that it stands for.
  ///   - from: The entity that it begins at, where it is a line.
  ///   - to: The entity that it ends at, where it is a line.
  public init(
    id: String, entity: Int? = nil, hops: [Int] = [], from: Int? = nil, to: Int? = nil
  ) {
    self.id = id
    self.entity = entity
    self.hops = hops
    self.from = from
    self.to = to
  }
}

extension Captions {
  /// What the shapes and lines of the picture stand for, in the order in which they are drawn.
  ///
  /// Lines of records that someone asked for or signed off stand for the hops of these records.
  var elements: [MapElement] {
    let id = ElementID(trace: plan.trace)
    var elements: [MapElement] = plan.shown.map {
      MapElement(id: id.shape(.entity($0), in: plan.folding), entity: $0)
    }
    for actor in plan.publishers {
      elements.append(
        MapElement(id: id.shape(.publications(actor), in: plan.folding), entity: actor))
    }
    guard plan.view.layout != .time else {
      for (id, connection) in TimePainter(plan: plan, wording: wording).elements {
        elements.append(element(id, connection))
      }
      return elements
    }
    for connection in plan.connections {
      let line = id.line(connection, in: plan.folding)
      elements.append(element(line, connection))
      if connection.hasJunction { elements.append(element(line + "-end", connection)) }
    }
    return elements
  }

  private func element(_ id: String, _ connection: Connection) -> MapElement {
    MapElement(
      id: id, hops: hops(of: connection), from: entity(connection.tail), to: entity(connection.head)
    )
  }

  private func entity(_ shape: Shape) -> Int? {
    switch shape {
    case .entity(let entity), .publications(let entity): entity
    case .summary, .junction: nil
    }
  }

  private func hops(of connection: Connection) -> [Int] {
    guard connection.isRequest else { return connection.hops }
    let records = Set(connection.directed + connection.approved)
    return records.sorted().flatMap { Array(plan.trace.graph.hops(ofRecord: $0)) }
  }
}
