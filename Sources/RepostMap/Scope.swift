import RepostRecords
import RepostTrace

/// What a map that does not show the whole case says of what it shows.
struct Scope {
  let plan: MapPlan
  let wording: MapWording

  /// What the map keeps to, and how much it leaves out; `nil` where it shows the whole case.
  var answer: Verdict.Answer? {
    guard plan.filter.isNarrowing || plan.view.isReduced else { return nil }
    let trace = plan.trace
    let view = plan.view
    let names = EntityText(plan, wording)
    var sentences: [String] = []
    if view.isReduced { sentences.append(wording[.viewReduced]) }
    if view.pathsOnly { sentences.append(wording[.viewPaths]) }
    if !view.focus.isEmpty {
      sentences.append(wording(.viewFocus, wording.list(view.focus.map { names.name($0) })))
    }
    if let until = view.until {
      let time = RecordText(trace: trace, wording: wording).text(of: until)
      sentences.append(wording(.viewUntil, time))
    }
    if !view.zones.isEmpty {
      sentences.append(
        wording(.viewZones, wording.list(view.zones.sorted().map { names.zone($0) })))
    }
    guard plan.filter.isNarrowing else {
      return Verdict.Answer(label: wording[.labelView], sentences: sentences)
    }
    sentences.append(
      wording(
        .viewHidden, wording.number(plan.filter.hiddenRecords),
        wording.number(trace.input.records.count)))
    return Verdict.Answer(label: wording[.labelView], sentences: sentences)
  }
}
