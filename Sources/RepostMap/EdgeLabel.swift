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
    let mark: Mark
    let time: String?
    let channel: String
    let certainty: String?
    var hops: [Int]
  }

  /// The lines of the label, those of hops that are first in something by themselves.
  func lines(_ hops: [Int]) -> (first: [[TextRun]], others: [[TextRun]]) {
    let groups = grouped(hops)
    let marked = groups.filter { !$0.mark.isEmpty }
    return (lines(of: marked, in: groups), lines(of: groups.filter(\.mark.isEmpty), in: groups))
  }

  /// Lines of text in a table, on a ground where one is given.
  static func table(_ lines: [[TextRun]], ground: DrawingColor? = nil) -> HTMLTable {
    HTMLTable(rows(lines), cellPadding: 0, background: ground)
  }

  /// Lines of text in a frame.
  static func framed(_ lines: [[TextRun]], _ color: DrawingColor) -> HTMLTable {
    // Letters stand high in their lines: some space above them puts them in the middle.
    let inner = HTMLTable([[HTMLCell(height: 3)]] + rows(lines), cellPadding: 0)
    // Bold Han letters are wider than the layout takes them to be.
    return HTMLTable(
      [[HTMLCell(HTMLLabel(inner), padding: 4)]], border: 1, color: color, background: .white,
      isRounded: true)
  }

  private static func rows(_ lines: [[TextRun]]) -> [[HTMLCell]] {
    lines.map { [HTMLCell(HTMLLabel([$0]), padding: 1)] }
  }

  private func lines(of part: [Group], in groups: [Group]) -> [[TextRun]] {
    var lines: [[TextRun]] = []
    for group in part.prefix(3) {
      let ink = channels.styles(of: Array(group.hops.prefix(1)))[0].ink
      let records = group.hops.map { trace.graph.record(ofHop: $0) }
      lines += markLines(group)
      lines += narrow(pieces(group, records, ink))
      lines += itemLines(records)
    }
    if part.count > 3 {
      let more = part.dropFirst(3).reduce(0) { $0 + $1.hops.count }
      lines.append([
        TextRun(wording(.moreRecords, wording.number(more)), size: 11, color: .faintInk)
      ])
    }
    return lines
  }

  /// A run of text that stays on one line, with its rough width in Latin letters of the usual size.
  private struct Piece {
    let runs: [TextRun]
    let width: Int

    init(_ text: String, size: Int, color: DrawingColor, bold: Bool = false, italic: Bool = false) {
      runs = [TextRun(text, size: size, color: color, bold: bold, italic: italic)]
      width = text.reduce(0) { $0 + WrappedText.width($1) }
    }

    init(_ runs: [TextRun], width: Int) {
      self.runs = runs
      self.width = width
    }
  }

  private func pieces(_ group: Group, _ records: [Int], _ ink: DrawingColor) -> [Piece] {
    let numbers = text.numbers(records)
    var first = Piece(numbers, size: 13, color: ink, bold: true)
    if let ids = text.ids(records) {
      let id = Piece(" " + ids, size: 10, color: .faintInk)
      first = Piece(first.runs + id.runs, width: first.width + id.width)
    }
    var pieces = [first]
    if let time = group.time { pieces.append(Piece(time, size: 11, color: ink, bold: true)) }
    pieces.append(Piece(group.channel, size: 11, color: ink))
    if !group.mark.contains(.firstBreach), group.hops.contains(where: { !trace.breaks[$0].isEmpty })
    {
      pieces[0] = Piece(
        pieces[0].runs + Piece(" △", size: 11, color: .orangeInk, bold: true).runs,
        width: pieces[0].width + 2)
    }
    if group.hops.contains(where: { trace.graph.recipient(ofHop: $0) == nil }) {
      pieces.append(Piece(wording[.published], size: 11, color: ink, bold: true))
    }
    if let certainty = group.certainty {
      let word = String(certainty.drop { $0 == " " })
      pieces.append(Piece(word, size: 11, color: ink, italic: true))
    }
    return pieces
  }

  /// Puts pieces into as few lines as a narrow label has: the width of labels is the width of the map.
  private func narrow(_ pieces: [Piece]) -> [[TextRun]] {
    let limit = 19
    var lines: [[TextRun]] = []
    var used = Int.max
    for piece in pieces {
      if used == .max || used + 1 + piece.width > limit {
        lines.append(piece.runs)
        used = piece.width
      } else {
        lines[lines.count - 1] += [TextRun(" ", size: 11)] + piece.runs
        used += 1 + piece.width
      }
    }
    return lines
  }

  /// The hops by what a label says of them.
  private func grouped(_ hops: [Int]) -> [Group] {
    var groups: [Group] = []
    var places: [[String?]: Int] = [:]
    for hop in hops {
      let record = trace.graph.record(ofHop: hop)
      let mark = marks.hop(hop)
      let key: [String?] = [
        text.time(record), text.channel(record), text.certainty(record), "\(mark.rawValue)",
        "\(trace.breaks[hop].isEmpty)",
        mark.contains(.firstBreach) ? trace.breaks[hop].words.joined() : nil,
      ]
      if let place = places[key] {
        groups[place].hops.append(hop)
      } else {
        places[key] = groups.count
        groups.append(
          Group(
            mark: mark, time: text.time(record, besides: plan.dates), channel: text.channel(record),
            certainty: text.certainty(record), hops: [hop]))
      }
    }
    return groups
  }

  /// What was passed on, where the case has more than one item.
  private func itemLines(_ records: [Int]) -> [[TextRun]] {
    let items = Set(records.map { trace.input.records.item($0) })
    guard plan.hasSeveralItems, let only = items.first else { return [] }
    let item = trace.input.items[only]
    let lines =
      items.count == 1
      ? WrappedText(item.title ?? item.id, width: 18, limit: 3).lines
      : [wording(.severalItems, wording.number(items.count))]
    return lines.map { [TextRun($0, size: 10, color: .faintInk)] }
  }

  private func markLines(_ group: Group) -> [[TextRun]] {
    var lines: [[TextRun]] = []
    if group.mark.contains(.firstExternal) {
      let word: MapWord =
        trace.firstExternal.status != .one
        ? .possibleFirstExternal
        : trace.outsideOrigins.isEmpty ? .firstExternal : .firstExternalOnRecord
      lines.append([TextRun(wording[word], size: 15, color: .vermilionInk, bold: true)])
    }
    if group.mark.contains(.firstBreach) {
      let word: MapWord =
        trace.firstBreach.status != .one
        ? .possibleFirstBreach : trace.outsideOrigins.isEmpty ? .firstBreach : .firstBreachOnRecord
      lines.append([TextRun(wording[word], size: 15, color: .orangeInk, bold: true)])
      if let broken = broken(group.hops) {
        lines.append([TextRun(wording[broken], size: 11, color: .orangeInk)])
      }
    }
    return lines
  }

  /// Which rules some hops break.
  private func broken(_ hops: [Int]) -> MapWord? {
    let broken = hops.reduce(into: BrokenRules()) { $0.formUnion(trace.breaks[$1]) }
    if broken == [.channel, .recipient] { return .breaksBoth }
    if broken == .channel { return .breaksChannel }
    return broken == .recipient ? .breaksRecipient : nil
  }
}
