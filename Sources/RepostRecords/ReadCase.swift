/// Reads a case.
///
/// - Parameter request: What to read, and how.
/// - Returns: The case, with what reading found.
/// - Throws: ``RecordsError`` where the request, a file or a row is not right.
public func readCase(_ request: CaseRequest) throws(RecordsError) -> ForwardingCase {
  throw RecordsError(kind: .usage, found: "reading is not there yet")
}
