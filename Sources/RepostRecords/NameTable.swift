import CByteScan

/// Distinct texts, each stored once and known by a dense number in the order of first appearance.
///
/// Lookups work on UTF-8 bytes, so that a reader need not build a `String` for a field. A table
/// holds at most 4 GiB of text.
public struct NameTable: Sendable {
  private var bytes: [UInt8] = []
  private var offsets: [UInt32] = [0]
  // Open addressing: a slot holds a name's hash above its number plus one, or zero. A name belongs
  // where the high bits of its hash say, so that a table grows from its start to its end.
  private var slots: [UInt64]
  private var shift: UInt64

  /// Makes an empty table.
  public init() {
    slots = []
    shift = 32
  }

  /// The number of distinct names.
  public var count: Int { offsets.count - 1 }

  /// The length of all names together, in bytes.
  package var byteCount: Int { bytes.count }

  /// The name of a number.
  public subscript(index: Int) -> String {
    String(decoding: bytes[Int(offsets[index])..<Int(offsets[index + 1])], as: UTF8.self)
  }

  package func withBytes<R>(_ index: Int, _ body: (UnsafeRawBufferPointer) -> R) -> R {
    let range = Int(offsets[index])..<Int(offsets[index + 1])
    return bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }

  /// Calls a closure with all names one after the other, and where each begins and the last ends.
  func withAllBytes<R>(_ body: (UnsafeRawBufferPointer, UnsafeBufferPointer<UInt32>) -> R) -> R {
    bytes.withUnsafeBytes { bytes in offsets.withUnsafeBufferPointer { body(bytes, $0) } }
  }

  /// The number of a name, or `nil` where the table does not hold it.
  ///
  /// - Complexity: O(*length of the name*) on average.
  public func find(_ name: String) -> Int? {
    var name = name
    return name.withUTF8 { find(UnsafeRawBufferPointer($0)) }
  }

  package func find(_ name: UnsafeRawBufferPointer) -> Int? {
    guard !slots.isEmpty else { return nil }
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
    intern(name, hash: Self.hash(name))
  }

  mutating func intern(_ name: UnsafeRawBufferPointer, hash: UInt32) -> Int {
    makeRoom(for: 1)
    let slot = slot(of: name, hash: hash)
    guard slots[slot] == 0 else { return Int(UInt32(truncatingIfNeeded: slots[slot])) - 1 }
    let index = count
    slots[slot] = UInt64(hash) << 32 | UInt64(index + 1)
    bytes.append(contentsOf: name)
    offsets.append(UInt32(bytes.count))
    return index
  }

  /// Prepares for names that are to come, where their number is known or estimated.
  mutating func reserve(names: Int, bytes count: Int) {
    offsets.reserveCapacity(names + 1)
    bytes.reserveCapacity(count)
  }

  /// Forgets all names and keeps the memory that they took.
  mutating func removeAll() {
    guard count > 0 else { return }
    bytes.removeAll(keepingCapacity: true)
    offsets.removeLast(count)
    for slot in slots.indices { slots[slot] = 0 }
  }

  private mutating func makeRoom(for more: Int) {
    while (count + more) * 3 > slots.count * 2 { grow() }
  }

  // The numbers of slots and of bytes from which a table is large.
  private static let largeSize = 1 << 19

  /// Makes room for names and their bytes as well, in large pages where they are many.
  private mutating func makeRoom(for more: Int, bytes length: Int) {
    makeRoom(for: more)
    if offsets.capacity - offsets.count < more {
      offsets.reserveCapacity(max(64, offsets.count * 2 + more))
      if offsets.capacity >= Self.largeSize {
        let capacity = offsets.capacity
        offsets.withUnsafeMutableBytes {
          bytescan_prefer_large_pages($0.baseAddress, capacity * 4)
        }
      }
    }
    if bytes.capacity - bytes.count < length {
      bytes.reserveCapacity(max(512, bytes.count * 2 + length))
      if bytes.capacity >= Self.largeSize {
        let capacity = bytes.capacity
        bytes.withUnsafeMutableBytes { bytescan_prefer_large_pages($0.baseAddress, capacity) }
      }
    }
  }

