import CExpat

/// Is told of the elements of an XML text.
protocol XMLHandler: AnyObject {
  /// An element begins; names are without their prefixes.
  func begin(_ name: String, _ attributes: XMLAttributes, line: Int) throws(FormatProblem)
  /// Text within the element that was begun last, in pieces.
  func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(FormatProblem)
  /// An element ends.
  func end(_ name: String, line: Int) throws(FormatProblem)
}

/// The attributes of an element.
struct XMLAttributes {
  let all: [(name: String, value: String)]

  /// The value of an attribute.
  subscript(name: String) -> String? { all.first { $0.name == name }?.value }
}

/// Reads an XML text block by block; a text that declares entities is refused.
enum XMLInput {
  /// Elements may be nested so deep.
  static let depthLimit = 1_000
  /// A tag, comment or the like may be so long; the text between them may be longer.
  static let tagLimit = 16 << 20

  /// Reads a text to its end.
  ///
  /// - Parameters:
  ///   - input: The text.
  ///   - handler: Is told of its elements.
  ///   - sink: Is told where the text ends too early; what came before was told to the handler.
  /// - Throws: ``FormatProblem`` where the text is no XML from its start on, or the handler throws.
  static func read(
    _ input: ByteInput, handler: any XMLHandler, into sink: any ImportSink
  ) throws(FormatProblem) {
    guard let parser = XML_ParserCreate("UTF-8") else {
      throw FormatProblem(found: "no memory for an XML parser")
    }
    defer { XML_ParserFree(parser) }
    let state = XMLState(handler, parser)
    XML_SetUserData(parser, Unmanaged.passUnretained(state).toOpaque())
    XML_SetElementHandler(
      parser, { XMLState.of($0)?.begin($1, $2) }, { XMLState.of($0)?.end($1) })
    XML_SetCharacterDataHandler(parser) { XMLState.of($0)?.text($1, $2) }
    XML_SetEntityDeclHandler(parser) { data, _, _, _, _, _, _, _, _ in
      XMLState.of(data)?.refuseEntities()
    }
    var given = 0
    while true {
      let ahead = try input.ahead()
      let count = min(ahead.count, 1 << 20)
      let status = XML_Parse(
        parser, ahead.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(count),
        count == 0 ? 1 : 0)
      if let problem = state.problem { throw problem }
      guard status != XML_STATUS_ERROR else {
        return try report(parser, hasBegun: state.hasBegun, sink)
      }
      guard count > 0 else { return }
      input.skip(count)
      given += count
      // The parser keeps what it has not seen the end of.
      guard given - Int(XML_GetCurrentByteIndex(parser)) <= Self.tagLimit else {
        throw FormatProblem(
          line: Int(XML_GetCurrentLineNumber(parser)),
          found: "a tag or comment of more than \(Self.tagLimit) bytes", expected: "no longer one",
          advice: "the file is damaged, or is not what it seems")
      }
    }
  }

  private static func report(
    _ parser: XML_Parser, hasBegun: Bool, _ sink: any ImportSink
  ) throws(FormatProblem) {
    let what = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "an error"
    let line = Int(XML_GetCurrentLineNumber(parser))
    guard hasBegun else {
      throw FormatProblem(
        line: line, column: Int(XML_GetCurrentColumnNumber(parser)) + 1, found: what,
        expected: "XML")
    }
    sink.endsEarly(
      line: line, byte: Int(XML_GetCurrentByteIndex(parser)),
      found: FileMessage(.alone, .english(what)))
  }
}

/// What the callbacks of the parser share.
private final class XMLState {
  private let handler: any XMLHandler
  private let parser: XML_Parser
  private var depth = 0
  var problem: FormatProblem?
  var hasBegun = false

  init(_ handler: any XMLHandler, _ parser: XML_Parser) {
    self.handler = handler
    self.parser = parser
  }

  static func of(_ data: UnsafeMutableRawPointer?) -> XMLState? {
    data.map { Unmanaged<XMLState>.fromOpaque($0).takeUnretainedValue() }
  }

  private var line: Int { Int(XML_GetCurrentLineNumber(parser)) }

  func begin(
    _ name: UnsafePointer<CChar>?, _ pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>?
  ) {
    hasBegun = true
    depth += 1
    guard depth <= XMLInput.depthLimit else {
      return stop(
        FormatProblem(
          line: line, found: "elements nested deeper than \(XMLInput.depthLimit)",
          expected: "no more"))
    }
    var attributes: [(name: String, value: String)] = []
    var place = 0
    while let pairs, let name = pairs[place], let value = pairs[place + 1] {
      attributes.append((Self.local(name), String(cString: value)))
      place += 2
    }
    run { () throws(FormatProblem) in
      try handler.begin(name.map(Self.local) ?? "", XMLAttributes(all: attributes), line: line)
    }
  }

  func end(_ name: UnsafePointer<CChar>?) {
    depth -= 1
    run { () throws(FormatProblem) in try handler.end(name.map(Self.local) ?? "", line: line) }
  }

  func text(_ bytes: UnsafePointer<CChar>?, _ count: Int32) {
    run { () throws(FormatProblem) in
      guard let bytes else { return }
      let result = bytes.withMemoryRebound(to: UInt8.self, capacity: Int(count)) {
        bytes -> Result<Void, FormatProblem> in
        do throws(FormatProblem) {
          return .success(
            try handler.text(UnsafeBufferPointer(start: bytes, count: Int(count))))
        } catch {
          return .failure(error)
        }
      }
      try result.get()
    }
  }

  func refuseEntities() {
    stop(
      FormatProblem(
        line: line, found: "a declaration of an entity", expected: "a file without any",
        advice: "exports of messages have none; the file is not what it seems"))
  }

  private func run(_ body: () throws(FormatProblem) -> Void) {
    guard problem == nil else { return }
    do throws(FormatProblem) {
      try body()
    } catch {
      stop(error)
    }
  }

  private func stop(_ problem: FormatProblem) {
    guard self.problem == nil else { return }
    self.problem = problem
    _ = XML_StopParser(parser, XML_Bool(XML_FALSE))
  }

  private static func local(_ name: UnsafePointer<CChar>) -> String {
    let name = String(cString: name)
    guard let colon = name.lastIndex(of: ":") else { return name }
    return String(name[name.index(after: colon)...])
  }
}
