import Foundation
import RepostRecords
import Testing

@Suite struct EncodingTests {
  private static let rows = [
    ["编号", "时间", "发送人", "接收人", "备注"],
    ["R1", "2017-10-03", "张某甲", "李某;王某", "他说，\"好\""],
    ["R2", "2017年10月", "李某", "群, 一", "两\n行"],
    ["R3", "", "", "*", "尾"],
  ]

  private static let expected = [
    "R1|2017-10-03|张某甲|李某+王某|unknown|item|-|-|||confirmed||他说，\"好\"|",
    "R2|2017-10|李某|群, 一|unknown|item|-|-|||confirmed||两\n行|",
    "R3||?|*|unknown|item|-|-|||confirmed||尾|",
  ]

  enum Encoding: String, CaseIterable {
    case utf8 = "utf-8"
    case utf8Mark = "utf-8-bom"
    case utf16Little = "utf-16le"
    case utf16Big = "utf-16be"
    case gb18030 = "gb18030"

    func bytes(_ text: String) -> [UInt8] {
      switch self {
      case .utf8: Array(text.utf8)
      case .utf8Mark: [0xEF, 0xBB, 0xBF] + Array(text.utf8)
      case .utf16Little: [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
      case .utf16Big: [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
      case .gb18030: gb18030Bytes(text)
      }
    }
  }

  /// Every encoding with every ending of lines and every way to quote gives the same records.
  @Test(arguments: Encoding.allCases, ["\n", "\r\n", "\r"])
  func sameRecords(_ encoding: Encoding, ending: String) throws {
    for quotesAll in [true, false] {
      for separator in [",", "\t"] {
        for hasLastEnding in [true, false] {
          let lines = Self.rows.map { row in
            row.map { field in
              let needsQuotes =
                quotesAll || field.contains { $0 == "\"" || $0.isNewline || $0 == "," }
              return needsQuotes
                ? "\"" + field.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : field
            }
            .joined(separator: separator)
          }
          let text = lines.joined(separator: ending) + (hasLastEnding ? ending : "")
          let forwardingCase = try readRecords(encoding.bytes(text))
          #expect(forwardingCase.recordLines == Self.expected)
          #expect(forwardingCase.records.line(1) == 3)
          #expect(forwardingCase.records.line(2) == 5)
          let input = forwardingCase.inputs[0]
          #expect(input.encoding == encoding.rawValue)
          #expect(input.format == (separator == "," ? "csv" : "tsv"))
          #expect(input.records == 3)
          #expect(input.bytes == encoding.bytes(text).count)
        }
      }
    }
  }

  @Test func checksum() throws {
    let input = try readRecords("time,to\n2017,a\n").inputs[0]
    #expect(
      input.sha256 == "bb381830b6b7e3dbbb9485850715b873d844638ae3fc1753993e1e5bacecb892")
  }

  @Test func charactersBeyondTheBasicPlane() throws {
    for encoding in [Encoding.utf8, .utf16Little, .utf16Big] {
      #expect(
        try readRecords(encoding.bytes("from,to\n𠮷某,😀\n")).recordLines
          == ["records.csv:2||𠮷某|😀|unknown|item|-|-|||confirmed|||"])
    }
  }

  private static let noText =
    "; expected CSV, TSV, JSON or NDJSON as text; export the records as text, or name the right "
    + "file"