  /// The slot that holds a name, or the free one where it belongs.
  private func slot(of name: UnsafeRawBufferPointer, hash: UInt32) -> Int {
    slots.withUnsafeBufferPointer { slots in
      let mask = slots.count - 1
      var slot = Int(truncatingIfNeeded: UInt64(hash) >> shift)
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
    let start = Int(offsets[index])
    guard Int(offsets[index + 1]) - start == name.count else { return false }
    return bytes.withUnsafeBytes { Self.isEqual($0.baseAddress, start, name) }
  }

  private mutating func grow() {
    let size = max(64, slots.count * 2)
    var wider = [UInt64](unsafeUninitializedCapacity: size) { buffer, count in
      if size >= Self.largeSize, let start = buffer.baseAddress {
        bytescan_prefer_large_pages(start, size * 8)
      }
      buffer.initialize(repeating: 0)
      count = size
    }
    let shift = UInt64(32 - size.trailingZeroBitCount)
    let mask = size - 1
    wider.withUnsafeMutableBufferPointer { wider in
      for entry in slots where entry != 0 {
        var slot = Int(truncatingIfNeeded: (entry >> 32) >> shift)
        while wider[slot] != 0 { slot = (slot + 1) & mask }
        wider[slot] = entry
      }
    }
    slots = wider
    self.shift = shift
  }

  @inline(__always)
  private static func isEqual(
    _ bytes: UnsafeRawPointer?, _ start: Int, _ name: UnsafeRawBufferPointer
  ) -> Bool {
    guard let left = bytes.map({ $0 + start }), let right = name.baseAddress else {
      return name.isEmpty
    }
    return areEqual(left, right, count: name.count)
  }

  /// A mix of the bytes of a name, the same in every run.
  @inline(__always)
  static func hash(_ name: UnsafeRawBufferPointer) -> UInt32 {
    guard let start = name.baseAddress else {
      return withUnsafeBytes(of: 0) { $0.baseAddress.map { hash(of: $0, 0) } ?? 0 }
    }
    return hash(of: start, name.count)
  }

  @inline(__always)
  static func hash(of start: UnsafeRawPointer, _ count: Int) -> UInt32 {
    var seed = UInt64(truncatingIfNeeded: count) &* 0x9e37_79b9_7f4a_7c15
    var first: UInt64 = 0
    var last: UInt64 = 0
    if count >= 8 {
      var position = 0
      while position + 16 < count {
        seed = mixed(
          seed ^ start.loadUnaligned(fromByteOffset: position, as: UInt64.self),
          0xa076_1d64_78bd_642f)
        position += 8
      }
      first = start.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      last = start.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    } else if count >= 4 {
      first = UInt64(start.loadUnaligned(as: UInt32.self))
      last = UInt64(start.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
    } else if count > 0 {
      first = UInt64(start.load(as: UInt8.self))
      last =
        UInt64(start.load(fromByteOffset: count >> 1, as: UInt8.self)) << 8
        | UInt64(start.load(fromByteOffset: count - 1, as: UInt8.self))
    }
    let mix = mixed(first ^ seed ^ 0xe703_7ed1_a0b4_28db, last ^ 0x8ebc_6af0_9c88_c6e3)
    return UInt32(truncatingIfNeeded: (mix >> 32) ^ mix)
  }

  @inline(__always)
  private static func mixed(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }
}

/// A text of a block of rows: where it begins, how long it is, and its hash.
struct NameSpan {
  /// Counts as a name that stands for the audience of a broadcast.
  static let audience = UInt32.max
  /// Counts as the name of nobody.
  static let nobody: UInt32 = 0

  /// Where it begins in the text of the block, or in its other texts where the highest bit is set.
  var offset: UInt32
  /// Its length in bytes, `nobody` or `audience`.
  var count: UInt32
  var hash: UInt32
}

extension NameTable {
  /// Finds or adds the names of many spans.
  ///
  /// Memory is asked for before it is needed, many names at a time: at millions of names almost
  /// every lookup would otherwise wait for it.
  ///
  /// - Parameters:
  ///   - spans: The names, in the order in which new ones are to be numbered.
  ///   - text: What spans count from.
  ///   - others: What spans with the highest bit set count from.
  ///   - numbers: Receives a number for each span; `RecordTable.none` for nobody and the audience.
  mutating func intern(
    _ spans: UnsafeBufferPointer<NameSpan>, text: UnsafeRawPointer, others: UnsafeRawPointer,
    into numbers: UnsafeMutablePointer<Int32>
  ) {
    let batch = 64
    var start = 0
    while start < spans.count {
      let end = min(start + batch, spans.count)
      makeRoom(for: batch, bytes: batch * 32)
      internBatch(
        UnsafeBufferPointer(rebasing: spans[start..<end]), text, others, numbers + start)
      start = end
    }
  }

  private mutating func internBatch(
    _ spans: UnsafeBufferPointer<NameSpan>, _ text: UnsafeRawPointer, _ others: UnsafeRawPointer,
    _ numbers: UnsafeMutablePointer<Int32>
  ) {
    prefetch(spans)
    var done = 0
    // A new name moves the bytes and offsets, so their addresses are asked for again after it.
    while done < spans.count {
      done = internKnown(spans, from: done, text, others, numbers)
      guard done < spans.count else { return }
      let span = spans[done]
      let name = UnsafeRawBufferPointer(
        start: Self.address(span, text, others), count: Int(span.count))
      let slot = slot(of: name, hash: span.hash)
      let index = count
      slots[slot] = UInt64(span.hash) << 32 | UInt64(index + 1)
      bytes.append(contentsOf: name)
      offsets.append(UInt32(truncatingIfNeeded: bytes.count))
      numbers[done] = Int32(truncatingIfNeeded: index)
      done += 1
    }
  }

  private func prefetch(_ spans: UnsafeBufferPointer<NameSpan>) {
    slots.withUnsafeBufferPointer { slots in
      offsets.withUnsafeBufferPointer { offsets in
        bytes.withUnsafeBytes { bytes in
          guard let slots = slots.baseAddress, let offsets = offsets.baseAddress,
            let bytes = bytes.baseAddress
          else { return }
          for span in spans { bytescan_prefetch(slots + Int(UInt64(span.hash) >> shift)) }
          for span in spans {
            let entry = slots[Int(UInt64(span.hash) >> shift)]
            if entry >> 32 == UInt64(span.hash) {
              bytescan_prefetch(offsets + Int(UInt32(truncatingIfNeeded: entry)) - 1)
            }
          }
          for span in spans {
            let entry = slots[Int(UInt64(span.hash) >> shift)]
            if entry >> 32 == UInt64(span.hash) {
              bytescan_prefetch(bytes + Int(offsets[Int(UInt32(truncatingIfNeeded: entry)) - 1]))
            }
          }
        }
      }
    }
  }

  /// Looks names up until one is new, and returns its place.
  private func internKnown(
    _ spans: UnsafeBufferPointer<NameSpan>, from start: Int, _ text: UnsafeRawPointer,
    _ others: UnsafeRawPointer, _ numbers: UnsafeMutablePointer<Int32>
  ) -> Int {
    slots.withUnsafeBufferPointer { slots in
      offsets.withUnsafeBufferPointer { offsets in
        bytes.withUnsafeBytes { bytes in
          let mask = slots.count - 1
          for place in start..<spans.count {
            let span = spans[place]
            guard span.count != NameSpan.nobody, span.count != NameSpan.audience else {
              numbers[place] = RecordTable.none
              continue
            }
            let name = Self.address(span, text, others)
            var slot = Int(UInt64(span.hash) >> shift)
            var number: Int32 = -1
            while true {
              let entry = slots[slot]
              guard entry != 0 else { return place }
              if entry >> 32 == UInt64(span.hash) {
                let index = Int(UInt32(truncatingIfNeeded: entry)) - 1
                let start = offsets[index]
                if offsets[index + 1] &- start == span.count, let base = bytes.baseAddress,
                  areEqual(base + Int(start), name, count: Int(span.count))
                {
                  number = Int32(truncatingIfNeeded: index)
                  break
                }
              }
              slot = (slot + 1) & mask
            }
            numbers[place] = number
          }
          return spans.count
        }
      }
    }
  }

  @inline(__always)
  private static func address(
    _ span: NameSpan, _ text: UnsafeRawPointer, _ others: UnsafeRawPointer
  ) -> UnsafeRawPointer {
    span.offset & 0x8000_0000 == 0
      ? text + Int(span.offset) : others + Int(span.offset & 0x7FFF_FFFF)
  }
}

/// Whether as many bytes at two addresses are equal.
@inline(__always)
func areEqual(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer, count: Int) -> Bool {
  if count >= 8 {
    var position = 0
    while position + 8 < count {
      guard
        left.loadUnaligned(fromByteOffset: position, as: UInt64.self)
          == right.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      else { return false }
      position += 8
    }
    return left.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
      == right.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
  }
  if count >= 4 {
    return left.loadUnaligned(as: UInt32.self) == right.loadUnaligned(as: UInt32.self)
      && left.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
        == right.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
  }
  for place in 0..<count
  where left.load(fromByteOffset: place, as: UInt8.self)
    != right.load(fromByteOffset: place, as: UInt8.self)
  {
    return false
  }
  return true
}
