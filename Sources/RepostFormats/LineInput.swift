/// Gives the lines of a text one after the other.
struct LineInput {
  /// A line is kept up to this length; what is beyond is passed over.
  static let limit = 1 << 20

  /// One line.
  struct Line {
    /// Its bytes without its end.
    var bytes: [UInt8]
    /// Its number, counted from 1.
    var number: Int
    /// Where it begins.
    var position: Int
    /// Whether more of it was there than is kept.
    var isCut = false
    /// Whether it has an end.
    var isEnded = true

    /// The line as text; bytes that are no UTF-8 are replaced.
    var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  private let input: ByteInput
  private var number = 0
  private var isAfterReturn = false
  private var pending: Line?

  init(_ input: ByteInput) { self.input = input }

  /// Makes the next call of ``next()`` give a line again.
  mutating func putBack(_ line: Line) { pending = line }

  /// The next line, ended by LF, CRLF or CR; `nil` at the end.
  mutating func next() throws(FormatProblem) -> Line? {
    if let line = pending {
      pending = nil
      return line
    }
    number += 1
    var line = Line(bytes: [], number: number, position: input.position)
    while true {
      let ahead = try input.ahead()
      guard let first = ahead.first else {
        line.isEnded = false
        // A text that ends with a line end has no line after it.
        return line.bytes.isEmpty && !line.isCut ? nil : line
      }
      if isAfterReturn {
        isAfterReturn = false
        if first == 0x0A {
          input.skip(1)
          line.position += 1
          continue
        }
      }
      let end = ahead.firstIndex { $0 == 0x0A || $0 == 0x0D }
      let count = end ?? ahead.count
      let kept = min(count, Self.limit - line.bytes.count)
      line.bytes.append(contentsOf: ahead[..<kept])
      line.isCut = line.isCut || kept < count
      if let end {
        isAfterReturn = ahead[end] == 0x0D
        input.skip(end + 1)
        return line
      }
      input.skip(count)
    }
  }
}
