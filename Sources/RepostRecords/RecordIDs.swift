import CByteScan

/// The ids of records, eight bytes each, and the way back from an id to its record.
///
/// Where ids of one form stand together and rise, as they do in exports, the way back is a search
/// in them. Otherwise there is a hash table.
struct RecordIDs: Sendable {
  /// The records whose ids have one form, while these stand together and rise.
  private struct Run {
    var first: Int32 = -1
    var last: Int32 = -1
    var isEmpty: Bool { first < 0 }
  }

  private(set) var keys: [UInt64] = []
  private var shapes = IDShapes()
  private var runs: [Run] = []
  private var texts = NameTable()
  private var recordOfText: [Int32] = []
  // The records by the hashes of their keys, once ids do not rise.
  private var slots: [Int32] = []
  private var shift: UInt64 = 0
  private var rises = true

  var count: Int { keys.count }

  /// The length of the ids that are not packed, in bytes.
  var textByteCount: Int { texts.byteCount }

  /// The id of a record.
  func text(of record: Int) -> String { text(ofKey: keys[record]) }

  /// The id of a key.
  func text(ofKey key: UInt64) -> String {
    guard IDShapes.code(of: key) != Int(IDShapes.text) else {
      return texts[Int(IDShapes.value(of: key))]
    }
    var id: [UInt8] = []
    shapes.append(key, to: &id)
    return String(decoding: id, as: UTF8.self)
  }

  /// The record with an id.
  func find(_ id: String) -> Int32? {
    var id = id
    return id.withUTF8 { id in
      let id = UnsafeRawBufferPointer(id)
      guard !id.isEmpty else { return nil }
      if let key = shapes.find(id), let record = record(of: key) { return record }
      return texts.find(id).flatMap { record(of: IDShapes.text << 56 | UInt64($0)) }
    }
  }

  /// The key of an id, which need not be that of a record yet.
  mutating func key(of id: UnsafeRawBufferPointer) -> UInt64 {
    guard let start = id.baseAddress, !id.isEmpty else { return IDShapes.noKey }
    if let key = shapes.pack(start, id.count) {
      if runs.count < shapes.shapes.count { runs.append(Run()) }
      return key
    }
    let number = texts.intern(id)
    if number == recordOfText.count { recordOfText.append(RecordTable.none) }
    return IDShapes.text << 56 | UInt64(number)
  }

  /// The key of the id of another table's record.
  mutating func key(of other: RecordIDs, _ record: Int) -> UInt64 {
    let key = other.keys[record]
    guard IDShapes.code(of: key) != Int(IDShapes.text) else {
      return other.texts.withBytes(Int(IDShapes.value(of: key))) { self.key(of: $0) }
    }
    var id: [UInt8] = []
    other.shapes.append(key, to: &id)
    return id.withUnsafeBytes { self.key(of: $0) }
  }

  /// The key of an id of a form, where the forms have room for it.
  mutating func code(of shape: IDShapes.Shape) -> UInt64? {
    var id = shape.prefix
    id.append(contentsOf: repeatElement(48, count: shape.digits))
    let key = id.withUnsafeBytes { self.key(of: $0) }
    let code = UInt64(IDShapes.code(of: key))
    return code == IDShapes.text ? nil : code
  }

  /// Gives the next record the id of a key, unless another record has it.
  ///
  /// - Returns: The record that has it.
  mutating func claim(_ key: UInt64) -> Int32? {
    let record = Int32(keys.count)
    let code = IDShapes.code(of: key)
    if code == Int(IDShapes.text) {
      let number = Int(IDShapes.value(of: key))
      guard recordOfText[number] < 0 else { return recordOfText[number] }
      recordOfText[number] = record
      keys.append(key)
      return nil
    }
    if rises {
      let run = runs[code - 1]
      if run.isEmpty || (run.last == record - 1 && keys[Int(run.last)] < key) {
        if run.isEmpty { runs[code - 1].first = record }
        runs[code - 1].last = record
        keys.append(key)
        return nil
      }
      if let other = self.record(of: key) { return other }
      stopRising()
    }
    let slot = slot(of: key)
    guard slots[slot] < 0 else { return slots[slot] }
    slots[slot] = record
    keys.append(key)
    if keys.count * 3 > slots.count * 2 { rehash() }
    return nil
  }

