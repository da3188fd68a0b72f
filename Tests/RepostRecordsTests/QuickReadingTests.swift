import Foundation
import RepostRecords
import Testing

/// Whichever way a text is read, quickly or row by row, as a whole or in blocks, it says the same.
@Suite struct QuickReadingTests {
  @Test(arguments: 0..<10)
  func tables(seed: Int) throws {
    var numbers = Numbers(seed: UInt64(seed))
    for _ in 0..<4 {
      var random = RandomTable(&numbers)
      try expectOneReading(random.bytes(), &numbers)
    }
  }

  @Test(arguments: 0..<10)
  func objects(seed: Int) throws {
    var numbers = Numbers(seed: UInt64(seed) + 1000)
    for _ in 0..<4 {
      var random = RandomObjects(&numbers)
      try expectOneReading(random.bytes(), &numbers)
    }
  }

  private func expectOneReading(_ bytes: [UInt8], _ numbers: inout Numbers) throws {
    for policy in [BadRowPolicy.stop, .skip] {
      let slow = reading(of: bytes) {
        $0.badRows = policy
        $0.streaming.isQuick = false
        $0.streaming.blockSize = .max
      }
      let blockSize = Int.random(in: 1...90, using: &numbers)
      let quick = reading(of: bytes) {
        $0.badRows = policy
        $0.streaming.blockSize = Bool.random(using: &numbers) ? blockSize : 1 << 20
      }
      let note = Comment(rawValue: "\(blockSize): " + String(decoding: bytes, as: UTF8.self))
      #expect(difference(quick, slow) == nil, note)
      for jobs in [1, 2] {
        let streamed = try readingOfFile(bytes) {
          $0.badRows = policy
          $0.jobs = jobs
          $0.streaming.fileSize = 0
          $0.streaming.blockSize = blockSize
        }
        #expect(difference(streamed, slow) == nil, note)
      }
    }
  }

  /// The first line in which two descriptions differ.
  private func difference(_ one: [String], _ other: [String]) -> String? {
    for (left, right) in zip(one, other) where left != right { return "\(left) / \(right)" }
    return one.count == other.count ? nil : "\(one.count) / \(other.count) lines"
  }

  private func reading(
    of bytes: [UInt8], _ change: (inout CaseRequest) -> Void
  ) -> [String] {
    description { try readRecords(bytes, change) }
  }

  private func readingOfFile(
    _ bytes: [UInt8], _ change: (inout CaseRequest) -> Void
  ) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("quick-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("records.csv")
    try Data(bytes).write(to: file)
    var request = CaseRequest(inputs: [.path(file.path)])
    change(&request)
    return description {
      do throws(RecordsError) {
        return try readCase(request)
      } catch {
        var error = error
        error.path = "records.csv"
        throw error
      }
    }
    .map { $0.replacingOccurrences(of: folder.path + "/", with: "") }
  }

  /// All that reading tells, as lines.
  private func description(_ read: () throws -> ForwardingCase) -> [String] {
    do {
      let result = try read()
      let records = result.records
      let places = (0..<records.count).map { record in
        "\(records.line(record)) \(records.parent(record) ?? -1) "
          + "\(records.find(records.id(record)) ?? -1) \(records.isTimeUnreadable(record)) "
          + "\(records.time(record)) \(records.channelNumber(record))"
      }
      let inputs = result.inputs.map { "\($0.sha256) \($0.bytes) \($0.encoding) \($0.format)" }
      return result.recordLines + places + result.warningLines + records.extraColumns + inputs
        + (0..<result.entities.count).map { result.entities.id($0) } + ["\(result.skippedRows)"]
    } catch {
      return ["\(error)"]
    }
  }
}

/// Tables in which much is unusual.
private struct RandomTable {
  private var numbers: Numbers
  private let separator: String
  private let oddity: Int
  private static let columns = [
    "id", "time", "from", "to", "channel", "item", "parent", "original", "directed_by",
    "approved_by", "certainty", "evidence", "note", "colour", "",
  ]

  init(_ numbers: inout Numbers) {
    self.numbers = Numbers(seed: numbers.next())
    separator = [",", ",", ",", ";", "\t"].randomElement(using: &numbers) ?? ","
    oddity = [0, 1, 1, 5, 30].randomElement(using: &numbers) ?? 0
  }

  mutating func bytes() -> [UInt8] {
    let some = Self.columns.filter { _ in chance(60) }
    let columns = (["from", "to"] + some.filter { $0 != "from" && $0 != "to" })
      .shuffled(using: &numbers)
    let lineEnd = pick(["\n", "\n", "\r\n", "\r"])
    var text = chance(5) ? "\u{FEFF}" : ""
    text += columns.joined(separator: separator) + lineEnd
    for row in 0..<Int.random(in: 0...30, using: &numbers) {
      let fields = columns.map { field($0, row) }
      text += fields.prefix(odd(3) ? fields.count - 1 : fields.count).joined(separator: separator)
      if odd(2) { text += separator + "more" }
      if row > 20, chance(4) { continue }
      text +=
        odd(10) ? pick(["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\n  \n", "\n,,\n"]) : lineEnd
    }
    var bytes = Array(text.utf8)
    if chance(3) { bytes = Array(bytes.dropLast(Int.random(in: 1...9, using: &numbers))) }
    if chance(2), !bytes.isEmpty { bytes[bytes.count / 2] = pick([0, 0xFF, 0xB7]) }
    if chance(2) {
      bytes = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    }
    return bytes
  }

