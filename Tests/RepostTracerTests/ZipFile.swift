import Foundation

/// A ZIP archive that may say of its entries what is not so.
struct ZipFile {
  private var entries = Data()
  private var directory = Data()
  private var count = 0

  /// The archive with its directory.
  var bytes: Data {
    var end = Self.number(0x0605_4B50, 4) + Self.number(0, 4)
    end += Self.number(count, 2) + Self.number(count, 2)
    end += Self.number(directory.count, 4) + Self.number(entries.count, 4) + Self.number(0, 2)
    return entries + directory + end
  }

  /// Adds a text as it is.
  mutating func add(_ name: String, _ text: String) {
    add(name, Data(text.utf8), method: 0, size: text.utf8.count, crc: Self.crc(Data(text.utf8)))
  }

  /// Adds what is packed already, with the length that it states to have unpacked.
  mutating func add(_ name: String, deflated: Data, stating size: Int) {
    add(name, deflated, method: 8, size: size, crc: 0)
  }

  private mutating func add(_ name: String, _ packed: Data, method: Int, size: Int, crc: Int) {
    let isLong = size > 0xFFFF_FFFE
    // A longer one is stated in a field of its own.
    let extra = isLong ? Self.number(1, 2) + Self.number(8, 2) + Self.number(size, 8) : Data()
    var common = Self.number(isLong ? 45 : 20, 2) + Self.number(0, 2) + Self.number(method, 2)
    common += Self.number(0, 4) + Self.number(crc, 4) + Self.number(packed.count, 4)
    common += Self.number(isLong ? 0xFFFF_FFFF : size, 4) + Self.number(name.utf8.count, 2)
    common += Self.number(extra.count, 2)
    let start = entries.count
    entries += Self.number(0x0403_4B50, 4) + common + Data(name.utf8) + extra + packed
    directory += Self.number(0x0201_4B50, 4) + Self.number(20, 2) + common
    directory += Self.number(0, 10) + Self.number(start, 4) + Data(name.utf8) + extra
    count += 1
  }

  /// A blank and then, each in 13 bits, 258 more of them so many times (RFC 1951).
  static func blanks(repeats: Int) -> Data {
    var data = Data()
    var bits = 0
    var held = 0
    func put(_ value: Int, _ length: Int) {
      bits |= value << held
      held += length
      while held >= 8 {
        data.append(UInt8(bits & 0xFF))
        bits >>= 8
        held -= 8
      }
    }
    put(0b011, 3)
    // Codes come with their highest bit first: 01010000, then 11000101 and 00000.
    put(0b0000_1010, 8)
    for _ in 0..<repeats { put(0b0_0000_1010_0011, 13) }
    put(0, 7)
    put(0, 7)
    return data
  }

  private static func number(_ value: Int, _ length: Int) -> Data {
    Data((0..<length).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 })
  }

  private static func crc(_ data: Data) -> Int {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in data {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return Int(~crc)
  }
}
