/// What became of the map of a case.
public enum MapState: Hashable, Sendable {
  /// It is drawn as it was asked for.
  case drawn
  /// It is drawn with fewer shapes and straight lines, because drawing it as asked failed so.
  case reduced(because: String)
  /// It is drawn, but there is no picture of it that every program opens, for this reason.
  case withoutPicture(because: String)
  /// It could not be drawn, for this reason.
  case missing(because: String)
}
