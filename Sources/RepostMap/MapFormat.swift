/// What a spread map can be made as.
public enum MapFormat: String, CaseIterable, Sendable {
  /// A picture for browsers, with the ids of records beside the pointer.
  case svg
  /// A picture of dots, 144 to the inch.
  case png
  /// A page for print.
  case pdf
  /// The description that Graphviz lays out.
  case dot

  /// The format that the ending of a file name stands for, or `nil` where there is none.
  ///
  /// - Parameter fileName: A name or a path; capitals in its ending do not matter.
  public init?(fileName: String) {
    guard let dot = fileName.lastIndex(of: ".") else { return nil }
    self.init(rawValue: fileName[dot...].dropFirst().lowercased())
  }
}
