/// Numbers that are mostly small, in one, two or four bytes each.
struct CompactNumbers: Sendable {
  private var bytes: [UInt8] = []
  private var pairs: [UInt16] = []
  private var wide: [Int32] = []
  private var width = 1

  init() {}

  var count: Int { width == 1 ? bytes.count : width == 2 ? pairs.count : wide.count }

  subscript(index: Int) -> Int {
    switch width {
    case 1: Int(bytes[index])
    case 2: Int(pairs[index])
    default: Int(wide[index])
    }
  }

  mutating func append(_ number: Int) {
    widen(for: number)
    switch width {
    case 1: bytes.append(UInt8(truncatingIfNeeded: number))
    case 2: pairs.append(UInt16(truncatingIfNeeded: number))
    default: wide.append(Int32(truncatingIfNeeded: number))
    }
  }

  /// Appends numbers of which none is larger than a limit.
  mutating func append(_ numbers: UnsafeBufferPointer<Int32>, largest: Int) {
    widen(for: largest)
    switch width {
    case 1: bytes.append(contentsOf: numbers.lazy.map { UInt8(truncatingIfNeeded: $0) })
    case 2: pairs.append(contentsOf: numbers.lazy.map { UInt16(truncatingIfNeeded: $0) })
    default: wide.append(contentsOf: numbers)
    }
  }

  mutating func reserve(_ count: Int) {
    if width == 1 { bytes.reserveCapacity(count) }
  }

  private mutating func widen(for number: Int) {
    if width == 1, number > Int(UInt8.max) {
      pairs = bytes.map { UInt16($0) }
      bytes = []
      width = 2
    }
    if width == 2, number > Int(UInt16.max) {
      wide = pairs.map { Int32($0) }
      pairs = []
      width = 4
    }
  }
}
