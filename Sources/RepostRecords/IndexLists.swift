/// Many short lists of indices in two flat arrays: list *i* is `values[offsets[i]..<offsets[i + 1]]`.
public struct IndexLists: Sendable {
  package var offsets: [Int32] = [0]
  package var values: [Int32] = []

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
  }

  /// The number of lists.
  public var count: Int { offsets.count - 1 }

  /// The indices of one list.
  public subscript(list: Int) -> ArraySlice<Int32> {
    values[Int(offsets[list])..<Int(offsets[list + 1])]
  }

  package func range(_ list: Int) -> Range<Int> {
    Int(offsets[list])..<Int(offsets[list + 1])
  }

  package mutating func append(_ list: some Sequence<Int32>) {
    values.append(contentsOf: list)
    offsets.append(Int32(values.count))
  }

  /// Closes the list to which values were appended directly.
  package mutating func close() {
    offsets.append(Int32(values.count))
  }
}
