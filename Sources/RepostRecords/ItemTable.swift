/// What was passed on: a document, a picture, a message, or the article written from one.
public struct Item: Sendable {
  /// What records call it.
  public var id: String
  /// Its title, where the case file gives one.
  public var title: String?
  /// Its classification marking, as the case file writes it.
  public var marking: String?
  /// The entity that issued it.
  public var issuer: String?
  /// The rank of the outermost zone that may hold it, where a rule of its own says so.
  public var permittedZone: Int?
  /// The only channels that may carry it; empty when none may; `nil` when no rule of its own says so.
  public var approvedChannels: [String]?
  /// Indices of the items that it was written from.
  public var derivedFrom: [Int] = []
  /// The law or order behind the rule, as free text.
  public var rule: String?
  /// Whether the case file declares it.
  public var isDeclared = false

  /// Makes an item of which nothing but its id is known.
  public init(id: String) { self.id = id }
}

/// The items of a case: those of the case file in its order, then those that only records name.
public struct ItemTable: Sendable {
  package var names = NameTable()
  package var items: [Item] = []

  package init() {}

  /// The number of items.
  public var count: Int { items.count }

  /// One item.
  public subscript(index: Int) -> Item { items[index] }

  /// The index of an item.
  public func find(_ id: String) -> Int? { names.find(id) }

  package mutating func intern(_ id: UnsafeRawBufferPointer) -> Int32 {
    let index = names.intern(id)
    if index == items.count { items.append(Item(id: names[index])) }
    return Int32(index)
  }

  package mutating func intern(_ id: String) -> Int32 {
    var id = id
    return id.withUTF8 { intern(UnsafeRawBufferPointer($0)) }
  }
}
