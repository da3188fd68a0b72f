import Foundation
import RepostRecords
import Testing

/// Texts that stay in their files are those that would be kept in memory.
@Suite struct StoredTextTests {
  @Test(arguments: 0..<12)
  func sameTexts(seed: Int) throws {
    var numbers = Numbers(seed: UInt64(seed) + 7000)
    for _ in 0..<6 {
      let files = (0..<Int.random(in: 1...3, using: &numbers)).map { file in
        Bool.random(using: &numbers)
          ? ("f\(file).csv", table(&numbers, file)) : ("f\(file).ndjson", objects(&numbers, file))
      }
      let blockSize = Int.random(in: 1...400, using: &numbers)
      let item = [nil, nil, "memo", "paper"].randomElement(using: &numbers) ?? nil
      try withFolder(Dictionary(uniqueKeysWithValues: files)) { folder in
        func texts(_ change: (inout CaseRequest) -> Void) -> [String] {
          var request = CaseRequest(inputs: files.map { .path("\(folder)/\($0.0)") })
          request.badRows = .skip
          request.item = item
          change(&request)
          return description { try readCase(request) }
        }
        let kept = texts { $0.streaming.fileSize = .max }
        let stored = texts {
          $0.streaming.fileSize = 0
          $0.streaming.blockSize = blockSize
        }
        let note = Comment(rawValue: "\(blockSize) \(item ?? "all") \(files)")
        #expect(stored == kept, note)
      }
    }
  }

