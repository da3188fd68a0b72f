/// The forms of ids that end in digits, so that such an id takes eight bytes.
///
/// An id is packed where it is a prefix and 1 to 16 digits: the number of the form in the highest
/// byte, the value of the digits below. A form is a prefix and a number of digits, so that no two ids
/// have one key. All others are texts.
struct IDShapes: Sendable {
  struct Shape: Sendable {
    let prefix: [UInt8]
    let digits: Int
  }

  /// In the highest byte of the key of an id that is a text.
  static let text: UInt64 = 255
  /// The key of no id.
  static let noKey: UInt64 = 0

  private static let limit = 254
  private static let prefixLimit = 64

  private(set) var shapes: [Shape] = []
  // The form that was met last, whose prefix is looked at as one number.
  private var lastCode: UInt64 = 0
  private var lastCount = -1
  private var lastPrefix: UInt64 = 0
  private var prefixMask: UInt64 = 0
  private var lastDigits = 0

  static func code(of key: UInt64) -> Int { Int(key >> 56) }

  static func value(of key: UInt64) -> UInt64 { key & 0x00FF_FFFF_FFFF_FFFF }

  /// The key of an id that is not empty, or `nil` where it is a text.
  @inline(__always)
  mutating func pack(_ id: UnsafeRawPointer, _ count: Int) -> UInt64? {
    if count == lastCount,
      id.loadUnaligned(as: UInt64.self) & prefixMask == lastPrefix,
      let value = Self.number(id + (count - lastDigits), lastDigits)
    {
      return lastCode << 56 | value
    }
    return packSlowly(UnsafeRawBufferPointer(start: id, count: count))
  }

  private mutating func packSlowly(_ id: UnsafeRawBufferPointer) -> UInt64? {
    guard let digits = Self.digits(of: id), let start = id.baseAddress else { return nil }
    let prefix = id.slice(0..<id.count - digits)
    guard let value = Self.number(start + prefix.count, digits) else { return nil }
    let code: Int
    if let known = self.code(prefix, digits) {
      code = known
    } else {
      guard shapes.count < Self.limit else { return nil }
      shapes.append(Shape(prefix: Array(prefix), digits: digits))
      code = shapes.count
    }
    if prefix.count <= 7, id.count >= 8 {
      lastCode = UInt64(code)
      lastCount = id.count
      lastDigits = digits
      prefixMask = (1 << UInt64(prefix.count * 8)) - 1
      lastPrefix = id.loadUnaligned(as: UInt64.self) & prefixMask
    }
    return UInt64(code) << 56 | value
  }

  /// The key of an id whose form is known already.
  func find(_ id: UnsafeRawBufferPointer) -> UInt64? {
    guard let digits = Self.digits(of: id), let start = id.baseAddress else { return nil }
    let prefix = id.slice(0..<id.count - digits)
    guard let code = code(prefix, digits),
      let value = Self.number(start + prefix.count, digits)
    else { return nil }
    return UInt64(code) << 56 | value
  }

  /// Appends the id of a key.
  func append(_ key: UInt64, to id: inout [UInt8]) {
    let shape = shapes[Self.code(of: key) - 1]
    id.append(contentsOf: shape.prefix)
    var value = Self.value(of: key)
    let start = id.count
    id.append(contentsOf: repeatElement(0, count: shape.digits))
    for place in stride(from: start + shape.digits - 1, through: start, by: -1) {
      id[place] = 48 + UInt8(value % 10)
      value /= 10
    }
  }

  mutating func removeAll() {
    shapes.removeAll(keepingCapacity: true)
    lastCount = -1
  }

  private func code(_ prefix: UnsafeRawBufferPointer, _ digits: Int) -> Int? {
    for (index, shape) in shapes.enumerated()
    where shape.digits == digits && shape.prefix.count == prefix.count
      && shape.prefix.elementsEqual(prefix)
    {
      return index + 1
    }
    return nil
  }

  // Ids that reading makes of a repeated one hold an @; each would be a form of its own.
  private static func digits(of id: UnsafeRawBufferPointer) -> Int? {
    var digits = 0
    while digits < id.count, id[id.count - 1 - digits] &- 48 < 10 { digits += 1 }
    guard 1...16 ~= digits, id.count - digits <= prefixLimit else { return nil }
    for place in 0..<id.count - digits where id[place] == UInt8(ascii: "@") { return nil }
    return digits
  }

  /// The value of some digits, or `nil` where one of these is none.
  @inline(__always)
  private static func number(_ text: UnsafeRawPointer, _ count: Int) -> UInt64? {
    var value: UInt64 = 0
    var place = 0
    while place + 8 <= count {
      var digits = text.loadUnaligned(fromByteOffset: place, as: UInt64.self).littleEndian
      let isNumber =
        digits & 0xF0F0_F0F0_F0F0_F0F0 == 0x3030_3030_3030_3030
        && (digits &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0 == 0x3030_3030_3030_3030
      guard isNumber else { return nil }
      digits = ((digits & 0x0F0F_0F0F_0F0F_0F0F) &* 2561) >> 8
      digits = ((digits & 0x00FF_00FF_00FF_00FF) &* 6_553_601) >> 16
      digits = ((digits & 0x0000_FFFF_0000_FFFF) &* 42_949_672_960_001) >> 32
      value = value &* 100_000_000 &+ digits
      place += 8
    }
    while place < count {
      let digit = text.load(fromByteOffset: place, as: UInt8.self) &- 48
      guard digit < 10 else { return nil }
      value = value &* 10 &+ UInt64(digit)
      place += 1
    }
    return value
  }
}
