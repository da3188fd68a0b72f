import RepostRecords
public import RepostTrace

/// What `items` prints: a line for each item, most passed on first.
///
/// - Parameters:
///   - trace: What the records show.
///   - language: The language to write in.
/// - Returns: Lines of text, the last ended by a line break.
public func itemsText(_ trace: Trace, language: Language) -> String {
  let words = CaseWords(trace, language)
  return trace.itemSummaries.map { words.line($0) + "\n" }.joined()
}

/// The same as CSV.
///
/// - Parameters:
///   - trace: What the records show.
///   - language: The language of headers.
/// - Returns: UTF-8 text with a byte order mark and CR LF.
public func itemsCSV(_ trace: Trace, language: Language) -> [UInt8] {
  let say = Wording(language: language)
  let columns: [Phrase] = [
    .columnID, .columnTitle, .columnMarking, .columnRecords, .columnHops, .columnEntities,
    .columnFirstTime, .columnLastTime,
  ]
  var csv = CSVText()
  csv.add(columns.map { $0 == .columnTitle ? say(.columnItemTitle) : say($0) })
  for summary in trace.itemSummaries {
    let item = trace.input.items[summary.item]
    csv.add([
      item.id, item.title ?? "", item.marking ?? "", String(summary.records),
      String(summary.hops), String(summary.entities),
      summary.first.flatMap { trace.timeText($0) } ?? "",
      summary.last.flatMap { trace.timeText($0) } ?? "",
    ])
  }
  return csv.bytes
}

/// The same as JSON of the schema `repost-tracer/items/1`.
///
/// - Parameters:
///   - trace: What the records show.
///   - version: The version of the program, named as the tool.
/// - Returns: UTF-8 text that ends with a line break.
public func itemsJSON(_ trace: Trace, version: String) -> [UInt8] {
  var json = JSONText()
  json.object { json in
    json.key("schema")
    json.string("repost-tracer/items/1")
    json.writeTool(version: version)
    json.key("items")
    json.array { json in
      for summary in trace.itemSummaries { write(summary, trace, &json) }
    }
  }
  return json.finish()
}

private func write(_ summary: ItemSummary, _ trace: Trace, _ json: inout JSONText) {
  let item = trace.input.items[summary.item]
  json.object(.line) { json in
    json.key("id")
    json.string(item.id)
    json.key("title")
    json.string(orNull: item.title)
    json.key("marking")
    json.string(orNull: item.marking)
    json.key("records")
    json.number(summary.records)
    json.key("hops")
    json.number(summary.hops)
    json.key("entities")
    json.number(summary.entities)
    json.key("first_time")
    json.string(orNull: summary.first.flatMap { trace.timeText($0) })
    json.key("last_time")
    json.string(orNull: summary.last.flatMap { trace.timeText($0) })
  }
}

extension CaseWords {
  fileprivate func line(_ summary: ItemSummary) -> String {
    let item = trace.input.items[summary.item]
    let name =
      item.title.map { say(.itemTitled, ["id": visible(item.id), "title": visible($0)]) }
      ?? visible(item.id)
    var times = say(.itemNoTimes)
    if let first = summary.first, let last = summary.last {
      times =
        first == last || time(first) == time(last)
        ? say(.itemTime, ["time": time(first), "id": id(first)])
        : say(
          .itemTimes,
          ["first": time(first), "firstID": id(first), "last": time(last), "lastID": id(last)])
      if summary.withoutTime > 0 {
        times += say(.itemTimeUnknownCount, ["n": String(summary.withoutTime)])
      }
    }
    return say(
      .itemLine,
      [
        "item": name, "records": String(summary.records), "hops": String(summary.hops),
        "entities": String(summary.entities), "times": times,
      ])
  }
}
