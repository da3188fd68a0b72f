import CByteScan
import Crypto

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Some text of a file that ends where a line ends, or where the file does.
struct BlockText {
  let bytes: UnsafeRawBufferPointer
  /// Where it begins in the text of the file.
  let base: Int
  /// The length of the block that was asked for.
  let asked: Int
  let isLast: Bool
}

/// Why reading by blocks cannot go on.
enum BlockProblem: Error {
  /// Only the whole text can tell what is wrong, or how it is to be read.
  case needsWholeText
  case row(RowBlock.Failure)
  case failed(RecordsError)
}

/// Gives the text of a file block by block.
protocol BlockSource: SendableMetatype {
  /// The next block, or `nil` after the last; a block may keep the text in the storage of the rows.
  mutating func next(for rows: inout RowBlock) throws(BlockProblem) -> BlockText?

  /// Goes back to where a row begins that no block has held as a whole; the next block is as long as
  /// is asked for.
  mutating func rewind(to position: Int, length: Int)

  /// The length of the text, or what it was when the file was opened.
  var length: Int { get }
}

/// A text at hand.
struct TextSource: BlockSource {
  private let text: UnsafeRawBufferPointer
  private var position: Int
  private let blockSize: Int
  private var nextLength: Int

  init(_ text: UnsafeRawBufferPointer, from start: Int, blockSize: Int) {
    self.text = text
    position = start
    self.blockSize = blockSize
    nextLength = blockSize
  }

  mutating func next(for rows: inout RowBlock) -> BlockText? {
    guard position < text.count else { return nil }
    let start = position
    let asked = nextLength
    var end = text.count
    if text.count - start > nextLength {
      end = start + nextLength
      while end > start, text[end - 1] != 0x0A { end -= 1 }
      if end == start {
        end = start + nextLength
        while end < text.count, text[end - 1] != 0x0A { end += 1 }
      }
    }
    position = end
    nextLength = blockSize
    return BlockText(
      bytes: text.slice(start..<end), base: start, asked: asked, isLast: end == text.count)
  }

  mutating func rewind(to position: Int, length: Int) {
    self.position = position
    nextLength = length
  }

  var length: Int { text.count }
}

/// A file of UTF-8, read while its rows are.
///
/// What is in the file decides alone: where it changes while it is read, what was read counts.
struct FileSource: BlockSource {
  private let file: OpenFile
  private var position = 0
  private let blockSize: Int
  private var nextLength: Int
  private var digest = SHA256()
  private var digested = 0
  private let leavesTexts: Bool

  /// What the first bytes tell of the rows, and the bytes themselves.
  let plan: RowPlan
  let encoding: String

  /// Looks at the start of a file.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - path: Its path, for errors.
  ///   - asked: The format that is asked for, if any.
  ///   - columns: Which columns are which fields, where headers do not say.
  ///   - blockSize: The length of a block, in bytes.
  ///   - leavesTexts: Whether texts stay in the file, to be fetched when they are asked for.
  /// - Throws: ``BlockProblem/needsWholeText`` where its start does not tell how to read it, and
  ///   ``BlockProblem/failed(_:)`` where it is no text.
  init(
    _ file: OpenFile, path: String, asked: InputFormat?, columns: ColumnNames?, blockSize: Int,
    leavesTexts: Bool
  ) throws(BlockProblem) {
    self.file = file
    self.leavesTexts = leavesTexts
    self.blockSize = blockSize
    nextLength = blockSize
    var head = [UInt8](repeating: 0, count: min(file.size, TextFormat.headerLimit + 1 << 16))
    let count = try head.withUnsafeMutableBufferPointer { (head) throws(BlockProblem) in
      try file.read(into: UnsafeMutableRawBufferPointer(head), from: 0)
    }
    guard count == head.count, !head.starts(with: [0xFF, 0xFE]), !head.starts(with: [0xFE, 0xFF])
    else { throw .needsWholeText }
    // A film need not be read to its end to see that it is no text.
    if let problem = NotText.problem(in: head) {
      throw .failed(head.withUnsafeBytes { problem.error(path: path, text: $0) })
    }
    let start = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    encoding = start > 0 ? "utf-8-bom" : "utf-8"
    let plan = head.withUnsafeBytes { (head) -> RowPlan? in
      guard let plan = try? RowPlan(of: head, from: start, asked: asked, columns: columns),
        plan.isCertain(after: head)
      else { return nil }
      return plan
    }
    guard let plan else { throw .needsWholeText }
    self.plan = plan
    position = plan.start
    let isText = head.withUnsafeBytes { head in
      digest.update(bufferPointer: head.slice(0..<plan.start))
      return Self.isText(head.slice(0..<plan.start))
    }
    guard isText else { throw .needsWholeText }
    digested = plan.start
  }

