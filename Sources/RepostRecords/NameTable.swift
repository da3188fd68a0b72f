/// Distinct texts, each stored once and known by a dense number in the order of first appearance.
///
/// Lookups work on UTF-8 bytes, so that a reader need not build a `String` for a field.
public struct NameTable: Sendable {
  private var bytes: [UInt8] = []
  private var offsets: [Int] = [0]
  // Open addressing: a slot holds a name's hash above its number plus one, or zero.
  private var slots: [UInt64]

  /// Makes an empty table.
  public init() {
    slots = [UInt64](repeating: 0, count: 64)
  }

  /// The number of distinct names.
  public var count: Int { offsets.count - 1 }

  /// The name of a number.
  public subscript(index: Int) -> String {
    String(decoding: bytes[offsets[index]..<offsets[index + 1]], as: UTF8.self)
  }

  package func withBytes<R>(_ index: Int, _ body: (UnsafeRawBufferPointer) -> R) -> R {
    let range = offsets[index]..<offsets[index + 1]
    return bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }

  /// The number of a name, or `nil` where the table does not hold it.
  ///
  /// - Complexity: O(*length of the name*) on average.
  public func find(_ name: String) -> Int? {
    var name = name
    return name.withUTF8 { find(UnsafeRawBufferPointer($0)) }
  }

  package func find(_ name: UnsafeRawBufferPointer) -> Int? {
    let entry = slots[slot(of: name, hash: Self.hash(name))]
    return entry == 0 ? nil : Int(UInt32(truncatingIfNeeded: entry)) - 1
  }

  /// The number of a name, which is added where the table does not hold it yet.
  @discardableResult
  public mutating func intern(_ name: String) -> Int {
    var name = name
    return name.withUTF8 { intern(UnsafeRawBufferPointer($0)) }
  }

  @discardableResult
  package mutating func intern(_ name: UnsafeRawBufferPointer) -> Int {
    let hash = Self.hash(name)
    let slot = slot(of: name, hash: hash)
    guard slots[slot] == 0 else { return Int(UInt32(truncatingIfNeeded: slots[slot])) - 1 }
    let index = count
    slots[slot] = UInt64(hash) << 32 | UInt64(index + 1)
    bytes.append(contentsOf: name)
    offsets.append(bytes.count)
    if count * 3 > slots.count * 2 { grow() }
    return index
  }

  /// The slot that holds a name, or the free one where it belongs.
  private func slot(of name: UnsafeRawBufferPointer, hash: UInt32) -> Int {
    slots.withUnsafeBufferPointer { slots in
      let mask = slots.count - 1
      var slot = Int(hash) & mask
      while slots[slot] != 0 {
        let entry = slots[slot]
        if entry >> 32 == UInt64(hash), isEqual(Int(UInt32(truncatingIfNeeded: entry)) - 1, name) {
          break
        }
        slot = (slot + 1) & mask
      }
      return slot
    }
  }

  private func isEqual(_ index: Int, _ name: UnsafeRawBufferPointer) -> Bool {
    let start = offsets[index]
    guard offsets[index + 1] - start == name.count else { return false }
    return bytes.withUnsafeBytes { bytes in
      var position = 0
      while position + 8 <= name.count {
        let left = bytes.loadUnaligned(fromByteOffset: start + position, as: UInt64.self)
        guard left == name.loadUnaligned(fromByteOffset: position, as: UInt64.self) else {
          return false
        }
        position += 8
      }
      while position < name.count {
        guard bytes[start + position] == name[position] else { return false }
        position += 1
      }
      return true
    }
  }

  private mutating func grow() {
    var wider = [UInt64](repeating: 0, count: slots.count * 2)
    let mask = wider.count - 1
    for entry in slots where entry != 0 {
      var slot = Int(entry >> 32) & mask
      while wider[slot] != 0 { slot = (slot + 1) & mask }
      wider[slot] = entry
    }
    slots = wider
  }

  // Eight bytes at a time, with a final mix, since the table uses the low bits.
  private static func hash(_ name: UnsafeRawBufferPointer) -> UInt32 {
    var hash = UInt64(name.count) &* 0x9e37_79b9_7f4a_7c15
    var position = 0
    while position + 8 <= name.count {
      hash = mixed(hash ^ name.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      position += 8
    }
    var tail: UInt64 = 0
    while position < name.count {
      tail = tail << 8 | UInt64(name[position])
      position += 1
    }
    hash = mixed(hash ^ tail)
    return UInt32(truncatingIfNeeded: hash >> 32)
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    let product = (value ^ value >> 32) &* 0xd6e8_feb8_6659_fd93
    return product ^ product >> 29
  }
}
