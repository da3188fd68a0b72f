/// A value that is sent between a process and the child that draws for it.
protocol WireValue {
  /// Takes the value off the front of what was received.
  init(from reader: inout WireReader) throws(WireError)

  func write(to writer: inout WireWriter)
}

/// Bytes that were received are not what was sent.
struct WireError: Error {}

/// Bytes to send, with the kind and the length of the whole in front.
struct WireWriter {
  private(set) var bytes: [UInt8] = []

  /// Makes a message of a kind, which has four letters.
  static func message(_ kind: String, _ value: some WireValue) -> [UInt8] {
    var content = WireWriter()
    content.write(value)
    var whole = WireWriter()
    whole.bytes += kind.utf8
    whole.write(wireVersion)
    whole.write(content.bytes.count)
    return whole.bytes + content.bytes
  }

  mutating func write(_ value: some WireValue) {
    value.write(to: &self)
  }

  mutating func write(raw: [UInt8]) {
    write(raw.count)
    bytes += raw
  }

  fileprivate mutating func append(_ byte: UInt8) {
    bytes.append(byte)
  }
}

/// Bytes that were received, of which nothing is taken for granted.
struct WireReader {
  private var bytes: ArraySlice<UInt8>

  /// Reads a message of a kind that has a value and nothing more.
  static func value<Value: WireValue>(
    _ kind: String, in message: [UInt8]
  ) throws(WireError) -> Value {
    guard message.starts(with: kind.utf8) else { throw WireError() }
    var reader = WireReader(bytes: message.dropFirst(kind.utf8.count))
    guard try reader.read(Int.self) == wireVersion, try reader.read(Int.self) == reader.bytes.count
    else { throw WireError() }
    let value: Value = try reader.read()
    guard reader.bytes.isEmpty else { throw WireError() }
    return value
  }

  mutating func read<Value: WireValue>(_: Value.Type = Value.self) throws(WireError) -> Value {
    try Value(from: &self)
  }

  mutating func readRaw() throws(WireError) -> ArraySlice<UInt8> {
    let count: Int = try read()
    guard (0...bytes.count).contains(count) else { throw WireError() }
    defer { bytes = bytes.dropFirst(count) }
    return bytes.prefix(count)
  }

  /// The number of elements that follow, none of which is less than a byte.
  fileprivate mutating func readCount() throws(WireError) -> Int {
    let count: Int = try read()
    guard (0...bytes.count).contains(count) else { throw WireError() }
    return count
  }

  fileprivate mutating func readByte() throws(WireError) -> UInt8 {
    guard let byte = bytes.popFirst() else { throw WireError() }
    return byte
  }
}

private let wireVersion = 1

extension UInt64: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    self = 0
    for shift in 0..<8 {
      self |= Self(try reader.readByte()) << (8 * shift)
    }
  }

  func write(to writer: inout WireWriter) {
    for shift in 0..<8 {
      writer.append(UInt8(truncatingIfNeeded: self >> (8 * shift)))
    }
  }
}

extension Int: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    self.init(truncatingIfNeeded: try reader.read(UInt64.self))
  }

  func write(to writer: inout WireWriter) {
    writer.write(UInt64(truncatingIfNeeded: self))
  }
}

extension Double: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    self.init(bitPattern: try reader.read())
  }

  func write(to writer: inout WireWriter) {
    writer.write(bitPattern)
  }
}

extension String: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    guard let text = String(validating: try reader.readRaw(), as: UTF8.self) else {
      throw WireError()
    }
    self = text
  }

  func write(to writer: inout WireWriter) {
    writer.write(raw: Array(utf8))
  }
}

extension Optional: WireValue where Wrapped: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    switch try reader.readByte() {
    case 0: self = nil
    case 1: self = try reader.read(Wrapped.self)
    default: throw WireError()
    }
  }

  func write(to writer: inout WireWriter) {
    writer.append(self == nil ? 0 : 1)
    if let value = self { writer.write(value) }
  }
}

extension Array: WireValue where Element: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    self = []
    let count = try reader.readCount()
    while self.count < count {
      append(try reader.read())
    }
  }

  func write(to writer: inout WireWriter) {
    writer.write(count)
    for element in self { writer.write(element) }
  }
}

extension Dictionary: WireValue where Key: WireValue, Value: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    self = [:]
    let count = try reader.readCount()
    while self.count < count {
      let key: Key = try reader.read()
      guard updateValue(try reader.read(), forKey: key) == nil else { throw WireError() }
    }
  }

  func write(to writer: inout WireWriter) {
    writer.write(count)
    for (key, value) in self {
      writer.write(key)
      writer.write(value)
    }
  }
}

extension RawRepresentable where RawValue == String {
  init(from reader: inout WireReader) throws(WireError) {
    guard let value = Self(rawValue: try reader.read()) else { throw WireError() }
    self = value
  }

  func write(to writer: inout WireWriter) {
    writer.write(rawValue)
  }
}
