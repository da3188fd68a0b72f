import RepostGraph
import RepostRecords

/// Where everyone stands: inside, outside, or unknown.
public struct Boundary: Sendable {
  /// The rank of the first zone that counts as outside.
  public let rank: Int
  /// The rank at which the recipient of each hop stands, or -1 where that is unknown.
  package let recipientRanks: RecipientRanks
  /// The rank at or beyond which the actor of each record is known to stand, or -1.
  package let actorRanks: ActorRanks
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
    let recipientRanks = RecipientRanks(
      recipients: graph.hops.recipients, standing: standing, audience: audience)

    var shown = entities.zones
    var unnamed: [Int16] = []
    for record in graph.hops.recordOfUnnamed.map(Int.init) {
      let parent = graph.recorded.record[record]
      let ranks = parent < 0 ? [] : graph.hops.range(Int(parent)).map { recipientRanks[$0] }
      // Known to be at least as far out as the innermost place where the item was received.
      unnamed.append(ranks.min() ?? EntityTable.unknownZone)
      shown.append(ranks.min() == ranks.max() ? unnamed.last ?? -1 : EntityTable.unknownZone)
    }
    self.recipientRanks = recipientRanks
    actorRanks = ActorRanks(
      actors: graph.hops.actors, zones: entities.zones, unnamed: unnamed)
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

/// The rank at which the recipient of each hop stands, or -1 where that is unknown.
package struct RecipientRanks: Sendable {
  fileprivate let recipients: [Int32]
  fileprivate let standing: [Int16]
  fileprivate let audience: Int16

  package subscript(hop: Int) -> Int16 {
    recipients[hop] < 0 ? audience : standing[Int(recipients[hop])]
  }
}

/// The rank at or beyond which the actor of each record is known to stand, or -1.
package struct ActorRanks: Sendable {
  fileprivate let actors: [Int32]
  fileprivate let zones: [Int16]
  fileprivate let unnamed: [Int16]

  package subscript(record: Int) -> Int16 {
    let actor = Int(actors[record])
    return actor < zones.count ? zones[actor] : unnamed[actor - zones.count]
  }
}
