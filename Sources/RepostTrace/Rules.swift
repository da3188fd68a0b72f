import RepostGraph
import RepostRecords

/// Which rules a hop breaks.
public struct BrokenRules: OptionSet, Hashable, Sendable {
  /// The set as bits.
  public let rawValue: UInt8

  /// Makes a set from its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The item has approved channels, and this is none of them.
  public static let channel = BrokenRules(rawValue: 1)
  /// The recipient stands further out than the item is permitted.
  public static let recipient = BrokenRules(rawValue: 2)

  /// The words that files use, in their order.
  public var words: [String] {
    (contains(.channel) ? ["channel"] : []) + (contains(.recipient) ? ["recipient"] : [])
  }
}

/// The rules that hold for each item, its own or those of what it derives from.
struct ItemRules {
  let permittedZones: [Int?]
  let approvedChannels: [Set<String>?]

  /// Whether some of the items have no rule between them.
  func isEmpty(_ items: some Sequence<Int>) -> Bool {
    items.allSatisfy { permittedZones[$0] == nil && approvedChannels[$0] == nil }
  }

  init(_ items: ItemTable) {
    var zones = [Int?](repeating: nil, count: items.count)
    var channels = [Set<String>?](repeating: nil, count: items.count)
    var isDone = [Bool](repeating: false, count: items.count)
    for item in 0..<items.count {
      var path = [item]
      while let next = path.last {
        guard !isDone[next] else {
          path.removeLast()
          continue
        }
        let sources = items[next].derivedFrom
        let open = sources.filter { !isDone[$0] }
        guard open.isEmpty else {
          path.append(contentsOf: open)
          continue
        }
        zones[next] = items[next].permittedZone ?? sources.compactMap { zones[$0] }.min()
        if let own = items[next].approvedChannels {
          channels[next] = Set(own)
        } else {
          channels[next] = sources.compactMap { channels[$0] }.reduce(nil) { common, set in
            common?.intersection(set) ?? set
          }
        }
        isDone[next] = true
        path.removeLast()
      }
    }
    permittedZones = zones
    approvedChannels = channels
  }

  /// What a hop breaks, and whether the records leave open what it breaks.
  func judge(item: Int, channel: String, recipientRank: Int) -> (broken: BrokenRules, isOpen: Bool)
  {
    var broken: BrokenRules = []
    var isOpen = false
    if let approved = approvedChannels[item] {
      if channel != "unknown" || approved.isEmpty {
        if !approved.contains(channel) { broken.insert(.channel) }
      } else {
        isOpen = true
      }
    }
    if let permitted = permittedZones[item] {
      if recipientRank < 0 {
        isOpen = true
      } else if recipientRank > permitted {
        broken.insert(.recipient)
      }
    }
    return (broken, isOpen)
  }
}
