import GraphvizShim

extension Graphviz {
  /// The characters of a text that no installed font has, in the order in which they come.
  ///
  /// Graphviz itself draws a box for each of them and says nothing. What cannot be seen is never
  /// among them, and where there is no fontconfig to ask, nothing is.
  public func missingCharacters(in text: String) -> [Unicode.Scalar] {
    var seen: Set<Unicode.Scalar> = []
    let characters = text.unicodeScalars.filter { Self.isVisible($0) && seen.insert($0).inserted }
    var missing = [Bool](repeating: false, count: characters.count)
    guard gvs_missing_characters(characters.map(\.value), &missing, characters.count) else {
      return []
    }
    return zip(characters, missing).filter(\.1).map(\.0)
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .nonspacingMark, .spaceSeparator, .lineSeparator, .paragraphSeparator:
      false
    default: !scalar.properties.isDefaultIgnorableCodePoint
    }
  }
}
