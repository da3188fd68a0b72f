/// Reads the records of one format.
///
/// A reader keeps no more of a file than the entry that it is at, whatever the length of a message or an
/// attachment.
protocol FormatReader: SendableMetatype {
  /// The format.
  static var format: ForeignFormat { get }
  /// Whether the start of a file looks like this format and like no other.
  static func recognises(_ head: FileHead) -> Bool

  /// Makes a reader.
  ///
  /// - Parameters:
  ///   - options: What the file does not say.
  ///   - file: The name of the file, without the folders that it is in.
  init(_ options: ImportOptions, file: String)

  /// Reads a file to its end.
  ///
  /// An entry that cannot be read is told to the sink and passed over.
  ///
  /// - Throws: ``FormatProblem`` where the file as a whole cannot be read.
  mutating func read(_ input: ByteInput, into sink: any ImportSink) throws(FormatProblem)
}

/// The start of a file, by which its format is told.
public struct FileHead: Sendable {
  /// The most bytes that are looked at.
  public static let limit = 64 << 10

  /// The name of the file, without the folders that it is in.
  public let name: String
  /// Its first bytes as UTF-8, without a byte order mark.
  public let bytes: [UInt8]
  /// Whether these are all.
  public let isWhole: Bool
  /// The same as text; what is cut off at the end is repaired.
  let text: String
  /// The first lines, without their ends.
  let lines: [Substring]

  /// Makes the head of a file.
  public init(name: String, bytes: some Sequence<UInt8>, isWhole: Bool) {
    self.name = name
    let bytes = Array(bytes.prefix(Self.limit))
    self.bytes = bytes
    self.isWhole = isWhole
    text = String(decoding: bytes, as: UTF8.self)
    // A line feed after a carriage return is one character with it.
    lines = text.split(maxSplits: 60, omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }

  /// The first character that is no blank.
  var first: Character? { text.first { !$0.isWhitespace } }

  /// Whether the text holds all of these.
  func holds(_ words: String...) -> Bool { words.allSatisfy { text.contains($0) } }

  /// The first line that says something.
  var firstLine: Substring { lines.first { !$0.allSatisfy(\.isWhitespace) } ?? "" }
}

/// Tells the format of a file from its start.
///
/// - Parameter head: The first bytes of the file, decoded.
/// - Returns: The format, or `nil` where it is none of another program.
public func foreignFormat(of head: FileHead) -> ForeignFormat? {
  formatReaders.first { $0.recognises(head) }?.format
}

/// Reads a file of another program to its end.
///
/// - Parameters:
///   - input: The bytes of the file, as UTF-8.
///   - format: The format.
///   - file: The name of the file, without the folders that it is in.
///   - options: What the file does not say.
///   - sink: Takes what is found.
/// - Throws: ``FormatProblem`` where the file as a whole cannot be read.
public func readForeign(
  _ input: ByteInput, as format: ForeignFormat, file: String, _ options: ImportOptions,
  into sink: any ImportSink
) throws(FormatProblem) {
  guard let type = formatReaders.first(where: { $0.format == format }) else {
    throw FormatProblem(found: "no reader for \(format.rawValue)")
  }
  var reader = type.init(options, file: file)
  try reader.read(input, into: sink)
}
