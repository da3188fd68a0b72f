import RepostFormats
public import RepostRecords
public import RepostTrace

/// What `check` prints: a line for every warning, then how many there are of each code.
///
/// - Parameters:
///   - trace: What the records show.
///   - language: The language of the lines.
/// - Returns: Lines of text, the last ended by a line break.
public func checkText(_ trace: Trace, language: Language) -> String {
  let say = Wording(language: language)
  var text = ""
  for file in trace.input.inputs where ForeignFormat(rawValue: file.format) != nil {
    text +=
      say(
        .fileChecked,
        [
          "path": visible(file.path), "format": say.format(file.format),
          "n": String(file.records),
        ]) + "\n"
    if !file.leftOut.isEmpty { text += leftOutLine(file, say) + "\n" }
  }
  if !trace.input.unreadFiles.isEmpty {
    let names = trace.input.unreadFiles.prefix(10).map { visible($0) }
    text +=
      say(.unreadFiles, ["names": say.list(names, outOf: trace.input.unreadFiles.count)]) + "\n"
  }
  for warning in trace.warnings { text += warningLine(warning, trace.input.inputs, say) + "\n" }
  if trace.warnings.isEmpty {
    text += say(.noWarnings) + "\n"
  } else {
    let codes = say.counts(trace.warnings)
    text += say(.warningsTotal, ["n": String(trace.warnings.count), "codes": codes]) + "\n"
  }
  if trace.input.skippedRows > 0 {
    text += say(.rowsBad, ["n": String(trace.input.skippedRows)]) + "\n"
  }
  return text
}

/// One warning on a line in English: the file and line it is about, its code, what was found, and the record.
public func warningLine(_ warning: Warning, _ inputs: [InputFile]) -> String {
  warningLine(warning, inputs, Wording(language: .english))
}

private func warningLine(_ warning: Warning, _ inputs: [InputFile], _ say: Wording) -> String {
  let place = place(of: warning, inputs).map { $0 + ": " } ?? ""
  let (kind, text) = (say.kind(warning.code), say.message(warning))
  guard let record = warning.record else {
    return place + say(.warningLine, ["kind": kind, "text": text])
  }
  return place
    + say(.warningLineOfRecord, ["kind": kind, "text": text, "id": visible(record)])
}

/// The file and line that a warning is about.
func place(of warning: Warning, _ inputs: [InputFile]) -> String? {
  guard let file = warning.file, inputs.indices.contains(file) else { return nil }
  let path = visible(inputs[file].path)
  return warning.line.map { "\(path):\($0)" } ?? path
}

/// How many warnings there are of a code.
struct WarningCount {
  let code: WarningCode
  let count: Int
}

/// How many warnings there are of each code that occurs, in the order of codes.
func warningCounts(_ warnings: [Warning]) -> [WarningCount] {
  WarningCode.allCases.compactMap { code in
    let count = warnings.count { $0.code == code }
    return count == 0 ? nil : WarningCount(code: code, count: count)
  }
}

/// What in a file of another program is no record of a transmission.
func leftOutLine(_ file: InputFile, _ say: Wording) -> String {
  let total = file.leftOut.reduce(0) { $0 + $1.count }
  return say(
    .leftOut,
    ["path": visible(file.path), "n": String(total), "counts": say.counts(file.leftOut)])
}
