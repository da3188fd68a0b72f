/// Tells numbers of telephones and fax machines from names.
enum PhoneNumber {
  /// A number without the blanks and marks that people put into it; `nil` where a text is no number.
  ///
  /// A number with a country code and one without stay two: which country is meant is not known.
  static func digits(_ text: String) -> String? {
    var number = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "0"..."9": number.unicodeScalars.append(scalar)
      case "+" where number.isEmpty: number = "+"
      case "-", "(", ")", ".", "/": continue
      case _ where scalar.properties.isWhitespace: continue
      case _ where scalar.properties.generalCategory == .format: continue
      default: return nil
      }
    }
    let count = number.utf8.count - (number.first == "+" ? 1 : 0)
    return (3...20).contains(count) ? number : nil
  }

  /// The entity of a number, an address with `@`, or a name.
  static func entity(_ text: String) -> String {
    if let number = digits(text) { return "tel:\(number)" }
    let name = trimmed(text)
    guard let at = name.firstIndex(of: "@"), at != name.startIndex else { return name }
    let host = name[at...].dropFirst().lowercased()
    let isRCS = host.split(separator: ".").contains("rcs")
    return (isRCS ? "rcs:" : "mail:") + name.lowercased()
  }

  /// A text without the blanks around it.
  static func trimmed(_ text: some StringProtocol) -> String {
    let start = text.drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
