import Crypto

/// A file that was read and decoded, whose rows can be walked through.
struct SourceFile {
  /// What the case tells of the file; its format and number of records are known after reading.
  var input: InputFile
  /// Its place among the inputs of the case.
  let index: Int

  let text: DecodedText

  /// Decodes bytes.
  init(path: String, bytes: [UInt8], index: Int) throws(RecordsError) {
    do {
      text = try DecodedText(of: bytes)
    } catch {
      throw bytes.withUnsafeBytes { error.error(path: path, text: $0) }
    }
    self.index = index
    input = Self.input(path: path, bytes: bytes, format: "")
    input.encoding = text.encoding
  }

  /// What the case tells of a file, before its records are counted.
  static func input(path: String, bytes: [UInt8], format: String) -> InputFile {
    let digest = bytes.withUnsafeBytes { buffer in
      var hash = SHA256()
      hash.update(bufferPointer: buffer)
      return hash.finalize()
    }
    return InputFile(
      path: path, sha256: hexadecimal(digest), bytes: bytes.count, encoding: "utf-8",
      format: format, records: 0)
  }

  /// Walks through the rows of the file.
  ///
  /// - Parameters:
  ///   - fields: The fields of the rows.
  ///   - asked: The format that is asked for, if any.
  ///   - policy: What to do with a row that cannot be read.
  ///   - take: Takes a row in.
  ///   - skip: Is told of a row that is skipped.
  /// - Throws: ``RecordsError`` where the file, or a row that must not be skipped, is not right.
  mutating func forEachRow<Field: FieldSet>(
    of fields: Field.Type, asked: InputFormat?, policy: BadRowPolicy,
    take: (RawRow) throws(RowProblem) -> Void, skip: (RowProblem, RawRow) -> Void
  ) throws(RecordsError) {
    let path = input.path
    let start = text.start
    let (format, count) = try text.bytes.withUnsafeBufferPointer {
      (buffer) throws(RecordsError) -> (InputFormat, Int) in
      let walk = RowWalk<Field>(
        text: UnsafeRawBufferPointer(buffer), start: start, path: path, policy: policy)
      return try walk.run(asked: asked, take: take, skip: skip)
    }
    input.format = format.rawValue
    input.records = count
  }
}

/// One walk through the rows of a text.
private struct RowWalk<Field: FieldSet> {
  let text: UnsafeRawBufferPointer
  let start: Int
  let path: String
  let policy: BadRowPolicy

  func run(
    asked: InputFormat?, take: (RawRow) throws(RowProblem) -> Void,
    skip: (RowProblem, RawRow) -> Void
  ) throws(RecordsError) -> (InputFormat, Int) {
    var row = RawRow(fields: Field.allCases.count, text: text)
    do throws(RowProblem) {
      let format = try TextFormat(of: text, from: start, asked: asked, Field.self)
      let count: Int
      switch format.layout {
      case .separator(let separator):
        var reader = SeparatedRows(text: text, from: start, separator: separator)
        let headers = try Headers<Field>(try reader.headers())
        reader.setColumns(headers.columns)
        row.extraNames = headers.extraNames
        count = try walk(&reader, &row, take, skip)
      case .json(let layout):
        var reader = JSONRows<Field>(text: text, from: start, layout: layout)
        count = try walk(&reader, &row, take, skip)
      }
      return (format.format, count)
    } catch {
      throw error.error(path: path, text: text, rowStart: row.range.lowerBound)
    }
  }

  private func walk<Reader: RowReader>(
    _ reader: inout Reader, _ row: inout RawRow, _ take: (RawRow) throws(RowProblem) -> Void,
    _ skip: (RowProblem, RawRow) -> Void
  ) throws(RowProblem) -> Int {
    var taken = 0
    var skipped = 0
    while true {
      do throws(RowProblem) {
        guard try reader.next(&row) else { break }
        try take(row)
        taken += 1
      } catch {
        guard policy == .skip, !error.isFatal else { throw error }
        skip(error, row)
        skipped += 1
      }
    }
    try reader.finish(row)
    guard taken + skipped > 0 else {
      throw RowProblem(
        position: start, found: "no \(Field.plural)", expected: "at least one \(Field.rowName)",
        isFatal: true)
    }
    return taken
  }
}
