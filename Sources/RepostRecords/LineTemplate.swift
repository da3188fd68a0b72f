import CByteScan

/// The text around the values of an object on a line, by which objects that are written alike are
/// read without looking at their keys again.
struct LineTemplate: Equatable {
  /// The text before a value, and what the value is.
  struct Part: Equatable {
    var offset: Int
    var count: Int
    /// The number of places that a scan finds in the text.
    var places: Int
    /// The number of the field, or that of the last field and the number of the extra column.
    var target: Int
  }

  static let fieldCount = RecordField.allCases.count

  private(set) var parts: [Part] = []
  /// The texts before the values, and that after the last.
  private(set) var literals: [UInt8] = []
  private(set) var tail = Part(offset: 0, count: 0, places: 0, target: -1)
  /// The extra columns, counted like targets, with the numbers of their names.
  private(set) var extras = QuickExtras(columns: [], hasTexts: false)

  static func == (a: LineTemplate, b: LineTemplate) -> Bool {
    a.parts == b.parts && a.literals == b.literals
  }

  /// Learns from an object that was read; `nil` where it has values of which no text can be told.
  ///
  /// - Parameters:
  ///   - text: The object.
  ///   - column: Tells what a key means.
  init?(of text: UnsafeRawBufferPointer, column: (UnsafeRawBufferPointer) -> Column?) {
    var scanner = JSONScanner(text: text, from: 0)
    let buffer = ByteBuffer()
    var start = 0
    guard scanner.take("{") else { return nil }
    scanner.skipBlanks()
    while !scanner.take("}") {
      if !parts.isEmpty || scanner.position > 1 { _ = scanner.take(",") }
      scanner.skipBlanks()
      guard let key = try? scanner.string(into: buffer), !key.isUnescaped else { return nil }
      guard let column = column(text.slice(key.start..<key.start + key.count)) else { return nil }
      scanner.skipBlanks()
      guard scanner.take(":") else { return nil }
      scanner.skipBlanks()
      if scanner.next == UInt8(ascii: "n") {
        guard (try? scanner.word()) != nil else { return nil }
      } else {
        let isList = scanner.take("[")
        if isList { guard Self.isList(column) else { return nil } }
        scanner.skipBlanks()
        guard scanner.next == UInt8(ascii: "\""), let value = try? scanner.string(into: buffer),
          !value.isUnescaped
        else { return nil }
        append(text.slice(start..<value.start), column)
        start = value.start + value.count
        scanner.skipBlanks()
        if isList { guard scanner.take("]") else { return nil } }
      }
      scanner.skipBlanks()
    }
    guard scanner.line == 1, !parts.isEmpty else { return nil }
    tail = literal(text.slice(start..<scanner.position), target: -1)
  }

  private static func isList(_ column: Column) -> Bool {
    guard case .field(let field) = column else { return false }
    return RecordField(rawValue: field)?.isList ?? false
  }

  private mutating func append(_ text: UnsafeRawBufferPointer, _ column: Column) {
    switch column {
    case .field(let field):
      parts.append(literal(text, target: field))
      if field == RecordField.evidence.rawValue || field == RecordField.note.rawValue {
        extras.hasTexts = true
      }
    case .extra(let name):
      let target = Self.fieldCount + extras.columns.count
      extras.columns.append((target, name))
      extras.hasTexts = true
      parts.append(literal(text, target: target))
    }
  }

  private mutating func literal(_ text: UnsafeRawBufferPointer, target: Int) -> Part {
    let offset = literals.count
    literals.append(contentsOf: text)
    let places = text.count { bytescan_is_found($0, 0, bytescan_json) != 0 }
    return Part(offset: offset, count: text.count, places: places, target: target)
  }
}

/// A row of NDJSON that is written like one before it.
struct QuickObject: QuickFields {
  private let values: UnsafeMutablePointer<QuickValue>

  init(values: UnsafeMutablePointer<QuickValue>) { self.values = values }

  @inline(__always)
  func value(_ field: RecordField) -> QuickValue? { values[field.rawValue] }

  @inline(__always)
  func value(inColumn column: Int) -> QuickValue? { values[column] }
}
