import GraphvizKit
import RepostGraph
import RepostRecords
import RepostTrace

/// The identities of elements in SVG: they come from the ids of entities and records, so that the same
/// person and the same hop keep theirs when records are added.
struct ElementID {
  let trace: Trace

  /// The identity of a shape.
  func shape(_ shape: Shape, in folding: Folding) -> String {
    switch shape {
    case .entity(let entity): "entity-" + Self.token(trace.id(entity))
    case .publications(let actor): "published-" + Self.token(trace.id(actor))
    case .junction(let place): "junction-\(place)"
    case .summary(let place):
      "folded-" + (folding.summaries[place].owner.map { Self.token(trace.id($0)) } ?? "_")
        + "-" + zone(folding.summaries[place].zone)
    }
  }

  /// The identity of a line, which is that of its first hop where it has one.
  func line(_ connection: Connection, in folding: Folding) -> String {
    if let hop = connection.hops.first {
      let id = "hop-" + Self.token(trace.id(ofHop: hop))
      // A broadcast is drawn to each of those who took it up.
      guard trace.graph.recipient(ofHop: hop) == nil, case .entity = connection.head else {
        return id
      }
      return id + "-" + shape(connection.head, in: folding)
    }
    return "link-" + shape(connection.tail, in: folding) + "-"
      + shape(connection.head, in: folding)
  }

  /// The identity of the box of a zone, by its rank.
  func zone(_ rank: Int) -> String {
    "zone-" + (rank < 0 ? "_" : Self.token(trace.input.settings.zones[rank]))
  }

  /// A text in letters, digits and `-` of ASCII, from which no other text gives the same.
  static func token(_ text: String) -> String {
    var token = ""
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for scalar in text.unicodeScalars {
      hash = (hash ^ UInt64(scalar.value)) &* 0x0000_0100_0000_01b3
      guard token.utf8.count < 80 else { continue }
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-": token.unicodeScalars.append(scalar)
      default: token += "_" + String(scalar.value, radix: 16) + "_"
      }
    }
    // Of a text that is too long, its hash stands for the rest.
    return token.utf8.count < 80 ? token : token + "_" + String(hash, radix: 16)
  }
}
