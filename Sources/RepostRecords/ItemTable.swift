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
  // Whether its title is the subject or the beginning of a message.
  var isTitleOfMessage = false

  /// Makes an item of which nothing but its id is known.
  public init(id: String) { self.id = id }
}

/// The items of a case: those of the case file in its order, then those that only records name.
public struct ItemTable: Sendable {
  package var names = NameTable()
  package var items: [Item] = []
  // Empty while every name is an item of its own.
  private var itemOfName: [Int32] = []

  package init() {}

  /// The number of items.
  public var count: Int { items.count }

  /// One item.
  public subscript(index: Int) -> Item { items[index] }

  /// The index of an item.
  public func find(_ id: String) -> Int? { names.find(id).map { item(ofName: $0) } }

  package mutating func intern(_ id: UnsafeRawBufferPointer) -> Int32 {
    let known = names.count
    let name = names.intern(id)
    if name == known {
      if !itemOfName.isEmpty { itemOfName.append(Int32(items.count)) }
      items.append(Item(id: names[name]))
    }
    return Int32(item(ofName: name))
  }

  /// Makes a new spelling mean an item that exists.
  ///
  /// - Returns: Whether the spelling was free.
  package mutating func addAlias(_ id: String, of item: Int) -> Bool {
    let known = names.count
    let name = names.intern(id)
    guard name == known else { return self.item(ofName: name) == item }
    if itemOfName.isEmpty { itemOfName = (0..<known).map { Int32($0) } }
    itemOfName.append(Int32(item))
    return true
  }

  private func item(ofName name: Int) -> Int {
    itemOfName.isEmpty ? name : Int(itemOfName[name])
  }

  package mutating func intern(_ id: String) -> Int32 {
    var id = id
    return id.withUTF8 { intern(UnsafeRawBufferPointer($0)) }
  }
}
