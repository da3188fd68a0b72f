import Foundation
import RepostRecords

/// Reads a text as the records of a case.
func readRecords(
  _ text: String, name: String = "records.csv",
  _ change: (inout CaseRequest) throws -> Void = { _ in }
) throws -> ForwardingCase {
  try readRecords(Array(text.utf8), name: name, change)
}

/// Reads bytes as the records of a case.
func readRecords(
  _ bytes: [UInt8], name: String = "records.csv",
  _ change: (inout CaseRequest) throws -> Void = { _ in }
) throws -> ForwardingCase {
  var request = CaseRequest(inputs: [.bytes(name: name, bytes)])
  try change(&request)
  return try readCase(request)
}

/// The message with which reading fails; empty where it does not fail.
func failure(_ body: () throws -> ForwardingCase) -> String {
  do {
    _ = try body()
    return ""
  } catch {
    return "\(error)"
  }
}

/// Calls a closure with the path of a folder that holds some files and is removed afterwards.
func withFolder<R>(_ files: [String: String], _ body: (String) throws -> R) throws -> R {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("records-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  for (name, text) in files {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }
  return try body(folder.path)
}

/// Reads a case folder; the path of the folder is left out of a failure's message.
func readFolder(
  _ files: [String: String], _ change: (inout CaseRequest) throws -> Void = { _ in }
) throws -> ForwardingCase {
  try withFolder(files) { path in
    var request = CaseRequest(inputs: [.path(path)])
    try change(&request)
    do throws(RecordsError) {
      return try readCase(request)
    } catch {
      var error = error
      error.path = error.path.map {
        $0 == path ? "FOLDER" : $0.replacingOccurrences(of: path + "/", with: "")
      }
      throw error
    }
  }
}

extension ForwardingCase {
  /// Every record as one line, to be compared.
  var recordLines: [String] {
    (0..<records.count).map { record in
      func names(_ list: some Sequence<Int32>) -> String {
        list.map { $0 < 0 ? "*" : entities.id(Int($0)) }.joined(separator: "+")
      }
      let parts: [String] = [
        records.id(record), records.statedTime(record).text(in: settings.timeZone),
        records.actor(record).map { entities.id($0) } ?? "?",
        names(records.recipients[record]), records.channel(record),
        items[records.item(record)].id, records.parentID(record) ?? "-",
        records.original(record).map { entities.id($0) } ?? "-",
        names(records.directors[record]), names(records.approvers[record]),
        records.certainty(record).word, records.evidence(record).joined(separator: "+"),
        records.note(record),
        records.extras(record).map { "\($0.name)=\($0.value)" }.joined(separator: "+"),
      ]
      return parts.joined(separator: "|")
    }
  }

  /// Every warning as one line: code, record, file, line, message.
  var warningLines: [String] {
    warnings.map { warning in
      let file = warning.file.map {
        inputs[$0].path.split(separator: "/").last.map(String.init) ?? ""
      }
      let place = "\(file ?? "-"):\(warning.line ?? 0)"
      return "\(warning.code.rawValue) \(warning.record ?? "-") \(place) \(warning.message)"
    }
  }
}
