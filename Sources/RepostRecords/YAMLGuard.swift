/// Looks through YAML text for what would exhaust its parser, before that sees it.
///
/// It looks at bytes without regard to quotes, so its limits are far from what people write.
enum YAMLGuard {
  struct Problem {
    var line: Int
    var column: Int
    var found: String
    var expected: String
    var advice: String?
  }

  private static let depthLimit = 64
  private static let indentLimit = 200

  /// What the parser must not see, if there is any.
  static func problem(in yaml: String) -> Problem? {
    var depth = 0
    var anchor: Problem?
    var alias: Problem?
    for (number, line) in yaml.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline
    ).enumerated() {
      var indicators = 0
      var isStart = true
      var column = 0
      var before: UInt8 = 0
      var sign: UInt8?
      for byte in line.utf8 {
        column += 1
        defer { before = byte }
        func problem(_ found: String, _ expected: String) -> Problem {
          Problem(line: number + 1, column: column, found: found, expected: expected)
        }
        if let begun = sign, isName(byte) {
          column -= 1
          if begun == UInt8(ascii: "&") {
            anchor = anchor ?? problem("an anchor", "plain values")
          } else {
            alias = alias ?? problem("an alias", "plain values")
          }
          column += 1
        }
        sign = nil
        switch byte {
        case 0x20 where isStart && (before == UInt8(ascii: "-") || before == UInt8(ascii: "?")):
          indicators += 1
          if indicators > 8 { return problem("lists deep in each other", "plain values") }
          continue
        case 0x20, 0x09: continue
        case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
        case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
        case UInt8(ascii: "-") where isStart, UInt8(ascii: "?") where isStart: continue
        case UInt8(ascii: "&") where isStart || before == 0x20 || isFlow(before),
          UInt8(ascii: "*") where isStart || before == 0x20 || isFlow(before):
          sign = byte
          isStart = false
          continue
        default: break
        }
        if isStart, column > indentLimit {
          return problem("an indent of \(column - 1)", "at most \(indentLimit)")
        }
        isStart = false
        if depth > depthLimit {
          return problem("brackets more than \(depthLimit) deep", "plain values")
        }
      }
    }
    // One without the other repeats nothing, and both signs also stand in free text.
    if anchor != nil {
      alias?.advice = "write the value where it is meant, or put text with & and * in quotes"
      return alias
    }
    return nil
  }

  private static func isName(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 97 < 26 || byte &- 48 < 10 || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "-") || byte >= 0x80
  }

  private static func isFlow(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") || byte == UInt8(ascii: ",")
  }
}
