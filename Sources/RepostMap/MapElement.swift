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

  /// Makes an element.
  ///
  /// - Parameters:
  ///   - id: Its `id` in the SVG.
  ///   - entity: The entity that it stands for.
  ///   - hops: The hops that it stands for.
  public init(id: String, entity: Int? = nil, hops: [Int] = []) {
    self.id = id
    self.entity = entity
    self.hops = hops
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
        elements.append(MapElement(id: id, hops: hops(of: connection)))
      }
      return elements
    }
    for connection in plan.connections {
      let line = id.line(connection, in: plan.folding)
      let hops = hops(of: connection)
      elements.append(MapElement(id: line, hops: hops))
      if connection.hasJunction { elements.append(MapElement(id: line + "-end", hops: hops)) }
    }
    return elements
  }

  private func hops(of connection: Connection) -> [Int] {
    guard connection.isRequest else { return connection.hops }
    let records = Set(connection.directed + connection.approved)
    return records.sorted().flatMap { Array(plan.trace.graph.hops(ofRecord: $0)) }
  }
}
