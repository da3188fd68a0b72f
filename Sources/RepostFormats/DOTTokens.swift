/// Gives the tokens of a text in the language of Graphviz one after the other.
final class DOTTokens {
  /// A name or a text is kept up to this length.
  static let limit = 1 << 20

  /// One token.
  enum Token: Equatable {
    /// `{`, `}`, `[`, `]`, `=`, `;`, `,` or `:`.
    case mark(Character)
    /// `->`.
    case arrow
    /// `--`.
    case line
    /// A name; only one that is not in quotes can be a keyword.
    case name(String, isQuoted: Bool)
    /// A text in the markup of HTML.
    case markup(String)
  }

  private let input: ByteInput
  private var window = UnsafeRawBufferPointer(start: nil, count: 0)
  private var used = 0
  private var isAtLineStart = true
  private var pending: (token: Token, line: Int)?

  /// The line of the byte that follows, counted from 1.
  private(set) var line = 1
  /// The line on which the token that was read last begins.
  private(set) var tokenLine = 1

  init(_ input: ByteInput) { self.input = input }

  /// The number of bytes that were used.
  var position: Int { input.position + used }

  /// The token that follows, which stays; `nil` at the end.
  func peek() throws(FormatProblem) -> Token? {
    if pending == nil {
      let before = tokenLine
      guard let token = try read() else {
        tokenLine = before
        return nil
      }
      pending = (token, tokenLine)
      tokenLine = before
    }
    return pending?.token
  }

  /// The line of the token that follows.
  var nextLine: Int { pending?.line ?? line }

  /// The next token; `nil` at the end.
  func next() throws(FormatProblem) -> Token? {
    guard let ahead = pending else { return try read() }
    pending = nil
    tokenLine = ahead.line
    return ahead.token
  }

  /// What the text breaks off within; `nil` where it does not.
  private(set) var brokenOff: FileSentence?

  private func read() throws(FormatProblem) -> Token? {
    try skipBlanks()
    tokenLine = line
    guard let byte = try byte() else { return nil }
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: "="), UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: ":"):
      advance()
      return .mark(Character(Unicode.Scalar(byte)))
    case UInt8(ascii: "\""): return try quoted()
    case UInt8(ascii: "<"): return try markup()
    case UInt8(ascii: "-"): return try dash()
    default: return try name()
    }
  }

  private func dash() throws(FormatProblem) -> Token {
    advance()
    switch try byte() {
    case UInt8(ascii: ">"):
      advance()
      return .arrow
    case UInt8(ascii: "-"):
      advance()
      return .line
    default: return .name("-" + (try word()), isQuoted: false)
    }
  }

  private func name() throws(FormatProblem) -> Token {
    let name = try word()
    guard name.isEmpty, let byte = try byte() else { return .name(name, isQuoted: false) }
    // What no token begins with is given as a mark, which no rule knows.
    advance()
    return .mark(Character(Unicode.Scalar(byte)))
  }

  private func word() throws(FormatProblem) -> String {
    var bytes: [UInt8] = []
    while let byte = try byte() {
      let isOfName =
        byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
        || (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
      guard isOfName else { break }
      if bytes.count < Self.limit { bytes.append(byte) }
      advance()
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func quoted() throws(FormatProblem) -> Token? {
    var bytes: [UInt8] = []
    while true {
      guard try quotedPiece(&bytes) else { return nil }
      try skipBlanks()
      guard try byte() == UInt8(ascii: "+") else { break }
      advance()
      try skipBlanks()
      guard try byte() == UInt8(ascii: "\"") else { break }
    }
    return .name(String(decoding: bytes, as: UTF8.self), isQuoted: true)
  }

  /// Reads from a quote to the next; returns whether there is one.
  private func quotedPiece(_ bytes: inout [UInt8]) throws(FormatProblem) -> Bool {
    advance()
    while let byte = try byte() {
      advance()
      if byte == UInt8(ascii: "\"") { return true }
      guard byte == UInt8(ascii: "\\") else {
        if bytes.count < Self.limit { bytes.append(byte) }
        continue
      }
      switch try self.byte() {
      case UInt8(ascii: "\""):
        advance()
        bytes.append(UInt8(ascii: "\""))
      case UInt8(ascii: "\\"):
        advance()
        bytes += [byte, byte]
      case 0x0A: advance()
      case 0x0D:
        advance()
        if try self.byte() == 0x0A { advance() }
      default: bytes.append(byte)
      }
    }
    brokenOff = .endInQuotes
    return false
  }

  private func markup() throws(FormatProblem) -> Token? {
    var bytes: [UInt8] = []
    var depth = 0
    while let byte = try byte() {
      advance()
      if byte == UInt8(ascii: "<") {
        depth += 1
        if depth == 1 { continue }
      } else if byte == UInt8(ascii: ">") {
        depth -= 1
        if depth == 0 { return .markup(String(decoding: bytes, as: UTF8.self)) }
      }
      if bytes.count < Self.limit { bytes.append(byte) }
    }
    brokenOff = .endInBrackets
    return nil
  }

  private func skipBlanks() throws(FormatProblem) {
    while let byte = try byte() {
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D, 0x0C, 0x0B:
        advance()
        if byte == 0x0A { isAtLineStart = true }
      case UInt8(ascii: "#") where isAtLineStart: try skipLine()
      case UInt8(ascii: "/"):
        advance()
        switch try self.byte() {
        case UInt8(ascii: "/"): try skipLine()
        case UInt8(ascii: "*"): try skipComment()
        default: return
        }
      default:
        isAtLineStart = false
        return
      }
    }
  }

  private func skipLine() throws(FormatProblem) {
    while let byte = try byte(), byte != 0x0A { advance() }
  }

  private func skipComment() throws(FormatProblem) {
    advance()
    var last: UInt8 = 0
    while let byte = try byte() {
      advance()
      if last == UInt8(ascii: "*"), byte == UInt8(ascii: "/") { return }
      last = byte
    }
    brokenOff = .endInComment
  }

  private func byte() throws(FormatProblem) -> UInt8? {
    if used < window.count { return window[used] }
    input.skip(used)
    used = 0
    window = try input.ahead()
    return window.first
  }

  private func advance() {
    if window[used] == 0x0A { line += 1 }
    used += 1
  }
}
