import RepostGraph
import RepostRecords
import RepostTrace

/// A rule that holds for an item, its own or that of the items that it derives from, with the law or
/// order that the case file gives for it.
struct RuleInForce: Sendable {
  /// The rank of the outermost zone that may hold the item.
  private(set) var permittedZone: Int?
  /// The only channels that may carry it, in the order of the case file.
  private(set) var approvedChannels: [String]?
  // The texts with the value that each stands behind.
  private var zoneTexts: [(zone: Int, text: String)] = []
  private var channelTexts: [(channels: [String], text: String)] = []

  init(item: Int, _ items: ItemTable) {
    for source in Self.holders(from: item, items, holds: { $0.permittedZone != nil }) {
      guard let zone = items[source].permittedZone else { continue }
      permittedZone = min(permittedZone ?? zone, zone)
      if let text = items[source].rule, !text.isEmpty { zoneTexts.append((zone, text)) }
    }
    for source in Self.holders(from: item, items, holds: { $0.approvedChannels != nil }) {
      guard let channels = items[source].approvedChannels else { continue }
      approvedChannels = approvedChannels?.filter(channels.contains) ?? channels
      if let text = items[source].rule, !text.isEmpty { channelTexts.append((channels, text)) }
    }
  }

  /// The texts behind the rules that a record breaks: of several that hold, those that it breaks.
  ///
  /// `farthest` is the rank of the zone furthest out to which the record went, -1 for none known.
  func texts(broken: BrokenRules, farthest: Int, channel: String) -> [String] {
    var texts: [String] = []
    if broken.contains(.channel) {
      texts += channelTexts.filter { !$0.channels.contains(channel) }.map(\.text)
    }
    if broken.contains(.recipient) {
      texts += zoneTexts.filter { $0.zone < farthest }.map(\.text)
    }
    return texts
  }

  /// The nearest items, the item itself or upstream of it, that have a value of their own.
  private static func holders(
    from item: Int, _ items: ItemTable, holds: (Item) -> Bool
  ) -> [Int] {
    var found: [Int] = []
    var seen: Set<Int> = [item]
    var queue = [item]
    var next = 0
    while next < queue.count {
      let current = queue[next]
      next += 1
      if holds(items[current]) {
        found.append(current)
      } else {
        queue += items[current].derivedFrom.filter { seen.insert($0).inserted }
      }
    }
    return found
  }
}

/// The rules of all items of a case, each worked out once.
struct RuleBook: Sendable {
  /// Whether the case file gives any law or order.
  let hasTexts: Bool
  private let rules: [RuleInForce]
  private let channels: [String]

  init(_ input: ForwardingCase) {
    hasTexts = (0..<input.items.count).contains { !(input.items[$0].rule ?? "").isEmpty }
    rules = hasTexts ? (0..<input.items.count).map { RuleInForce(item: $0, input.items) } : []
    channels = hasTexts ? input.records.channelKeys : []
  }

  /// The laws or orders behind the rules that a record breaks, as the case file gives them.
  func texts(ofRecord record: Int, broken: BrokenRules, _ trace: Trace) -> [String] {
    guard hasTexts, !broken.isEmpty else { return [] }
    let farthest =
      trace.graph.hops(ofRecord: record).compactMap { trace.recipientRank($0) }.max() ?? -1
    let table = trace.input.records
    return rules[table.item(record)]
      .texts(broken: broken, farthest: farthest, channel: channels[table.channelNumber(record)])
  }
}