  /// Gives the next records the ids of keys for as long as these go on rising.
  ///
  /// - Returns: The number of ids that were given.
  mutating func claimRising(_ next: UnsafeBufferPointer<UInt64>) -> Int {
    guard rises, var last = keys.last, let first = next.first else { return 0 }
    let code = IDShapes.code(of: last)
    guard code == IDShapes.code(of: first), code != Int(IDShapes.text),
      Int(runs[code - 1].last) == keys.count - 1
    else { return 0 }
    let limit = UInt64(code + 1) << 56
    var count = 0
    while count < next.count, next[count] > last, next[count] < limit {
      last = next[count]
      count += 1
    }
    keys.append(contentsOf: UnsafeBufferPointer(rebasing: next[0..<count]))
    runs[code - 1].last = Int32(keys.count - 1)
    return count
  }

  /// The record whose id has a key.
  func record(of key: UInt64) -> Int32? {
    let code = IDShapes.code(of: key)
    if code == Int(IDShapes.text) {
      let record = recordOfText[Int(IDShapes.value(of: key))]
      return record < 0 ? nil : record
    }
    guard rises else {
      let record = slots[slot(of: key)]
      return record < 0 ? nil : record
    }
    let run = runs[code - 1]
    guard !run.isEmpty else { return nil }
    return keys.withUnsafeBufferPointer { Self.search(key, in: $0, run) }
  }

  /// Asks for the memory in which the record of a key will be looked for.
  func prefetch(_ key: UInt64) {
    let code = IDShapes.code(of: key)
    guard code != Int(IDShapes.text), code > 0 else { return }
    guard rises else {
      slots.withUnsafeBufferPointer { slots in
        if let slots = slots.baseAddress { bytescan_prefetch(slots + Int(Self.hash(key) >> shift)) }
      }
      return
    }
    let run = runs[code - 1]
    guard !run.isEmpty else { return }
    keys.withUnsafeBufferPointer { keys in
      guard let start = keys.baseAddress else { return }
      bytescan_prefetch(start + Self.guess(key, in: keys, run))
    }
  }

  mutating func reserve(_ count: Int) { keys.reserveCapacity(count) }

  /// Where a key would stand if the keys of a run rose evenly.
  @inline(__always)
  private static func guess(
    _ key: UInt64, in keys: UnsafeBufferPointer<UInt64>, _ run: Run
  ) -> Int {
    let (first, last) = (Int(run.first), Int(run.last))
    let (low, high) = (keys[first], keys[last])
    guard key > low else { return first }
    guard key < high else { return last }
    let part = Double(key - low) / Double(high - low)
    return min(last, first + Int(part * Double(last - first)))
  }

  // Keys rise by one at least, so that a key cannot stand further away than it is larger.
  private static func search(
    _ key: UInt64, in keys: UnsafeBufferPointer<UInt64>, _ run: Run
  ) -> Int32? {
    var low = Int(run.first)
    var high = Int(run.last)
    var place = guess(key, in: keys, run)
    var probes = 0
    while low <= high {
      let found = keys[place]
      if found == key { return Int32(place) }
      if found < key {
        low = place + 1
        high = min(high, place + Int(min(key - found, UInt64(high))))
        place = high
      } else {
        high = place - 1
        low = max(low, place - Int(min(found - key, UInt64(place))))
        place = low
      }
      probes += 1
      if probes > 2 { place = low + (high - low) / 2 }
    }
    return nil
  }

  private mutating func stopRising() {
    rises = false
    rehash()
  }

  private mutating func rehash() {
    var size = 64
    while size < keys.count * 2 { size *= 2 }
    slots = [Int32](repeating: RecordTable.none, count: size)
    shift = UInt64(64 - size.trailingZeroBitCount)
    for (record, key) in keys.enumerated() where IDShapes.code(of: key) != Int(IDShapes.text) {
      let slot = slot(of: key)
      slots[slot] = Int32(record)
    }
  }

  private func slot(of key: UInt64) -> Int {
    slots.withUnsafeBufferPointer { slots in
      keys.withUnsafeBufferPointer { keys in
        let mask = slots.count - 1
        var slot = Int(Self.hash(key) >> shift)
        while slots[slot] >= 0, keys[Int(slots[slot])] != key { slot = (slot + 1) & mask }
        return slot
      }
    }
  }

  @inline(__always)
  private static func hash(_ key: UInt64) -> UInt64 {
    let mixed = (key ^ key >> 32) &* 0xd6e8_feb8_6659_fd93
    return mixed ^ mixed >> 29
  }
}
