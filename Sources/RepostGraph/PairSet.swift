/// A set of pairs of indices, by open addressing.
struct PairSet: Sendable {
  // A slot holds a pair plus one, or zero.
  private var slots: [UInt64] = []
  private var count = 0

  private static func key(_ a: Int32, _ b: Int32) -> UInt64 {
    (UInt64(UInt32(bitPattern: a)) << 32 | UInt64(UInt32(bitPattern: b))) &+ 1
  }

  private static func place(_ key: UInt64, mask: Int) -> Int {
    let mixed = (key ^ key >> 29) &* 0x9e37_79b9_7f4a_7c15
    return Int(truncatingIfNeeded: mixed >> 32) & mask
  }

  func contains(_ a: Int32, _ b: Int32) -> Bool {
    guard !slots.isEmpty else { return false }
    let key = Self.key(a, b)
    let mask = slots.count - 1
    var place = Self.place(key, mask: mask)
    while slots[place] != 0 {
      if slots[place] == key { return true }
      place = (place + 1) & mask
    }
    return false
  }

  /// Adds a pair.
  ///
  /// - Returns: Whether it was new.
  mutating func insert(_ a: Int32, _ b: Int32) -> Bool {
    if (count + 1) * 2 > slots.count { grow() }
    let key = Self.key(a, b)
    let mask = slots.count - 1
    var place = Self.place(key, mask: mask)
    while slots[place] != 0 {
      if slots[place] == key { return false }
      place = (place + 1) & mask
    }
    slots[place] = key
    count += 1
    return true
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: max(64, old.count * 2))
    let mask = slots.count - 1
    for key in old where key != 0 {
      var place = Self.place(key, mask: mask)
      while slots[place] != 0 { place = (place + 1) & mask }
      slots[place] = key
    }
  }
}
