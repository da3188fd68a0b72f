/// A workbook of one sheet whose parts are stored as they are, so that what changes in them stays readable.
func storedWorkbook(sheet: [UInt8], strings: [UInt8]?, styles: [UInt8]?) -> [UInt8] {
  let book =
    "<workbook xmlns:r=\"r\"><sheets><sheet name=\"记录\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
  let relations =
    "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
  var parts = [
    ("xl/workbook.xml", Array(book.utf8)), ("xl/_rels/workbook.xml.rels", Array(relations.utf8)),
    ("xl/worksheets/sheet1.xml", sheet),
  ]
  if let strings { parts.append(("xl/sharedStrings.xml", strings)) }
  if let styles { parts.append(("xl/styles.xml", styles)) }
  return storedArchive(parts)
}

/// A ZIP archive without compression.
private func storedArchive(_ parts: [(name: String, bytes: [UInt8])]) -> [UInt8] {
  func number(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }
  var archive: [UInt8] = []
  var directory: [UInt8] = []
  for part in parts {
    let sum = Int(checksum(part.bytes))
    let common =
      number(20, 2) + number(0, 8) + number(sum, 4) + number(part.bytes.count, 4)
      + number(part.bytes.count, 4) + number(part.name.utf8.count, 2) + number(0, 2)
    directory +=
      [0x50, 0x4B, 1, 2] + number(20, 2) + common + number(0, 10) + number(archive.count, 4)
      + part.name.utf8
    archive += [0x50, 0x4B, 3, 4] + common + part.name.utf8 + part.bytes
  }
  let end =
    [0x50, 0x4B, 5, 6] + number(0, 4) + number(parts.count, 2) + number(parts.count, 2)
    + number(directory.count, 4) + number(archive.count, 4) + number(0, 2)
  return archive + directory + end
}

/// CRC-32 of ZIP.
private func checksum(_ bytes: [UInt8]) -> UInt32 {
  ~bytes.reduce(~UInt32(0)) { sum, byte in
    sum >> 8 ^ checksums[Int(UInt8(truncatingIfNeeded: sum) ^ byte)]
  }
}

private let checksums: [UInt32] = (0..<256).map { index in
  (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 0 ? value >> 1 : value >> 1 ^ 0xEDB8_8320
  }
}
