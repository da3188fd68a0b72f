/// A column of indices that takes no memory while each entry is its own place.
///
/// Most files come in order of time with one recipient a record: then the order of records, the hops of
/// records and the records of hops all count 0, 1, 2, …
package struct IndexColumn: Sendable, RandomAccessCollection {
  @usableFromInline let values: [Int32]
  /// Whether each entry is its own place.
  package let isCounting: Bool
  package let endIndex: Int

  /// Makes the column that counts from 0.
  package init(counting count: Int) {
    values = []
    isCounting = true
    endIndex = count
  }

  package init(_ values: [Int32]) {
    self.values = values
    isCounting = false
    endIndex = values.count
  }

  @inlinable package var startIndex: Int { 0 }

  // Looked up for every hop of every pass, from other modules too.
  @inlinable package subscript(place: Int) -> Int32 { isCounting ? Int32(place) : values[place] }
}
