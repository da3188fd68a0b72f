import CZip

/// A ZIP archive whose entries are read one at a time.
///
/// An entry that would unpack to far more than it holds is refused before it is.
final class ZipArchive {
  /// The longest entry, in bytes, and how many times as long as packed a long one can be.
  static let entryLimit: UInt64 = 4 << 30
  static let ratioLimit: UInt64 = 1_000
  static let ratioCounts: UInt64 = 64 << 20

  private let archive: OpaquePointer
  // What the library reads from must outlive it.
  private let bytes: UnsafeMutableRawBufferPointer?

  /// Opens an archive at a path.
  init(path: String) throws(FormatProblem) {
    var code: Int32 = 0
    guard let archive = zip_open(path, ZIP_RDONLY, &code) else {
      throw Self.unreadable(code)
    }
    self.archive = archive
    bytes = nil
  }

  /// Opens an archive at hand.
  init(_ content: [UInt8]) throws(FormatProblem) {
    let copy = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(1, content.count), alignment: 1)
    content.withUnsafeBytes { copy.copyMemory(from: $0) }
    var error = zip_error_t()
    zip_error_init(&error)
    guard
      let source = zip_source_buffer_create(
        copy.baseAddress, zip_uint64_t(content.count), 0, &error),
      let archive = zip_open_from_source(source, ZIP_RDONLY, &error)
    else {
      copy.deallocate()
      throw Self.unreadable(zip_error_code_zip(&error))
    }
    self.archive = archive
    bytes = copy
  }

  deinit {
    zip_discard(archive)
    bytes?.deallocate()
  }

  private static func unreadable(_ code: Int32) -> FormatProblem {
    FormatProblem(
      found: "an archive that cannot be opened (error \(code))",
      expected: "a workbook as Excel or LibreOffice saves it (.xlsx)",
      advice: "open it there and save it again")
  }

  /// Whether there is an entry of a name.
  func has(_ name: String) -> Bool { zip_name_locate(archive, name, 0) >= 0 }

  /// The names of all entries.
  var names: [String] {
    (0..<max(0, zip_get_num_entries(archive, 0))).compactMap { index in
      zip_get_name(archive, zip_uint64_t(index), 0).map { String(cString: $0) }
    }
  }

  /// The bytes of an entry.
  func entry(_ name: String) throws(FormatProblem) -> ByteInput {
    var status = zip_stat_t()
    zip_stat_init(&status)
    guard zip_stat(archive, name, 0, &status) == 0 else {
      throw FormatProblem(
        found: "no '\(name)' in the archive", expected: "a workbook as Excel saves it")
    }
    let isBomb =
      status.size > Self.entryLimit
      || status.size > Self.ratioCounts && status.size / max(1, status.comp_size) > Self.ratioLimit
    guard !isBomb else {
      throw FormatProblem(
        found: "'\(name)' in the archive, which unpacks to \(status.size) bytes",
        expected: "at most \(Self.entryLimit), and no more than \(Self.ratioLimit) times as packed",
        advice: "the file is not what it seems")
    }
    guard let file = zip_fopen(archive, name, 0) else {
      throw FormatProblem(
        found: "'\(name)' in the archive, which cannot be unpacked",
        expected: "a file without a password", advice: "save it without a password")
    }
    let entry = OpenEntry(file: file, archive: self)
    let size = status.size
    var unpacked: UInt64 = 0
    return ByteInput { (buffer) throws(FormatProblem) in
      let count = zip_fread(entry.file, buffer.baseAddress, zip_uint64_t(buffer.count))
      unpacked += UInt64(max(0, count))
      // More than it says of itself would get past the limits.
      guard count >= 0, unpacked <= size else {
        throw FormatProblem(
          found: "'\(name)' in the archive, which is damaged", advice: "copy the file again")
      }
      return Int(count)
    }
  }

  private final class OpenEntry {
    let file: OpaquePointer
    private let archive: ZipArchive

    init(file: OpaquePointer, archive: ZipArchive) {
      self.file = file
      self.archive = archive
    }

    deinit { zip_fclose(file) }
  }
}