  private mutating func field(_ column: String, _ row: Int) -> String {
    var value = plain(column, row)
    guard odd(12) else { return value }
    if chance(40) { value = pick([" ", "\t", "　", "\u{A0}", "\u{FEFF}"]) + value }
    if chance(40) { value += pick([" ", "  ", "　", "\u{A0}"]) }
    if chance(30) { value += pick(["\"", "；" + value, ";乙", "\u{B}", "“", "（甲）", "x\"y"]) }
    if chance(40) {
      value =
        "\"" + value.replacingOccurrences(of: "\"", with: "\"\"")
        + pick(["", separator, "\n", "\r\n"])
        + (odd(4) ? "" : "\"")
    }
    return value
  }

  private mutating func plain(_ column: String, _ row: Int) -> String {
    switch column {
    case "id":
      pick(["r\(row)", "r\(row)", "r\(row)", "r00\(row)", "", "r1", "x", "12345678901234567"])
    case "parent":
      pick(["", "r\(row / 2)", "r\(row / 2)", "r\(row + 3)", "records.csv:4", "gone", "x"])
    case "time": time(row)
    case "from":
      pick(["a", "b", "甲", "chi ld", "", "*", String(repeating: "n", count: 1001)], mostly: 4)
    case "to": pick(["b", "c", "乙", "甲方", "*", "", "d;e", "d；e;d", "e"], mostly: 3)
    case "channel": pick(["email", "Email", "微信", "", "pigeon"])
    case "item": pick(["doc", "doc", "memo", ""])
    case "original", "directed_by", "approved_by": pick(["", "", "丁", "e", "e;f", "*"], mostly: 4)
    case "certainty": pick(["", "confirmed", "可能", "surely"], mostly: 3)
    default: pick(["", "text", "E1;E2", "文字"])
    }
  }

  private mutating func time(_ row: Int) -> String {
    pick(
      [
        "2017-10-03T21:15:07+08:00", "2017-10-03T21:15:\(10 + row)Z", "2017-10-03 21:15:07",
        "2017-10-03 21:15", "2017-10-03", "2017-10", "", "unknown", "2017-02-29T10:00:00Z",
        "2017-10-03T24:00:00Z", "2017-10-03T23:59:60Z", "2017-10-03T21:15:07.5Z", "soon",
        "2017年10月3日21时15分", "2017-10-03/2017-10-0\(1 + row % 9)", "2017-10-03T2a:15:07Z",
        "0000-10-03T21:15:07Z", "2017-10-03T21:15:07-25:00",
      ], mostly: 8)
  }

  private mutating func pick<Value>(_ values: [Value], mostly: Int? = nil) -> Value {
    let likely = mostly.map { !odd(3) ? values.prefix($0) : values[...] } ?? values[...]
    return likely[Int.random(in: likely.indices, using: &numbers)]
  }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &numbers) < percent
  }

  // What happens so often in a hundred, in tables that are odd.
  private mutating func odd(_ percent: Int) -> Bool { chance(percent * oddity / 5) }
}

/// NDJSON in which much is unusual.
private struct RandomObjects {
  private var numbers: Numbers
  private let oddity: Int

  init(_ numbers: inout Numbers) {
    self.numbers = Numbers(seed: numbers.next())
    oddity = [0, 2, 10].randomElement(using: &numbers) ?? 0
  }

  mutating func bytes() -> [UInt8] {
    let space = pick(["", " "])
    var text = ""
    for row in 0..<Int.random(in: 1...25, using: &numbers) {
      var members = [
        "\"id\":\(space)\"r\(row)\"", "\"time\":\(space)\"2017-10-03T21:15:\(10 + row)Z\"",
        "\"from\":\(space)\"\(pick(["a", "b", "甲", ""]))\"",
        "\"to\":\(space)"
          + pick(["\"b\"", "\"c\"", "\"乙\"", "[\"b\", \"c\"]", "\"d;e\"", "\"*\""]),
        "\"channel\":\(space)\"email\"",
        "\"parent\":\(space)" + pick(["\"\"", "null", "\"r\(row / 2)\"", "\"gone\""]),
      ]
      if chance(20) {
        members.append("\"note\": " + pick(["\"text\"", "\"a\\nb\"", "\"\\u00e9\""]))
      }
      if chance(20) { members.append("\"colour\": " + pick(["\"red\"", "[1, 2]", "null", "7"])) }
      if odd(8) {
        members.append(pick(["\"to\": \"z\"", "\"time\": 3", "\"item\": {}", "bad", "\"x"]))
      }
      if odd(10) { members.shuffle(using: &numbers) }
      text += odd(4) ? " " : ""
      text += "{" + members.joined(separator: "," + (odd(6) ? pick(["\n", " "]) : space)) + "}"
      text += odd(6) ? pick(["\n\n", "\r\n", "\r", " \n", " x\n", ",\n"]) : "\n"
    }
    if chance(10) { text = "[" + text.split(separator: "\n").joined(separator: ",\n") + "]" }
    var bytes = Array(text.utf8)
    if chance(10) { bytes = Array(bytes.dropLast(Int.random(in: 1...9, using: &numbers))) }
    return bytes
  }

  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: values.indices, using: &numbers)]
  }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &numbers) < percent
  }

  private mutating func odd(_ percent: Int) -> Bool { chance(percent * oddity / 2) }
}