  mutating func next(for rows: inout RowBlock) throws(BlockProblem) -> BlockText? {
    var wanted = nextLength
    rows.leavesTexts = leavesTexts
    while true {
      // Rows that go on after their block ask for longer ones.
      guard wanted <= max(RowBlock.rowLimit, blockSize) else { throw .failed(rowTooLong()) }
      rows.reserveStorage(wanted)
      let room = UnsafeMutableRawBufferPointer(rebasing: rows.storage[0..<wanted])
      var count = try file.read(into: room, from: position)
      guard count > 0 else { return nil }
      let isLast = count < wanted || position + count == file.size
      if !isLast {
        while count > 0, room[count - 1] != 0x0A { count -= 1 }
        if count == 0 {
          wanted *= 2
          continue
        }
      }
      let bytes = UnsafeRawBufferPointer(rebasing: room[0..<count])
      guard Self.isText(bytes) else { throw .needsWholeText }
      let base = position
      position += count
      nextLength = blockSize
      if position > digested {
        digest.update(bufferPointer: bytes.slice(digested - base..<count))
        digested = position
      }
      return BlockText(bytes: bytes, base: base, asked: wanted, isLast: isLast)
    }
  }

  mutating func rewind(to position: Int, length: Int) {
    self.position = position
    nextLength = length
  }

  var length: Int { file.size }

  /// What the case tells of the file, once all of it was read.
  func input(path: String, records: Int) -> InputFile {
    InputFile(
      path: path, sha256: hexadecimal(digest.finalize()), bytes: digested, encoding: encoding,
      format: plan.format.rawValue, records: records)
  }

  private func rowTooLong() -> RecordsError {
    let place = file.place(of: position)
    return RecordsError(
      kind: .invalidInput, line: place.line, column: 1,
      found: "a row of more than \(RowBlock.rowLimit) bytes", expected: "no longer one",
      advice: "the file is damaged, or a quote in it is never closed")
  }

  private static func isText(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let start = bytes.baseAddress else { return true }
    return bytescan_valid(start.assumingMemoryBound(to: UInt8.self), bytes.count) == bytes.count
  }
}

/// Bytes as messages and results write a digest.
func hexadecimal(_ digest: some Sequence<UInt8>) -> String {
  digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

/// A regular file, open as long as somebody may read it.
final class OpenFile: Sendable {
  private let descriptor: Int32
  /// Its length in bytes when it was opened.
  let size: Int
  private let state: FileState

  /// Opens a file; `nil` where it is none that can be read at any place.
  init?(path: String) {
    var status = stat()
    // A pipe must not be opened to look at it: whoever writes to it would be cut off by the closing.
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      return nil
    }
    self.descriptor = descriptor
    size = Int(status.st_size)
    state = FileState(status)
  }

  /// Whether nobody has written to it since it was opened.
  var isAsOpened: Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && FileState(status) == state
  }

  deinit { close(descriptor) }

  /// How ZIP archives begin, workbooks among them.
  static let zipStart: [UInt8] = [0x50, 0x4B, 0x03, 0x04]

  /// Whether the file begins as ZIP archives do.
  var startsLikeZip: Bool {
    let start = [UInt8](unsafeUninitializedCapacity: 4) { buffer, count in
      count = (try? read(into: UnsafeMutableRawBufferPointer(buffer), from: 0)) ?? 0
    }
    return start == Self.zipStart
  }

  /// The place of a byte of its text, which is read up to there.
  func place(of position: Int) -> TextPlace {
    var place = TextPlace(line: 1, column: 1)
    var last: UInt8 = 0
    var start = 0
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 1)
    defer { buffer.deallocate() }
    while start < position, let count = try? read(into: buffer, from: start), count > 0 {
      for byte in buffer[..<min(count, position - start)] {
        if byte == 0x0A || byte == 0x0D {
          if byte == 0x0D || last != 0x0D { place.line += 1 }
          place.column = 1
        } else if byte & 0xC0 != 0x80 {
          place.column += 1
        }
        last = byte
      }
      start += count
    }
    return place
  }

  /// Fills a buffer with the bytes from a place on, as far as there are any.
  func read(
    into buffer: UnsafeMutableRawBufferPointer, from position: Int
  ) throws(BlockProblem) -> Int {
    var count = 0
    while count < buffer.count {
      // Some systems refuse to read 2 GB at once.
      let wanted = min(buffer.count - count, 1 << 30)
      let got = pread(
        descriptor, buffer.baseAddress.map { $0 + count }, wanted, off_t(position + count))
      if got < 0 && errno == EINTR { continue }
      // The failure is told of where the file is read as a whole.
      guard got >= 0 else { throw .needsWholeText }
      if got == 0 { break }
      count += got
    }
    return count
  }
}

/// What tells that a file was written to.
private struct FileState: Equatable, Sendable {
  let inode: UInt64
  let size: Int64
  let seconds: Int
  let nanoseconds: Int

  init(_ status: stat) {
    inode = UInt64(status.st_ino)
    size = Int64(status.st_size)
    #if canImport(Darwin)
    let time = status.st_mtimespec
    #else
    let time = status.st_mtim
    #endif
    seconds = time.tv_sec
    nanoseconds = time.tv_nsec
  }
}
