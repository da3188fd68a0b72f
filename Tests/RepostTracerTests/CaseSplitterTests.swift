import Foundation
import RepostRecords
import RepostReport
import Testing

@testable import repost_tracer

/// Finding the cases of a stream by their bytes.
@Suite struct CaseSplitterTests {
  @Test(arguments: [
    (#"{"case":"a"}"#, "a", #"{          }"#),
    (#"{"case":"a","to":"b"}"#, "a", #"{           "to":"b"}"#),
    (#"{"to":"b","case":-1.5e3}"#, "-1.5e3", #"{"to":"b"              }"#),
    (#"{"to":"b" , "case" : "a" , "n":1}"#, "a", #"{"to":"b"                , "n":1}"#),
    (#"  { "to":["case",{"case":2}],"case":"\u00e9\uD83D\uDE00\"" }"#, "é😀\"", nil),
    (#"{"c\u0061se":1,"to":"b"}"#, "1", #"{              "to":"b"}"#),
    (#"{"note":"\"case\":9","case":1}"#, "1", nil),
  ])
  func findsTheCaseAndLeavesTheRest(line: String, id: String, rest: String?) throws {
    let events = split([line], piece: 1 << 20)
    guard case .block(let block)? = events.first, events.count == 1 else {
      Issue.record("\(events)")
      return
    }
    #expect(block.id.text == id)
    let records = String(decoding: block.bytesOfRecords(), as: UTF8.self)
    #expect(records.utf8.count == line.utf8.count + 1)
    if let rest { #expect(records == rest + "\n") }
    let members = try #require(
      try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    let left = try JSONSerialization.jsonObject(with: Data(records.utf8)) as? [String: Any]
    #expect(left.map { $0 as NSDictionary } == members.filter { $0.key != "case" } as NSDictionary)
  }

  @Test(arguments: [
    (#"[1]"#, 1), (#"{}"#, 2), (#"{"a":1}"#, 7), (#"{"case":null}"#, 9), (#"{"case":""}"#, 9),
    (#"{"case":01}"#, 10), (#"{"case":1."#, 9), (#"{"case":1 "to":2}"#, 11), (#"{,"case":1}"#, 2),
    (#"{"case":1,}"#, 11), (#"{"case":1,"case":2}"#, 11), (#"{"case":1,"a":2,"c\u0061se":2}"#, 17),
    (#"{"a" "case":1}"#, 6), (#"{"case":"\x"}"#, 9), (#"{"case":"\ud800"}"#, 9),
    ("{\"case\":\"a\u{1}\"}", 9), (#"{"é":1}"#, 7), (#"{"case":"a"#, 11),
  ])
  func aLineWithoutOneValidCaseIsAProblem(line: String, column: Int) {
    let events = split([line], piece: 1 << 20)
    guard case .problem(let problem)? = events.first, events.count == 1 else {
      Issue.record("\(line): \(events)")
      return
    }
    #expect(problem.id == nil && problem.line == 1)
    #expect(problem.column == column, "\(line): \(problem.message)")
  }

  @Test func linesEndAsTheReaderOfRecordsEndsThem() {
    let one = #"{"case":1,"to":"b"}"#
    let two = #"{"case":2,"to":"b"}"#
    let events = split(["\u{FEFF}\(one)\r", "", "\(one)\r\(two)", " ", two], piece: 7)
    let blocks = events.compactMap { event -> CaseBlock? in
      if case .block(let block) = event { block } else { nil }
    }
    #expect(blocks.map(\.id.text) == ["1", "2"])
    #expect(blocks.map(\.firstLine) == [1, 4])
    #expect(blocks.map(\.records) == [2, 2])
    #expect(
      blocks.map { String(decoding: $0.bytes, as: UTF8.self) } == [
        "\(one)\n\n\(one)\n", "\(two)\n\n\(two)\n",
      ])
  }

  @Test func theSameIdInAnotherSpellingIsTheSameCase() {
    let events = split([#"{"case":"1"}"#, #"{"case":1}"#, #"{"case":"\u0031"}"#], piece: 5)
    guard case .block(let block)? = events.first, events.count == 1 else {
      Issue.record("\(events)")
      return
    }
    #expect(block.records == 3)
  }

  /// Whatever bytes a line has: where the reader of records takes it as one object with a `case`, the
  /// splitter finds that case and leaves a record that reads the same; and where the reader does not take
  /// it, neither the splitter nor the reader of what it leaves does.
  @Test func agreesWithTheReaderOfRecordsOnRandomLines() throws {
    var random = SplitMix(state: 4)
    var taken = 0
    for _ in 0..<8000 {
      let line = randomLine(&random)
      let whole = try? readCase(request(Array(line.utf8)))
      let events = split([line], piece: 3 + Int(random.next() % 40))
      guard case .block(let block)? = events.first, events.count == 1 else {
        let value = whole.flatMap { id(of: $0) } ?? ""
        #expect(value.isEmpty || "tf[{".contains(value.prefix(1)), "\(line) \(events)")
        continue
      }
      let left = try? readCase(request(block.bytesOfRecords()))
      guard let whole else {
        #expect(left == nil, "\(line)")
        continue
      }
      taken += 1
      #expect(id(of: whole) == block.id.text, "\(line)")
      let rest = try #require(left, "\(line)")
      #expect(
        rest.records.extras(0).map(\.name)
          == whole.records.extras(0).map(\.name).filter { $0 != "case" }, "\(line)")
      #expect(rest.records.note(0) == whole.records.note(0), "\(line)")
    }
    #expect(taken > 500)
  }

  private func request(_ bytes: [UInt8]) -> CaseRequest {
    var request = CaseRequest(inputs: [.bytes(name: "line", bytes)])
    request.format = .ndjson
    return request
  }

  private func id(of read: ForwardingCase) -> String? {
    read.records.extras(0).first { $0.name == "case" }?.value
  }

  private func split(_ lines: [String], piece: Int) -> [CaseEvent] {
    var splitter = CaseSplitter()
    var events: [CaseEvent] = []
    var rest = Array(lines.joined(separator: "\n").utf8)[...]
    while !rest.isEmpty {
      rest.prefix(piece).withUnsafeBytes { splitter.feed($0) { events.append($0) } }
      rest = rest.dropFirst(piece)
    }
    splitter.finish { events.append($0) }
    return events
  }

  private func randomLine(_ random: inout SplitMix) -> String {
    let keys = ["case", "case", "case", "note", "c\\u0061se", "x", "y", "\\u0063ase", "Case"]
    let values = [
      "\"a\"", "\"b\"", "\"c\"", "\"d\"", "1", "23", "-2.5e+1", "\"\\u00e9\"", "null", "true",
      "[\"b\"]", "{\"case\":3}", "\"\"",
      "\"case\\\"\"", "01", "\"\\ud83d\\ude00\"", "\"\\q\"", "[1,{\"k\":[]}]", "\"张\"",
    ]
    let gaps = ["", "", "", " ", "\t"]
    func gap() -> String { random.pick(gaps) }
    var line = gap() + "{" + gap() + "\"from\":\"A\",\"to\":\"B\""
    for _ in 0..<Int(1 + random.next() % 3) {
      line += gap() + "," + gap() + "\"" + random.pick(keys) + "\"" + gap() + ":" + gap()
      line += random.pick(values)
    }
    if random.next() % 2 == 0 { line = line.replacing("\"from\":\"A\",", with: "") }
    line += gap() + "}" + gap()
    if random.next() % 4 == 0 {
      // A stray sign somewhere, or one too few.
      var characters = Array(line)
      let place = Int(random.next() % UInt64(characters.count))
      if random.next() % 2 == 0 {
        characters.remove(at: place)
      } else {
        characters.insert(random.pick([",", "\"", "}", "{", ":", "\\", "0"]), at: place)
      }
      line = String(characters)
    }
    return line
  }
}

private struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int(next() % UInt64(elements.count))]
  }
}
