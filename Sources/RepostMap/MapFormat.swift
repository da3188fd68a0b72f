/// What a spread map can be made as.
public enum MapFormat: String, CaseIterable, Sendable {
  /// A picture for browsers, with a description and with what each record states beside the pointer.
  case svg
  /// A picture of dots, 144 to the inch unless another number is asked for.
  case png
  /// A page for print.
  case pdf
  /// The description that Graphviz lays out; of a map along time, with its places.
  case dot

  /// The format that the ending of a file name stands for, or `nil` where there is none.
  ///
  /// - Parameter fileName: A name or a path; capitals in its ending do not matter.
  public init?(fileName: String) {
    guard let dot = fileName.lastIndex(of: ".") else { return nil }
    self.init(rawValue: fileName[dot...].dropFirst().lowercased())
  }
}
