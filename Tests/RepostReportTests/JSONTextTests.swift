import Foundation
import RepostRecords
import RepostTrace
import Testing

@testable import RepostReport

@Test(arguments: [
  ("plain", #""plain""#),
  ("a\"b\\c", #""a\"b\\c""#),
  ("tab\tline\nreturn\r", #""tab\tline\nreturn\r""#),
  ("\u{0}\u{1F}\u{7F}", #""\u0000\u001f\u007f""#),
  ("\u{85}\u{9F}", #""\u0085\u009f""#),
  ("\u{2028}\u{2029}\u{2027}\u{202A}", "\"\\u2028\\u2029\u{2027}\u{202A}\""),
  ("张某甲 é 😀", "\"张某甲 é 😀\""),
])
func escapesText(text: String, json: String) throws {
  var writer = JSONText()
  writer.string(text)
  #expect(RepostReportTests.text(writer.bytes) == json)
  let read = try JSONSerialization.jsonObject(
    with: Data(writer.bytes), options: .fragmentsAllowed)
  #expect(read as? String == text)
}

@Test(arguments: [
  (0.0, "0.0"), (1.0, "1.0"), (2.38888888, "2.3889"), (1.5, "1.5"), (0.00004, "0.0"),
  (0.00005, "0.0001"), (-0.25, "-0.25"), (12.0101, "12.0101"), (.infinity, "null"),
  (.nan, "null"),
])
func roundsToFourDecimals(number: Double, json: String) {
  var writer = JSONText()
  writer.number(number)
  #expect(text(writer.bytes) == json)
}

@Test func keepsShortArraysOnOneLine() {
  var json = JSONText()
  json.object { json in
    json.key("none")
    json.array { _ in }
    json.key("short")
    json.strings(["a", "b"])
    json.key("numbers")
    json.numbers([1, -20, 0])
    json.key("long")
    json.strings([String(repeating: "x", count: 60), String(repeating: "y", count: 60)])
    json.key("line")
    json.object(.line) { json in
      json.key("empty")
      json.object { _ in }
      json.key("list")
      json.strings(["c"])
    }
  }
  #expect(
    text(json.finish()) == """
      {
        "none": [],
        "short": ["a", "b"],
        "numbers": [1, -20, 0],
        "long": [
          "\(String(repeating: "x", count: 60))",
          "\(String(repeating: "y", count: 60))"
        ],
        "line": { "empty": {}, "list": ["c"] }
      }

      """)
}
