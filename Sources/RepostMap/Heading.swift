import GraphvizKit
import RepostGraph
import RepostRecords
import RepostTrace

/// The title of the map and the answers below it.
struct Heading {
  let plan: MapPlan
  let wording: MapWording
  /// How much larger than usual its letters are.
  var scale = 1.0
  /// The width that there is for it, in points.
  var room: Double?

  /// The heading as a label.
  var label: Label {
    let verdict = Verdict(plan: plan, wording: wording)
    // A small drawing is narrow, and so is what stands above it.
    let usual = plan.shown.count > 7 ? 110 : 84
    let width = min(max(usual, room.map { Int($0 / scale / 7.6) } ?? 0), 180)
    let title = WrappedText(plan.trace.input.settings.title, width: 60, limit: 2).lines
    var rows = title.enumerated().map { place, line in
      let text = TextRun(line, size: points(22), color: .ink, bold: true, limit: 100)
      guard place == title.count - 1 else { return row([text]) }
      return row([
        text, TextRun("\u{3000}" + wording[.spreadMap], size: points(13), color: .faintInk),
      ])
    }
    rows += answer(verdict.firstExternal, .vermilionInk, size: 14, width: width)
    rows += answer(verdict.firstBreach, .orangeInk, size: 14, width: width)
    if let unknown = verdict.unknown {
      rows += answer(unknown, .line, size: 12, width: width)
    }
    let scope = Scope(plan: plan, wording: wording)
    for line in [scope.answer, times].compactMap({ $0 }) {
      rows += answer(line, .line, size: 12, width: width)
    }
    return .html(HTMLLabel(HTMLTable(rows, cellPadding: 1)))
  }

  /// The part of the date that is said here and nowhere else.
  private var times: Verdict.Answer? {
    guard plan.dates.shared != .nothing else { return nil }
    let shared = RecordText(trace: plan.trace, wording: wording).shared(plan.dates)
    return Verdict.Answer(
      label: wording[.labelTimes], sentences: [wording(.timesShared, shared)])
  }

  private func answer(
    _ answer: Verdict.Answer, _ color: DrawingColor, size: Int, width: Int
  ) -> [[HTMLCell]] {
    let start = wording(.colon, answer.label, "")
    let text = start + answer.sentences.joined(separator: wording[.stop])
    return WrappedText(text, width: width, limit: 5, manner: .clauses).lines.enumerated()
      .map { place, line in
        guard place == 0, line.hasPrefix(start) else {
          return row([TextRun(line, size: points(size), color: color, limit: 200)])
        }
        let rest = String(line.dropFirst(start.count))
        return row([
          TextRun(start, size: points(size), color: color, bold: true),
          TextRun(rest, size: points(size), color: color, limit: 200),
        ])
      }
  }

  private func points(_ size: Int) -> Int { Int((Double(size) * scale).rounded()) }

  private func row(_ runs: [TextRun]) -> [HTMLCell] {
    [HTMLCell(HTMLLabel([runs]), align: .left)]
  }
}
