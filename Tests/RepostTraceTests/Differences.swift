/// The lines in which two dumps differ.
func differences(found: [String], expected: [String]) -> String {
  found.difference(from: expected).map { change in
    switch change {
    case .remove(_, let line, _): "expected \(line)"
    case .insert(_, let line, _): "found    \(line)"
    }
  }
  .joined(separator: "\n")
}
