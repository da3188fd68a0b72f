import CByteScan
internal import RepostFormats

/// A file of records whose content tells the program that wrote it.
struct ForeignFile {
  /// Where its bytes are.
  enum Content {
    case file(OpenFile)
    case bytes([UInt8])
  }

  let content: Content
  let format: ForeignFormat
  /// The name of the file, without the folders that it is in.
  let name: String

  /// Looks at the start of a file; `nil` where it is none of another program.
  ///
  /// - Parameters:
  ///   - content: Where its bytes are.
  ///   - name: The name of the file, without the folders that it is in.
  ///   - asked: The format that is asked for, if any.
  /// - Throws: ``RecordsError`` where it cannot be read.
  init?(
    _ content: Content, name: String, asked: ForeignFormat?
  ) throws(RecordsError) {
    self.name = name
    self.content = content
    if let asked {
      format = asked
      return
    }
    guard let (bytes, isWhole) = Self.head(content) else { return nil }
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    if let format = foreignFormat(of: FileHead(name: name, bytes: text, isWhole: isWhole)) {
      self.format = format
      return
    }
    guard !Self.isUTF8(bytes, isWhole: isWhole) || bytes.starts(with: [0xFF, 0xFE]),
      !bytes.starts(with: [0x50, 0x4B]), let text = try? Self.decoded(content),
      let format = foreignFormat(
        of: FileHead(
          name: name, bytes: text.bytes[text.start...],
          isWhole: text.bytes.count <= FileHead.limit))
    else { return nil }
    self.format = format
  }

  /// Whether the start of a file is a table with the headers of records, which decides before all else.
  static func isNativeTable(_ content: Content) -> Bool {
    guard let (bytes, _) = head(content) else { return false }
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard let first = bytes[start...].first(where: { $0 > 0x20 }),
      first != UInt8(ascii: "{"), first != UInt8(ascii: "["), first != UInt8(ascii: "<")
    else { return false }
    return bytes.withUnsafeBytes {
      (try? RowPlan(of: $0, from: start, asked: nil)) != nil
    }
  }

  /// Reads the file.
  ///
  /// - Returns: What the case tells of the file; its number of records is known to the sink.
  func read(
    path: String, _ options: ImportOptions, into sink: ForeignSink
  ) throws(RecordsError) -> InputFile {
    let isText = !format.readsAnyEncoding
    var encoding = "utf-8"
    var decoded: DecodedText?
    if isText, !(try isUTF8(path)) {
      let text: DecodedText
      do {
        text = try Self.decoded(content)
      } catch {
        throw RecordsError(
          kind: .invalidInput, path: path, found: error.found, expected: error.expected,
          advice: error.advice)
      }
      encoding = text.encoding
      decoded = text
    }
    var input = decoded.map { ByteInput(Array($0.bytes[$0.start...])) } ?? whole()
    do throws(FormatProblem) {
      if decoded == nil, try input.ahead(startsWith: [0xEF, 0xBB, 0xBF]), isText {
        input.skip(3)
        encoding = "utf-8-bom"
      }
      try readForeign(input, as: format, file: name, options, into: sink)
      // Of decoded text the checksum would not be that of the file.
      if decoded != nil { input = whole() }
      let checksum = try input.finish()
      return InputFile(
        path: path, sha256: checksum, bytes: input.bytesRead, encoding: encoding,
        format: format.rawValue, records: 0)
    } catch {
      throw Self.error(error, path: path)
    }
  }

  /// The error that a problem is.
  static func error(_ problem: FormatProblem, path: String) -> RecordsError {
    RecordsError(
      kind: problem.isUsage ? .usage : problem.isReadFailure ? .readFailed : .invalidInput,
      path: path, line: problem.line, column: problem.column, found: problem.found,
      expected: problem.expected, advice: problem.advice)
  }

  private func whole() -> ByteInput {
    switch content {
    case .bytes(let bytes): return ByteInput(bytes)
    case .file(let file):
      var position = 0
      return ByteInput { (buffer) throws(FormatProblem) in
        let count: Int
        do throws(BlockProblem) {
          count = try file.read(into: buffer, from: position)
        } catch {
          throw FormatProblem(
            found: "cannot be read past byte \(position)", isReadFailure: true)
        }
        position += count
        return count
      }
    }
  }

  private static func head(_ content: Content) -> (bytes: [UInt8], isWhole: Bool)? {
    switch content {
    case .bytes(let bytes):
      return (Array(bytes.prefix(FileHead.limit)), bytes.count <= FileHead.limit)
    case .file(let file):
      let length = min(file.size, FileHead.limit)
      let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
        count =
          (try? file.read(into: UnsafeMutableRawBufferPointer(buffer), from: 0)) ?? 0
      }
      return bytes.isEmpty ? nil : (bytes, file.size <= FileHead.limit)
    }
  }

  private static func decoded(_ content: Content) throws(RowProblem) -> DecodedText {
    switch content {
    case .bytes(let bytes): return try DecodedText(of: bytes)
    case .file(let file):
      let bytes = [UInt8](unsafeUninitializedCapacity: file.size) { buffer, count in
        count = (try? file.read(into: UnsafeMutableRawBufferPointer(buffer), from: 0)) ?? 0
      }
      return try DecodedText(of: bytes)
    }
  }

  private static func isUTF8(_ bytes: [UInt8], isWhole: Bool) -> Bool {
    let valid = bytes.withUnsafeBytes { UTF8Check(of: $0).firstInvalid ?? bytes.count }
    // A character may be cut at the end of what was looked at.
    return isWhole ? valid == bytes.count : bytes.count - valid < 4
  }

  private func isUTF8(_ path: String) throws(RecordsError) -> Bool {
    guard case .file(let file) = content else {
      guard case .bytes(let bytes) = content else { return false }
      return Self.isUTF8(bytes, isWhole: true)
    }
    var rest: [UInt8] = []
    var position = 0
    let size = 1 << 20
    while true {
      var bytes = rest
      let block = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        count =
          (try? file.read(into: UnsafeMutableRawBufferPointer(buffer), from: position)) ?? 0
      }
      position += block.count
      bytes += block
      let valid = bytes.withUnsafeBytes { UTF8Check(of: $0).firstInvalid ?? bytes.count }
      if block.isEmpty { return valid == bytes.count }
      guard bytes.count - valid < 4 else { return false }
      rest = Array(bytes[valid...])
    }
  }
}
