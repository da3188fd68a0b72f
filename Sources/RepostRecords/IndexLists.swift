/// Many short lists of indices in flat arrays.
///
/// While every list has no value, or every list has one, only the values are kept.
public struct IndexLists: Sendable {
  package var values: [Int32] = []
  // Where list *i* begins and the last ends; empty while all lists are of one length.
  private var offsets: [Int32] = []
  private var commonLength = 0
  private var closedCount = 0

  package init() {}

  /// Groups pairs by their key, each list in the order in which its pairs come.
  ///
  /// - Parameters:
  ///   - count: Number of lists.
  ///   - keys: For each pair, the list that it belongs to.
  ///   - values: For each pair, what is listed.
  /// - Complexity: O(*lists* + *pairs*).
  package init(count: Int, keys: [Int32], values: [Int32]) {
    var starts = [Int32](repeating: 0, count: count + 1)
    for key in keys { starts[Int(key) + 1] += 1 }
    for list in 0..<count { starts[list + 1] += starts[list] }
    var next = starts
    var sorted = [Int32](repeating: 0, count: values.count)
    for pair in 0..<keys.count {
      let key = Int(keys[pair])
      sorted[Int(next[key])] = values[pair]
      next[key] += 1
    }
    offsets = starts
    self.values = sorted
    closedCount = count
  }

  /// The number of lists.
  public var count: Int { closedCount }

  /// The indices of one list.
  public subscript(list: Int) -> ArraySlice<Int32> { values[range(list)] }

  package func range(_ list: Int) -> Range<Int> {
    guard offsets.isEmpty else { return Int(offsets[list])..<Int(offsets[list + 1]) }
    precondition(list < closedCount)
    return list * commonLength..<(list + 1) * commonLength
  }

  package mutating func append(_ list: some Sequence<Int32>) {
    values.append(contentsOf: list)
    close()
  }

  /// Closes the list to which values were appended directly.
  package mutating func close() {
    let end = closedEnd
    if offsets.isEmpty {
      let length = values.count - end
      if closedCount == 0, length <= 1 { commonLength = length }
      if length == commonLength {
        closedCount += 1
        return
      }
      spellOut()
    }
    offsets.append(Int32(values.count))
    closedCount += 1
  }

  /// Appends lists of no value.
  mutating func appendEmpty(_ count: Int) {
    guard offsets.isEmpty, closedCount == 0 || commonLength == 0 else {
      for _ in 0..<count { close() }
      return
    }
    closedCount += count
  }

  /// Appends lists of one value.
  mutating func appendSingles(_ singles: UnsafeBufferPointer<Int32>) {
    guard !singles.isEmpty else { return }
    if closedCount == 0 { commonLength = 1 }
    if offsets.isEmpty, commonLength != 1 { spellOut() }
    if !offsets.isEmpty {
      for place in 1...singles.count { offsets.append(Int32(values.count + place)) }
    }
    values.append(contentsOf: singles)
    closedCount += singles.count
  }

  /// Prepares for lists of about one value that are to come.
  mutating func reserve(_ count: Int) { values.reserveCapacity(count) }

  private var closedEnd: Int { offsets.last.map { Int($0) } ?? closedCount * commonLength }

  private mutating func spellOut() {
    offsets.reserveCapacity(closedCount + 2)
    for list in 0...closedCount { offsets.append(Int32(list * commonLength)) }
  }
}
