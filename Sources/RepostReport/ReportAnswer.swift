import RepostRecords
import RepostTrace

/// What was asked, what the records answer, and what they cannot tell.
extension ReportPage {
  /// The most items that are described.
  private static let itemLimit = 10

  var question: HTMLText {
    let items = trace.input.records.itemsInUse
    var lines = SummarySection("")
    if items.count == 1, let item = items.first {
      lines.add(say(.pageQuestionOne, ["item": words.title(ofItem: item)]))
    } else {
      lines.add(say(.pageQuestionMany, ["n": String(items.count)]))
    }
    for item in items.prefix(Self.itemLimit) { lines.add(description(of: item), level: 1) }
    if items.count > Self.itemLimit {
      lines.add(say(.moreLines, ["n": String(items.count - Self.itemLimit)]), level: 1)
    }
    lines.add(say(.outsideMeaning, ["zone": words.zone(rank: trace.boundary.rank)]))
    for line in summary.assumptions { lines.add(line) }
    for line in summary.read { lines.add(line) }
    return list(lines.lines)
  }

  private func description(of index: Int) -> String {
    let item = trace.input.items[index]
    let rule = RuleInForce(item: index, trace.input.items)
    var parts: [String] = []
    if let marking = item.marking, !marking.isEmpty {
      parts.append(say(.pageItemMarking, ["marking": visible(marking)]))
    }
    if let issuer = item.issuer, !issuer.isEmpty {
      parts.append(say(.pageItemIssuer, ["issuer": visible(issuer)]))
    }
    if !item.derivedFrom.isEmpty {
      let sources = item.derivedFrom.prefix(3).map { words.title(ofItem: $0) }
      parts.append(
        say(.pageItemDerived, ["items": say.list(sources, outOf: item.derivedFrom.count)]))
    }
    if let zone = rule.permittedZone {
      parts.append(say(.pageItemPermitted, ["zone": words.zone(rank: zone)]))
    }
    if let channels = rule.approvedChannels {
      let names = channels.map { say.channel($0) }
      parts.append(
        channels.isEmpty
          ? say(.pageItemNoChannel) : say(.pageItemChannels, ["channels": say.list(names)]))
    }
    if rule.permittedZone == nil && rule.approvedChannels == nil {
      parts.append(say(.pageItemNoRule))
    }
    return say(
      .pageItem,
      ["item": words.title(ofItem: index), "what": parts.joined(separator: say(.partSeparator))])
  }

  var answer: HTMLText {
    let sections: [(section: SummarySection?, isKey: Bool)] = [
      (summary.origins, false), (summary.breach, true), (summary.external, true),
      (summary.crossings, false), (summary.families, false), (summary.range, false),
    ]
    var html: HTMLText = "<p class=\"soft\">\(say(.reportEvery))</p>\n"
    for case (let section?, let isKey) in sections {
      html += isKey ? "<div class=\"finding key\">\n" : "<div class=\"finding\">\n"
      html += "<h3>\(section.heading)</h3>\n\(list(section.lines))</div>\n"
    }
    return html
  }

  var unknown: HTMLText {
    var html: HTMLText = "<p class=\"soft\">\(say(.pageUnknownMeaning))</p>\n"
    for section in summary.unknown {
      html += """
        <div class="finding open">
        <h3>\(section.heading)</h3>
        \(list(section.lines))</div>

        """
    }
    return html
  }
}

extension RecordTable {
  /// The items that records pass on, in the order of the case.
  fileprivate var itemsInUse: [Int] {
    var isUsed: Set<Int32> = []
    for item in items { isUsed.insert(item) }
    return isUsed.sorted().map(Int.init)
  }
}
