/// A row of CSV or TSV as the places of its separators, where nothing in it is unusual.
struct QuickRow: QuickFields {
  let text: UnsafePointer<UInt8>
  // Where the separators, ends of lines and unusual signs are, from the start of the row on.
  var places: UnsafeMutablePointer<UInt32>
  let separator: UInt8
  let columns: Int
  let columnOfField: UnsafePointer<Int>
  /// Where the row starts.
  var start: Int
  private var end = 0
  /// The number of places that the row takes.
  private(set) var used = 0

  init(
    text: UnsafePointer<UInt8>, places: UnsafeMutablePointer<UInt32>, separator: UInt8,
    columns: Int,
    columnOfField: UnsafePointer<Int>, start: Int
  ) {
    self.text = text
    self.places = places
    self.separator = separator
    self.columns = columns
    self.columnOfField = columnOfField
    self.start = start
  }

  /// Goes on to the row after this one.
  @inline(__always)
  mutating func advance() {
    start = Int(places[used - 1]) + 1
    places += used
  }

  /// Whether the row has as many fields as there are columns, all of them plain, and ends in LF or
  /// CRLF.
  @inline(__always)
  mutating func isUsual(left: Int) -> Bool {
    guard left >= columns else { return false }
    for column in 0..<columns - 1 where byte(Int(places[column])) != separator { return false }
    end = Int(places[columns - 1])
    used = columns
    guard byte(end) != 0x0A else { return true }
    guard byte(end) == 0x0D, left > columns, Int(places[columns]) == end + 1,
      byte(end + 1) == 0x0A
    else { return false }
    used = columns + 1
    return true
  }

  /// The value of a field, empty where there is none, or `nil` where there are blanks around it.
  @inline(__always)
  func value(_ field: RecordField) -> QuickValue? {
    let column = columnOfField[field.rawValue]
    guard column >= 0 else { return .empty }
    return value(inColumn: column)
  }

  @inline(__always)
  func value(inColumn column: Int) -> QuickValue? {
    let first = column == 0 ? start : Int(places[column - 1]) + 1
    let count = (column == columns - 1 ? end : Int(places[column])) - first
    guard count > 0 else { return .empty }
    let value = QuickValue(start: text + first, count: count)
    return value.isTrimmed ? value : nil
  }

  @inline(__always)
  private func byte(_ place: Int) -> UInt8 { text[place] }
}
