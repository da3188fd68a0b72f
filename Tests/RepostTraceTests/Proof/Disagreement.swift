import RepostTrace

/// In what the product differs from the reference over a case, as lines; `nil` where they agree.
func disagreement(_ reference: ReferenceCase) -> String? {
  // Finding pasted rows belongs to reading, which these tables have not gone through.
  let expected = dump(referenceTrace(reference).without("duplicate-record"))
  let found = dump(referenceResult(Trace(forwardingCase(reference), jobs: 1)))
  return found == expected ? nil : differences(found: found, expected: expected)
}

/// In what the product differs from the reference over the files of a case; `nil` where they agree.
func disagreement(_ variant: FileVariant) -> String? {
  do {
    // What reading finds beside what the reference knows of.
    let found = dump(
      try variant.written.answers { variant.ask(&$0) }.without("undeclared-entity", "similar-name"))
    var result = referenceTrace(variant.meaning)
    result.warnings = (result.warnings + variant.warnings)
      .sorted { ($0.code, $0.record) < ($1.code, $1.record) }
    let expected = dump(result)
    return found == expected ? nil : differences(found: found, expected: expected)
  } catch {
    return "cannot be read: \(error)"
  }
}
