import RepostGraph
import RepostRecords
import RepostTrace

/// A rule that holds for an item, its own or that of the items that it derives from, with the law or
/// order that the case file gives for it.
struct RuleInForce {
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

extension Trace {
  /// The laws or orders behind the rules that a record breaks, as the case file gives them.
  func ruleTexts(ofRecord record: Int) -> [String] {
    let broken = broken(record)
    guard !broken.isEmpty else { return [] }
    let farthest = graph.hops(ofRecord: record).compactMap { recipientRank($0) }.max() ?? -1
    return RuleInForce(item: input.records.item(record), input.items)
      .texts(broken: broken, farthest: farthest, channel: input.records.channelKey(record))
  }
}
