/// What people name on a command line, found in a case.
extension ForwardingCase {
  /// The entity that people mean by a text: an id or an alias, else a name that only one has.
  ///
  /// - Parameters:
  ///   - text: What was given.
  ///   - option: Where it was given, for the message.
  /// - Returns: The index of the entity.
  /// - Throws: `RecordsError` of kind `usage` where nobody or several are called so.
  /// - Complexity: O(*entities*).
  public func entity(named text: String, option: String) throws(RecordsError) -> Int {
    var text = text
    text = text.withUTF8 { UnsafeRawBufferPointer($0).trimmed.string }
    if let entity = entities.find(text) { return entity }
    // Who types a name need not know what stands for it; entities have the same numbers.
    return try (trueNames?.entities ?? entities).entity(named: text, option: option)
  }
}

extension EntityTable {
  fileprivate func entity(named text: String, option: String) throws(RecordsError) -> Int {
    if let entity = find(text) { return entity }
    let named = (0..<count).filter { name($0) == text }
    if named.count == 1 { return named[0] }
    guard named.isEmpty else {
      throw RecordsError(
        kind: .usage,
        found: "\(option) \(quoted(text)) is the name of \(named.count) entities",
        expected: "the id of one of them",
        advice: "their ids: \(quotedList(named.prefix(5).map { id($0) }))")
    }
    let known = Array(spellings.all) + names.values.sorted()
    throw RecordsError(
      kind: .usage, found: "\(option) \(quoted(text)) is in no record and no entity",
      expected: "a name as records or entities spell it",
      advice: NearestNames.advice(text, among: known))
  }
}

extension ForwardingCase {
  /// The rank of the zone that people mean by a text.
  ///
  /// - Throws: `RecordsError` of kind `usage` where the case has no such zone.
  public func zone(named text: String, option: String) throws(RecordsError) -> Int {
    if let rank = settings.rank(ofZone: text) ?? trueNames?.settings.rank(ofZone: text) {
      return rank
    }
    throw RecordsError(
      kind: .usage, found: "\(option) \(quoted(text)) is no zone of the case",
      expected: "one of \(quotedList(settings.zones))")
  }

  /// The time that a text states, on the clocks of the case.
  ///
  /// - Throws: `RecordsError` of kind `usage` where the text states none.
  public func time(stated text: String, option: String) throws(RecordsError) -> StatedTime {
    var text = text
    let reader = TimeReader(zone: settings.timeZone)
    let reading = text.withUTF8 { reader.read(UnsafeRawBufferPointer($0).trimmed) }
    if case .time(let time) = reading, time.precision != .unknown { return time }
    throw RecordsError(
      kind: .usage, found: "\(option) \(quoted(text)) is no time",
      expected: "a time such as \(TimeReader.forms)")
  }
}
