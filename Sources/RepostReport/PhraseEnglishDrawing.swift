extension Phrase {
  /// The English templates of what became of the map.
  var englishDrawing: String {
    switch self {
    case .writtenReducedMap:
      "The map has fewer shapes and straight lines, because drawing it as asked failed: {problem}."
    case .reportMapReduced:
      "This map has fewer shapes and straight lines than was asked for, because drawing that failed: {problem}. Nothing else on this page depends on the map."
    case .reportMapFailed:
      "The map could not be drawn: {problem}. Nothing else on this page depends on it."
    default: englishWarnings
    }
  }
}
