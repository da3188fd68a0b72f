import GraphvizKit
import RepostGraph
import RepostRecords
import RepostTrace

/// The channels of the lines that are drawn, with the manner of each.
struct ChannelTable {
  /// The channels as the legend lists them.
  private(set) var channels: [(word: String, style: ChannelStyle)] = []
  private var styleOfName: [String: ChannelStyle] = [:]
  private let trace: Trace

  init(_ plan: MapPlan, _ wording: MapWording) {
    trace = plan.trace
    var hops: [Int] = []
    for connection in plan.connections { hops += connection.hops }
    var known: Set<KnownChannel> = []
    var others: [String] = []
    for name in Self.names(hops, plan.trace) {
      if let channel = KnownChannel(name) {
        known.insert(channel)
        styleOfName[name] = ChannelStyle(channel)
      } else {
        others.append(name)
      }
    }
    for channel in KnownChannel.allCases where known.contains(channel) && channel != .unknown {
      channels.append((channel.word(wording.language), ChannelStyle(channel)))
    }
    for (place, name) in others.enumerated() {
      let style = ChannelStyle(other: place)
      styleOfName[name] = style
      channels.append((name, style))
    }
    if known.contains(.unknown) {
      channels.append((KnownChannel.unknown.word(wording.language), ChannelStyle(.unknown)))
    }
  }

  /// The different manners of some hops, in their order; one at least.
  func styles(of hops: [Int]) -> [ChannelStyle] {
    var styles: [ChannelStyle] = []
    for name in Self.names(hops, trace) {
      let style = styleOfName[name] ?? ChannelStyle(.unknown)
      if !styles.contains(style) { styles.append(style) }
    }
    return styles.isEmpty ? [ChannelStyle(.unknown)] : styles
  }

  /// The different names of the channels of some hops, in canonical order of their first records.
  private static func names(_ hops: [Int], _ trace: Trace) -> [String] {
    let rank = trace.graph.order.rank
    var firstOfChannel: [Int: Int32] = [:]
    for hop in hops {
      let record = trace.graph.record(ofHop: hop)
      let channel = trace.input.records.channelNumber(record)
      firstOfChannel[channel] = min(firstOfChannel[channel] ?? .max, rank[record])
    }
    return firstOfChannel.sorted { $0.value < $1.value }
      .map { trace.input.records.channel(number: $0.key) }
  }
}
