import RepostGraph
import RepostRecords

/// Where everyone stands: inside, outside, or unknown.
public struct Boundary: Sendable {
  /// The rank of the first zone that counts as outside.
  public let rank: Int
  /// The rank at which the recipient of each hop stands, or -1 where that is unknown.
  package let recipientRanks: [Int16]
  /// The rank at or beyond which the actor of each record is known to stand, or -1.
  package let actorRanks: [Int16]
  /// The rank of the zone that maps draw each entity in, or -1; an unnamed actor where it stands.
  package let shownZones: [Int16]

  init(_ input: ForwardingCase, _ graph: ForwardingGraph) {
    let entities = input.entities
    let settings = input.settings
    let audience = Int16(settings.publicZone ?? settings.zones.count - 1)
    let boundary = Int16(settings.boundary)
    rank = settings.boundary

    var standing = entities.zones
    for (collective, members) in entities.members where entities.kinds[Int(collective)].isCollective
    {
      let outermost = members.map { entities.zones[Int($0)] }.max() ?? EntityTable.unknownZone
      // Where nobody knows the collective's zone, only a member who is outside puts it anywhere.
      if standing[Int(collective)] >= 0 || outermost >= boundary {
        standing[Int(collective)] = max(standing[Int(collective)], outermost)
      }
    }
    let recipientRanks = graph.hops.recipients.map { $0 < 0 ? audience : standing[Int($0)] }

    var shown = entities.zones
    var actors = [Int16](repeating: EntityTable.unknownZone, count: input.records.count)
    for record in 0..<input.records.count {
      let actor = Int(graph.hops.actors[record])
      if actor < entities.count {
        actors[record] = entities.zones[actor]
        continue
      }
      let parent = graph.recorded.record[record]
      let ranks = parent < 0 ? [] : graph.hops.range(Int(parent)).map { recipientRanks[$0] }
      // Known to be at least as far out as the innermost place where the item was received.
      actors[record] = ranks.min() ?? EntityTable.unknownZone
      shown.append(ranks.min() == ranks.max() ? actors[record] : EntityTable.unknownZone)
    }
    self.recipientRanks = recipientRanks
    actorRanks = actors
    shownZones = shown
  }

  /// Whether a hop goes from an actor who is not outside to a recipient who is.
  func isExit(_ hop: Int, _ graph: ForwardingGraph) -> Bool {
    Int(recipientRanks[hop]) >= rank && !isActorOutside(hop, graph)
  }

  func isActorOutside(_ hop: Int, _ graph: ForwardingGraph) -> Bool {
    Int(actorRanks[Int(graph.hops.records[hop])]) >= rank
  }
}
