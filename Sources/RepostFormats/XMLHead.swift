extension FileHead {
  /// The name of the outermost element of an XML text, without its prefix; `nil` where it is none.
  var rootElement: String? {
    var rest = text.drop { $0.isWhitespace }
    while rest.first == "<" {
      let end: String
      if rest.starts(with: "<?") {
        end = "?>"
      } else if rest.starts(with: "<!--") {
        end = "-->"
      } else if rest.starts(with: "<!") {
        end = ">"
      } else {
        let name = rest.dropFirst().prefix { !$0.isWhitespace && $0 != ">" && $0 != "/" }
        return name.split(separator: ":").last.map(String.init)
      }
      guard let found = rest.firstRange(of: end) else { return nil }
      rest = rest[found.upperBound...].drop { $0.isWhitespace }
    }
    return nil
  }
}
