/// Adds a line of CSV that programs read: nothing stands in front of a sign, for a name must be read as it is.
func appendPlainCSV(_ cells: [String], to bytes: inout [UInt8]) {
  for (column, cell) in cells.enumerated() {
    if column > 0 { bytes.append(UInt8(ascii: ",")) }
    let needsQuotes =
      cell.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D || $0 == 0x3B }
      || cell.first?.isWhitespace == true || cell.last?.isWhitespace == true
    guard needsQuotes else {
      bytes += cell.utf8
      continue
    }
    bytes.append(0x22)
    for byte in cell.utf8 {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }
  bytes += [0x0D, 0x0A]
}
