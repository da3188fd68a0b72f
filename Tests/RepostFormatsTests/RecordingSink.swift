import Foundation

@testable import RepostFormats

/// Keeps what a reader finds.
final class RecordingSink: ImportSink {
  private(set) var records: [ImportedRecord] = []
  private(set) var names: [String: String] = [:]
  private(set) var kinds: [String: ImportedKind] = [:]
  private(set) var titles: [String: String] = [:]
  private(set) var leftOut: [LeftOut: Int] = [:]
  private(set) var skipped: [FormatProblem] = []
  private(set) var remarks: [(text: String, line: Int)] = []
  private(set) var ends: [(line: Int, byte: Int, found: String)] = []
  /// Of what was told while reading went on, the messages that there are in English alone.
  private(set) var inEnglish: [FileMessage] = []

  func take(_ record: ImportedRecord) throws(FormatProblem) { records.append(record) }

  func describe(entity id: String, name: String, kind: ImportedKind?) {
    if !name.isEmpty, names[id] == nil { names[id] = name }
    if let kind, kinds[id] == nil { kinds[id] = kind }
  }

  func describe(item id: String, title: String) {
    if titles[id] == nil { titles[id] = title }
  }

  func leaveOut(_ reason: LeftOut, line: Int) { leftOut[reason, default: 0] += 1 }

  func skip(_ problem: FormatProblem) {
    skipped.append(problem)
    let messages = [problem.finding, problem.expectation, problem.suggestion]
    inEnglish += messages.compactMap(\.self).filter(\.isInEnglish)
  }

  func remark(_ message: FileMessage, line: Int) {
    remarks.append((message.description, line))
    if message.isInEnglish { inEnglish.append(message) }
  }

  func endsEarly(line: Int, byte: Int, found: FileMessage) {
    ends.append((line, byte, found.description))
    if found.isInEnglish { inEnglish.append(found) }
  }
}

extension FileMessage {
  /// Whether a part of it cannot be put into another language.
  fileprivate var isInEnglish: Bool {
    values.contains { value in
      switch value {
      case .english: true
      case .message(let message): message.isInEnglish
      case .parts(let parts): parts.contains(where: \.isInEnglish)
      case .text, .quoted, .listed: false
      }
    }
  }
}

/// What was found in a text of another program, whose format is told by its content.
struct Imported {
  let format: ForeignFormat?
  let sink = RecordingSink()
  /// What is wrong with the text as a whole.
  private(set) var problem: FormatProblem?

  var records: [ImportedRecord] { sink.records }

  init(
    _ bytes: [UInt8], file: String, options: ImportOptions = ImportOptions(),
    as asked: ForeignFormat? = nil
  ) {
    let head = FileHead(
      name: file,
      bytes: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes,
      isWhole: bytes.count <= FileHead.limit)
    format = asked ?? foreignFormat(of: head)
    guard let format else { return }
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    do throws(FormatProblem) {
      try readForeign(ByteInput(text), as: format, file: file, options, into: sink)
    } catch {
      problem = error
    }
  }

  init(
    _ text: String, file: String, options: ImportOptions = ImportOptions(),
    as asked: ForeignFormat? = nil
  ) {
    self.init(Array(text.utf8), file: file, options: options, as: asked)
  }
}

/// The folder of samples of formats in the repository.
let formatSamples = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().appending(path: "samples/formats")

/// Reads a sample of the repository.
func sample(_ path: String, options: ImportOptions = ImportOptions()) throws -> Imported {
  let url = formatSamples.appending(path: path)
  return Imported(
    Array(try Data(contentsOf: url)), file: url.lastPathComponent, options: options)
}

/// The folder of larger collections, which a developer may have beside the repository.
let collections = formatSamples.deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "shared/data")

/// Whether a file of the larger collections is there.
func hasCollection(_ path: String) -> Bool {
  FileManager.default.fileExists(atPath: collections.appending(path: path).path)
}

/// Reads a file of the larger collections.
func collected(_ path: String, options: ImportOptions = ImportOptions()) throws -> Imported {
  let url = collections.appending(path: path)
  return Imported(
    Array(try Data(contentsOf: url)), file: url.lastPathComponent, options: options)
}
