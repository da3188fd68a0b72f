internal import RepostFormats

/// What is wrong with a row, or with the text that holds it, at a byte of the decoded text.
struct RowProblem: Error {
  /// The byte at which it is wrong; the start of the row where `nil`.
  var position: Int?
  /// What was found.
  var finding: RecordMessage
  /// What would have been right.
  var expectation: RecordMessage?
  /// What to do about it.
  var advice: String?
  /// Whether nothing after it can be read.
  var isFatal = false
  /// Where it is, where the text does not hold it at that byte.
  var place: TextPlace?

  /// A problem with one row, which reports tell of in every language.
  init(
    position: Int? = nil, _ finding: RecordMessage, expected: RecordMessage? = nil,
    advice: String? = nil
  ) {
    self.position = position
    self.finding = finding
    expectation = expected
    self.advice = advice
  }

  /// A problem that ends the reading, of which errors tell in English alone.
  init(
    position: Int? = nil, found: String, expected: String? = nil, advice: String? = nil,
    isFatal: Bool = false, place: TextPlace? = nil
  ) {
    self.position = position
    finding = RecordMessage(.alone, .english(found))
    expectation = expected.map { RecordMessage(.alone, .english($0)) }
    self.advice = advice
    self.isFatal = isFatal
    self.place = place
  }

  /// What was found, in English.
  var found: String { finding.description }
  /// What would have been right, in English.
  var expected: String? { expectation?.description }

  /// What was found and what would have been right.
  var parts: [RecordMessage] {
    [RecordMessage(.found, .message(finding))]
      + (expectation.map { [RecordMessage(.expected, .message($0))] } ?? [])
  }

  /// The error that ends the reading of a file.
  func error(path: String, text: UnsafeRawBufferPointer, rowStart: Int = 0) -> RecordsError {
    error(path: path, at: place ?? TextPlace(of: position ?? rowStart, in: text))
  }

  /// The error that ends the reading of a file, at a place that is known.
  func error(path: String, at place: TextPlace) -> RecordsError {
    RecordsError(
      kind: .invalidInput, path: path, line: place.line, column: place.column, found: found,
      expected: expected, advice: advice)
  }
}

/// A place in a text as people count: lines and characters from 1.
struct TextPlace: Equatable {
  var line: Int
  var column: Int

  init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// The place of a byte of UTF-8 text.
  ///
  /// - Complexity: O(*position*), so it is for the error that ends the reading.
  init(of position: Int, in text: UnsafeRawBufferPointer) {
    line = 1
    var lineStart = 0
    let position = min(position, text.count)
    for byte in 0..<position where text[byte] == 0x0A || text[byte] == 0x0D {
      let isHalf = text[byte] == 0x0D && byte + 1 < text.count && text[byte + 1] == 0x0A
      if isHalf { continue }
      line += 1
      lineStart = byte + 1
    }
    column = 1
    for byte in lineStart..<position where text[byte] & 0xC0 != 0x80 { column += 1 }
  }
}
