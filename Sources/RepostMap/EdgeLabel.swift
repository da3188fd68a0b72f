import GraphvizKit
import RepostGraph
import RepostRecords
import RepostTrace

/// What stands on the line of some hops: what they are first in, their numbers, times and channels.
struct EdgeLabel {
  let plan: MapPlan
  let wording: MapWording
  let marks: Marks
  let channels: ChannelTable

  private var trace: Trace { plan.trace }
  private var text: RecordText { RecordText(trace: trace, wording: wording) }

  /// Hops that a label names together.
  private struct Group {
    let time: String
    let channel: String
    let certainty: String?
    var records: [Int]
  }

  /// The lines of the label; none for no hop.
  func lines(_ hops: [Int]) -> [[TextRun]] {
    guard let first = hops.first else { return [] }
    let groups = grouped(hops)
    var lines = markLines(hops)
    let ink = channels.styles(of: [first])[0].ink
    for group in groups.prefix(3) {
      let numbers = TextRun(text.numbers(group.records), size: 13, color: ink, bold: true)
      let time = TextRun(" " + group.time, size: 11, color: ink, bold: true)
      var channel = [TextRun(group.channel, size: 11, color: ink)]
      if let certainty = group.certainty {
        channel.append(TextRun(certainty, size: 11, color: ink, italic: true))
      }
      if groups.count == 1 {
        lines += [[numbers, time], channel]
      } else {
        lines.append([numbers, time, TextRun(" ", size: 11)] + channel)
      }
    }
    if groups.count > 3 {
      let more = groups.dropFirst(3).reduce(0) { $0 + $1.records.count }
      lines.append([
        TextRun(wording(.moreRecords, wording.number(more)), size: 11, color: .faintInk)
      ])
    }
    return lines
  }

  private func grouped(_ hops: [Int]) -> [Group] {
    var groups: [Group] = []
    var places: [[String?]: Int] = [:]
    for hop in hops {
      let record = trace.graph.record(ofHop: hop)
      let key = [text.time(record), text.channel(record), text.certainty(record)]
      if let place = places[key] {
        groups[place].records.append(record)
      } else {
        places[key] = groups.count
        groups.append(
          Group(
            time: text.time(record), channel: text.channel(record),
            certainty: text.certainty(record), records: [record]))
      }
    }
    return groups
  }

  private func markLines(_ hops: [Int]) -> [[TextRun]] {
    let mark = hops.reduce(into: Mark()) { $0.formUnion(marks.hop($1)) }
    var lines: [[TextRun]] = []
    if mark.contains(.firstExternal) {
      let word: MapWord =
        trace.firstExternal.status == .one ? .firstExternal : .possibleFirstExternal
      lines.append([TextRun(wording[word], size: 15, color: .vermilionInk, bold: true)])
    }
    if mark.contains(.firstBreach) {
      let word: MapWord =
        trace.firstBreach.status != .one
        ? .possibleFirstBreach : trace.outsideOrigins.isEmpty ? .firstBreach : .firstBreachOnRecord
      lines.append([TextRun(wording[word], size: 15, color: .orangeInk, bold: true)])
      if let broken = broken(hops) {
        lines.append([TextRun(wording[broken], size: 11, color: .orangeInk)])
      }
    }
    return lines
  }

  /// Which rules the first breaches among some hops break.
  private func broken(_ hops: [Int]) -> MapWord? {
    let broken = hops.filter { marks.hop($0).contains(.firstBreach) }
      .reduce(into: BrokenRules()) { $0.formUnion(trace.breaks[$1]) }
    if broken == [.channel, .recipient] { return .breaksBoth }
    if broken == .channel { return .breaksChannel }
    return broken == .recipient ? .breaksRecipient : nil
  }
}