  /// A row can be longer than what is first read of it, and ends where the file does.
  @Test func longRows() throws {
    let long = String(repeating: "很长的说明，", count: 5000) + "\"end\""
    let quoted = "\"" + long.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    let escaped = long.replacingOccurrences(of: "\"", with: "\\\"")
    for (name, text) in [
      ("r.csv", "from,to,note,colour\na,b,\(quoted),red\nb,c,,\nc,d,short,\(quoted)"),
      (
        "r.ndjson",
        "{\"from\":\"a\",\"to\":\"b\",\"note\":\"\(escaped)\",\"colour\":\"red\"}\n"
          + "{\"from\":\"b\",\"to\":\"c\"}\n"
          + "{\"from\":\"c\",\"to\":\"d\",\"note\":\"short\",\"colour\":\"\(escaped)\"}"
      ),
    ] {
      try withStored(text, name: name) { result, _ in
        #expect((0..<3).map { result.records.note($0) } == [long, "", "short"])
        #expect(
          (0..<3).map { result.records.extras($0).map(\.value) } == [["red"], [], [long]])
        try result.checkTexts()
      }
    }
  }

  /// A file that grew, was written over with as many bytes, or was cut gives no text at all.
  @Test(arguments: ["longer", "other", "shorter", "empty"])
  func changedFile(how: String) throws {
    let text = "from,to,evidence,note,colour\na,b,E1;E2,first,red\nb,c,E3,second,\n"
    try withStored(text) { result, file in
      #expect(result.records.evidence(0) == ["E1", "E2"])
      try result.checkTexts()

      let changed =
        switch how {
        case "longer": text + "c,d,E4,,\n"
        case "shorter": String(text.dropLast(10))
        case "empty": ""
        default: text.replacingOccurrences(of: "E1;E2", with: "E8;E9")
        }
      let handle = try FileHandle(forWritingTo: file)
      try handle.truncate(atOffset: 0)
      try handle.write(contentsOf: Data(changed.utf8))
      try handle.close()

      #expect(result.records.evidence(0) == [])
      #expect(result.records.note(1) == "")
      #expect(result.records.extras(0).isEmpty)
      #expect(result.records.extraColumns == ["colour"])
      let error = #expect(throws: RecordsError.self) { try result.checkTexts() }
      #expect(error?.kind == .readFailed)
      #expect(error?.description == "\(file.path): changed while it was read; run again")
    }
  }

  /// Where another file takes the place of the one that was read, that one is still there.
  @Test func replacedFile() throws {
    try withStored("from,to,note\na,b,first\n") { result, file in
      try Data("from,to,note\na,b,other\n".utf8).write(to: file, options: .atomic)
      #expect(result.records.note(0) == "first")
      try result.checkTexts()
    }
  }

  /// A file without such texts is not needed any more once it was read.
  @Test func changedFileWithoutTexts() throws {
    try withStored("from,to,note\na,b,\nb,c,\n") { result, file in
      try Data("nothing".utf8).write(to: file)
      #expect(result.records.note(0) == "")
      try result.checkTexts()
    }
  }

  /// More files than may stay open at once.
  @Test func manyFiles() throws {
    let names = (0..<70).map { "f\($0).csv" }
    let files = Dictionary(
      uniqueKeysWithValues: names.map { ($0, "from,to,note\na,b,of \($0)\n") })
    try withFolder(files) { folder in
      var request = CaseRequest(inputs: names.map { .path("\(folder)/\($0)") })
      request.streaming.fileSize = 0
      let result = try readCase(request)
      #expect(names.indices.map { result.records.note($0) } == names.map { "of \($0)" })
    }
  }

  /// Reads a text from a file in which its texts stay; it was last written to long ago.
  private func withStored(
    _ text: String, name: String = "records.csv",
    _ body: (ForwardingCase, URL) throws -> Void
  ) throws {
    try withFolder([name: text]) { folder in
      let file = URL(filePath: folder).appending(path: name)
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)],
        ofItemAtPath: file.path)
      var request = CaseRequest(inputs: [.path(file.path)])
      request.streaming.fileSize = 0
      try body(try readCase(request), file)
    }
  }

  private func description(_ read: () throws -> ForwardingCase) -> [String] {
    do {
      let result = try read()
      try result.checkTexts()
      return result.recordLines + result.warningLines + ["columns"]
        + result.records.extraColumns
    } catch {
      return ["\(error)"]
    }
  }

  private func table(_ numbers: inout Numbers, _ file: Int) -> String {
    let all = ["id", "item", "evidence", "note", "colour", "size", "colour", ""]
    let columns = ["from", "to"] + all.filter { _ in Int.random(in: 0..<4, using: &numbers) > 0 }
    let lineEnd = ["\n", "\r\n", "\r"].randomElement(using: &numbers) ?? "\n"
    let density = [2, 10, 60].randomElement(using: &numbers) ?? 10
    var text = columns.joined(separator: ",") + lineEnd
    for row in 0..<Int.random(in: 1...60, using: &numbers) {
      var fields = columns.map { column in
        switch column {
        case "from": "甲"
        case "to": ["b", "c", "c;d"].randomElement(using: &numbers) ?? ""
        case "id": "f\(file)r\(row)"
        case "item": ["memo", "paper", "film"].randomElement(using: &numbers) ?? ""
        default: Int.random(in: 0..<100, using: &numbers) < density ? value(&numbers) : ""
        }
      }
      if Int.random(in: 0..<15, using: &numbers) == 0 { fields.append("too many") }
      text += fields.joined(separator: ",") + lineEnd
      if Int.random(in: 0..<10, using: &numbers) == 0 { text += lineEnd + ",,," + lineEnd }
    }
    return Bool.random(using: &numbers) ? text : String(text.dropLast(lineEnd.count))
  }

  private func value(_ numbers: inout Numbers) -> String {
    let text =
      ["E1;E2", "plain", " blank ", "图片；录音", "a \"quote\"", "two\nlines", "x,y", "　"]
      .randomElement(using: &numbers) ?? ""
    guard text.contains(where: { "\",\n".contains($0) }) || Bool.random(using: &numbers) else {
      return text
    }
    return "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }

  private func objects(_ numbers: inout Numbers, _ file: Int) -> String {
    var text = ""
    for row in 0..<Int.random(in: 1...60, using: &numbers) {
      let item = ["memo", "paper", "film"].randomElement(using: &numbers) ?? ""
      var members = [
        "\"id\":\"f\(file)r\(row)\"", "\"from\":\"a\"", "\"to\":\"乙\"", "\"item\":\"\(item)\"",
      ]
      let some = [
        "\"evidence\":[\"E1\", \"E\\u0032\"]", "\"evidence\":\"E1;E2\"", "\"note\":\"a\\nb\"",
        "\"note\": \"plain\"", "\"colour\":\"red\"", "\"size\":[1, {\"a\": 2}]", "\"size\":null",
        "\"  colour \":\"  blue \"", "\"\":7", "\"note\":\"\\\"\"", "\"from\":\"twice\"",
      ]
      members += some.filter { _ in Int.random(in: 0..<8, using: &numbers) == 0 }
      if Int.random(in: 0..<4, using: &numbers) == 0 { members.shuffle(using: &numbers) }
      text += "{" + members.joined(separator: ",") + "}"
      text += ["\n", "\n", "\n", "\r\n", "\n\n", " \n"].randomElement(using: &numbers) ?? "\n"
    }
    return text
  }
}
