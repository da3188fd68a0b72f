import RepostRecords

/// An instant as a date and time of XML Schema, on the clocks of a zone.
///
/// - Parameters:
///   - micros: Microseconds since 1970-01-01T00:00:00Z.
///   - zone: The zone; where its offset is not whole minutes, universal time is written.
/// - Returns: `nil` where the instant is unknown or outside the years 1 to 9999.
func instantText(_ micros: Int64, in zone: CaseTimeZone) -> String? {
  guard micros > -62_135_510_400_000_000, micros < 253_402_214_400_000_000 else { return nil }
  var offset = zone.offset(at: micros)
  if offset % 60 != 0 { offset = 0 }
  let local = micros + Int64(offset) * 1_000_000
  let dayLength: Int64 = 86_400_000_000
  let day = local >= 0 ? local / dayLength : -((-local + dayLength - 1) / dayLength)
  let date = CivilDate(dayNumber: Int(day))
  let rest = Int(local - day * dayLength)
  let seconds = rest / 1_000_000
  var text = padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2)
  text += "T" + padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2)
  text += ":" + padded(seconds % 60, 2)
  if rest % 1_000_000 != 0 { text += "." + padded(rest % 1_000_000, 6) }
  guard offset != 0 else { return text + "Z" }
  let minutes = abs(offset) / 60
  return text + (offset < 0 ? "-" : "+") + padded(minutes / 60, 2) + ":" + padded(minutes % 60, 2)
}

private func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
