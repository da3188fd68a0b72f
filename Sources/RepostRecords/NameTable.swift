/// Distinct texts, each stored once and known by a dense number in the order of first appearance.
///
/// Lookups work on UTF-8 bytes, so that a reader need not build a `String` for a field.
public struct NameTable: Sendable {
  private var bytes: [UInt8] = []
  private var offsets: [Int] = [0]
  private var hashes: [UInt32] = []
  // Open addressing: a slot holds a name's number plus one, or zero.
  private var slots: [UInt32]

  /// Makes an empty table.
  public init() {
    slots = [UInt32](repeating: 0, count: 64)
  }

  /// The number of distinct names.
  public var count: Int { hashes.count }

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
    let hash = Self.hash(name)
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      let index = Int(slots[slot] - 1)
      if hashes[index] == hash && isEqual(index, name) { return index }
      slot = (slot + 1) & mask
    }
    return nil
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
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      let index = Int(slots[slot] - 1)
      if hashes[index] == hash && isEqual(index, name) { return index }
      slot = (slot + 1) & mask
    }
    let index = hashes.count
    slots[slot] = UInt32(index + 1)
    hashes.append(hash)
    bytes.append(contentsOf: name)
    offsets.append(bytes.count)
    if hashes.count * 2 > slots.count { grow() }
    return index
  }

  private func isEqual(_ index: Int, _ name: UnsafeRawBufferPointer) -> Bool {
    let start = offsets[index]
    guard offsets[index + 1] - start == name.count else { return false }
    for position in 0..<name.count where bytes[start + position] != name[position] { return false }
    return true
  }

  private mutating func grow() {
    var wider = [UInt32](repeating: 0, count: slots.count * 2)
    let mask = wider.count - 1
    for index in 0..<hashes.count {
      var slot = Int(hashes[index]) & mask
      while wider[slot] != 0 { slot = (slot + 1) & mask }
      wider[slot] = UInt32(index + 1)
    }
    slots = wider
  }

  // FNV-1a with a final mix, since the table uses the low bits.
  private static func hash(_ name: UnsafeRawBufferPointer) -> UInt32 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    hash ^= hash >> 32
    hash = hash &* 0xd6e8_feb8_6659_fd93
    return UInt32(truncatingIfNeeded: hash >> 32)
  }
}