  @Test(
    arguments: [
      ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "1:1", "it looks like a PNG picture"),
      (
        [0x50, 0x4B, 0x03, 0x04, 0x14, 0x00], "1:1",
        "it looks like a ZIP archive or an Excel workbook"
      ),
      ([0x25, 0x50, 0x44, 0x46, 0x2D, 0x31], "1:1", "it looks like a PDF document"),
      ([0x1F, 0x8B, 0x08, 0x00], "1:1", "it looks like a gzip archive"),
      ([0x61, 0x0A, 0x62, 0x00, 0x63], "2:2", "it holds a zero byte at byte 4"),
      (
        [0x66, 0x00, 0x2C, 0x00, 0x74, 0x00, 0x0A, 0x00], "1:2",
        "it looks like UTF-16 without a byte order mark"
      ),
      ([0x01, 0x02, 0x03, 0x41], "1:1", "it is mostly control characters"),
      (
        [0xFF, 0xFE, 0x61, 0x00, 0x0A, 0x00, 0x00, 0x00], "2:1",
        "it holds a zero byte at byte 3"
      ),
    ] as [([UInt8], String, String)])
  func filesThatAreNoText(_ bytes: [UInt8], place: String, reason: String) {
    #expect(
      failure { try readRecords(bytes) }
        == "records.csv:\(place): found a file that is not text (\(reason))\(Self.noText)")
  }

  @Test func bytesOfNoEncoding() {
    #expect(
      failure { try readRecords(Array("from,to\n张".utf8) + [0xFF, 0x0A]) }
        == "records.csv:2:2: found byte 0xFF at byte 12, which is not UTF-8, and byte 0xA0 at byte "
        + "11, which is not GB18030; expected text in UTF-8, in GB18030, or in UTF-16 with a byte "
        + "order mark; save the file as UTF-8")
  }

  /// A cut in UTF-8 must not turn all names into other ones that GB18030 happens to have.
  @Test func damagedUTF8IsNotReadAsGB18030() {
    let names = String(repeating: "张某甲", count: 6)
    let bytes = Array("from,to\n\(names),李".utf8).dropLast()
    #expect(
      failure { try readRecords(Array(bytes)) }
        == "records.csv:2:20: found byte 0xE6 at byte 64, which is not UTF-8 as all before it is; "
        + "expected UTF-8 throughout; the file is damaged or cut there; export it again")
  }

  @Test func damagedUTF16() {
    #expect(
      failure { try readRecords([0xFF, 0xFE, 0x61, 0x00, 0x0A]) }
        == "records.csv:1:1: found 5 bytes of UTF-16; expected an even number of bytes; the file "
        + "is cut; export it again")
    #expect(
      failure { try readRecords([0xFF, 0xFE, 0x0A, 0x00, 0x61, 0x00, 0x00, 0xD8, 0x61, 0x00]) }
        == "records.csv:2:2: found half a UTF-16 surrogate pair at byte 7; expected both halves; "
        + "the file is damaged; export it again")
  }

  @Test(
    arguments: [
      [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80], [0xF0, 0x8F, 0xBF, 0xBF],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE4, 0xBD], [0x80],
    ] as [[UInt8]])
  func formsThatUTF8Forbids(_ bytes: [UInt8]) {
    let names = String(repeating: "张", count: 20)
    let message = failure {
      try readRecords(Array("from,to\n\(names),".utf8) + bytes + Array("\n".utf8))
    }
    #expect(message.contains("at byte 70, which is not UTF-8"))
  }
}

/// GB18030 by the converter of the system that runs the tests; all characters here have two bytes.
private func gb18030Bytes(_ text: String) -> [UInt8] {
  text.flatMap { character -> [UInt8] in
    if let ascii = character.asciiValue, character != "\r\n" { return [ascii] }
    if character == "\r\n" { return [13, 10] }
    return twoBytes[character] ?? []
  }
}

private let twoBytes: [Character: [UInt8]] = [
  "编": [0xB1, 0xE0], "号": [0xBA, 0xC5], "时": [0xCA, 0xB1], "间": [0xBC, 0xE4],
  "发": [0xB7, 0xA2], "送": [0xCB, 0xCD], "人": [0xC8, 0xCB], "接": [0xBD, 0xD3],
  "收": [0xCA, 0xD5], "备": [0xB1, 0xB8], "注": [0xD7, 0xA2], "张": [0xD5, 0xC5],
  "某": [0xC4, 0xB3], "甲": [0xBC, 0xD7], "李": [0xC0, 0xEE], "王": [0xCD, 0xF5],
  "他": [0xCB, 0xFB], "说": [0xCB, 0xB5], "，": [0xA3, 0xAC], "好": [0xBA, 0xC3],
  "年": [0xC4, 0xEA], "月": [0xD4, 0xC2], "群": [0xC8, 0xBA], "一": [0xD2, 0xBB],
  "两": [0xC1, 0xBD], "行": [0xD0, 0xD0], "尾": [0xCE, 0xB2],
]
