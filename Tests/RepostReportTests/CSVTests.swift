import RepostRecords
import RepostTrace
import Testing

@testable import RepostReport

@Test(arguments: [
  ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""),
  ("two\nlines", "\"two\nlines\""), ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"),
  ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"), ("\rx", "\"'\rx\""), ("＝1", "'＝1"),
  ("=cmd|' /C calc'!A0,\"", "\"'=cmd|' /C calc'!A0,\"\"\""), ("a=b", "a=b"), ("", ""),
])
func guardsCells(cell: String, written: String) {
  var csv = CSVText()
  csv.add([cell, "end"])
  #expect(csv.bytes == [0xEF, 0xBB, 0xBF] + Array((written + ",end\r\n").utf8))
}

@Test(arguments: Language.allCases)
func forwardersReadBack(language: Language) throws {
  let trace = try sample("fax-and-mms")
  let rows = try parse(forwardersCSV(trace, language: language))
  #expect(rows.count == 8)
  #expect(rows.allSatisfy { $0.count == 22 })
  #expect(rows.dropFirst().map { $0[1] } == ["宗某", "杨某", "徐某", "张某甲", "陶某", "张某乙", "?R9"])
  #expect(rows[2][20] == "R3; R4; R5")
  #expect(rows[7][2] == "")
  try expectGolden(
    text(forwardersCSV(trace, language: language)).replacing("\r\n", with: "\n"),
    "fax-and-mms.forwarders.\(language.rawValue).csv")
}

@Test func namesThatAreFormulasStayText() throws {
  let trace = try trace("id,from,to\n=R1,\"=HYPERLINK(\"\"x\"\")\",@b\n-R2,@b,+c\n")
  let rows = try parse(forwardersCSV(trace, language: .english))
  #expect(rows[1][1] == "'=HYPERLINK(\"x\")")
  #expect(rows[2][1] == "'@b")
  #expect(rows[2][20] == "'-R2")
  for cell in rows.flatMap({ $0 }) {
    #expect(!"=+-@".contains(cell.first ?? " "), "\(cell)")
  }
  let items = try parse(itemsCSV(trace, language: .chinese))
  #expect(items[1].prefix(2) == ["item", ""])
}

@Test func withoutRulesResponsibleIsBlank() throws {
  let rows = try parse(forwardersCSV(try trace("from,to\nA,B\n"), language: .english))
  #expect(rows[1][7] == "")
}

/// Reads RFC 4180 text with a byte order mark and CR LF.
private func parse(_ bytes: [UInt8]) throws -> [[String]] {
  try #require(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
  var rows: [[String]] = []
  var row: [String] = []
  var cell = ""
  var isQuoted = false
  var scalars = Array(text(Array(bytes.dropFirst(3))).unicodeScalars)[...]
  while let scalar = scalars.popFirst() {
    switch scalar {
    case "\"" where isQuoted && scalars.first == "\"":
      cell.unicodeScalars.append("\"")
      scalars.removeFirst()
    case "\"": isQuoted.toggle()
    case "," where !isQuoted:
      row.append(cell)
      cell = ""
    case "\r" where !isQuoted && scalars.first == "\n":
      scalars.removeFirst()
      rows.append(row + [cell])
      row = []
      cell = ""
    default: cell.unicodeScalars.append(scalar)
    }
  }
  #expect(row.isEmpty && cell.isEmpty && !isQuoted)
  return rows
}
