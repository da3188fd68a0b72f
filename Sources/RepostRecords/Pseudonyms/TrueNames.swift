/// What a case with pseudonyms was before: to understand who names people as they are called.
struct TrueNames: Sendable {
  let caseName: String
  let settings: CaseSettings
  let entities: EntityTable
  let items: ItemTable
  var paths: [String]
}

extension ForwardingCase {
  /// Whether pseudonyms stand for its names.
  public var hasPseudonyms: Bool { trueNames != nil }

  /// The name of the case as it was read, for the user's own folders; nothing in a result may hold it.
  public var folderName: String { trueNames?.caseName ?? name }

  /// The paths that no output may replace, as they were given: those of the files that were read, and of the
  /// key of pseudonyms.
  public var paths: [String] { trueNames?.paths ?? inputs.map(\.path) }

  /// The id by which outputs call an item that people mean by a text; `nil` where there is none.
  public func itemID(named text: String) -> String? {
    (items.find(text) ?? trueNames?.items.find(text)).map { items[$0].id }
  }
}
