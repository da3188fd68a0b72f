/// Pairs of an index and what is to be listed under it, gathered before they are grouped.
package struct IndexPairs {
  private var keys: [Int32] = []
  private var values: [Int32] = []

  package init() {}

  package var isEmpty: Bool { keys.isEmpty }

  package mutating func append(_ key: Int32, _ value: Int32) {
    keys.append(key)
    values.append(value)
  }

  /// The values of each key, in the order in which they were appended.
  package func lists(count: Int) -> IndexLists {
    IndexLists(count: count, keys: keys, values: values)
  }
}
