/// Reads a text row by row.
protocol RowReader {
  /// Reads the next row.
  ///
  /// After a problem that is not fatal, the next call goes on with the row after it.
  ///
  /// - Returns: Whether there was one.
  mutating func next(_ row: inout RawRow) throws(RowProblem) -> Bool

  /// What is wrong with the text as a whole, once all its rows are read.
  func finish(_ row: RawRow) throws(RowProblem)
}

extension RowReader {
  func finish(_ row: RawRow) throws(RowProblem) {}
}

/// What a column of a file means.
enum Column {
  case field(Int)
  /// No meaning is known: the number of the column's name.
  case extra(Int)
}
