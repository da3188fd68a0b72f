import RepostRecords
import RepostTrace

/// A rule that holds for an item, its own or that of the items that it derives from, with the law or
/// order that the case file gives for it.
struct RuleInForce {
  /// The rank of the outermost zone that may hold the item.
  private(set) var permittedZone: Int?
  /// The only channels that may carry it, in the order of the case file.
  private(set) var approvedChannels: [String]?
  private var zoneTexts: [String] = []
  private var channelTexts: [String] = []

  init(item: Int, _ items: ItemTable) {
    for source in Self.holders(from: item, items, holds: { $0.permittedZone != nil }) {
      guard let zone = items[source].permittedZone else { continue }
      permittedZone = min(permittedZone ?? zone, zone)
      Self.add(items[source].rule, to: &zoneTexts)
    }
    for source in Self.holders(from: item, items, holds: { $0.approvedChannels != nil }) {
      guard let channels = items[source].approvedChannels else { continue }
      approvedChannels = approvedChannels?.filter(channels.contains) ?? channels
      Self.add(items[source].rule, to: &channelTexts)
    }
  }

  /// The texts behind broken rules, each once.
  func texts(_ broken: BrokenRules) -> [String] {
    var texts = broken.contains(.channel) ? channelTexts : []
    if broken.contains(.recipient) { texts += zoneTexts.filter { !texts.contains($0) } }
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

  private static func add(_ text: String?, to texts: inout [String]) {
    guard let text, !text.isEmpty, !texts.contains(text) else { return }
    texts.append(text)
  }
}
