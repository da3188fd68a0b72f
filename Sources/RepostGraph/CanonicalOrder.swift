package import RepostRecords

/// The order of records by (start, end, input order), records of unknown time last.
package struct CanonicalOrder: Sendable {
  /// The records in this order.
  package let records: [Int32]
  /// The place of each record in this order.
  package let rank: [Int32]

  package init(_ table: RecordTable) {
    let starts = table.starts
    func isBefore(_ a: Int32, _ b: Int32) -> Bool {
      let (i, j) = (Int(a), Int(b))
      // An unknown time starts at the smallest number but is listed last.
      let (s, t) = (starts[i] == .min ? .max : starts[i], starts[j] == .min ? .max : starts[j])
      if s != t { return s < t }
      if table.end(i) != table.end(j) { return table.end(i) < table.end(j) }
      return a < b
    }
    var records = Array(0..<Int32(table.count))
    if !zip(records, records.dropFirst()).allSatisfy(isBefore) { records.sort(by: isBefore) }
    var rank = [Int32](repeating: 0, count: table.count)
    for (place, record) in records.enumerated() { rank[Int(record)] = Int32(place) }
    self.records = records
    self.rank = rank
  }
}
