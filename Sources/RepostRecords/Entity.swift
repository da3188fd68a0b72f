/// What sort of thing an entity is.
public enum EntityKind: UInt8, CaseIterable, Sendable {
  case person
  case group
  case account
  case organisation
  case site

  /// Whether entities of this kind have members.
  public var isCollective: Bool { self == .group || self == .organisation }

  /// The word that files use.
  public var word: String {
    switch self {
    case .person: "person"
    case .group: "group"
    case .account: "account"
    case .organisation: "organisation"
    case .site: "site"
    }
  }
}

/// How sure a record is.
public enum Certainty: UInt8, CaseIterable, Comparable, Sendable {
  case confirmed
  case probable
  case alleged

  /// The word that files use.
  public var word: String {
    switch self {
    case .confirmed: "confirmed"
    case .probable: "probable"
    case .alleged: "alleged"
    }
  }

  /// Orders the surer before the less sure.
  public static func < (a: Certainty, b: Certainty) -> Bool { a.rawValue < b.rawValue }
}

/// Everyone and everything that a case names, as columns; an entity is known by its index.
///
/// Declared entities come first, in the order of their file, then those that only records name.
public struct EntityTable: Sendable {
  /// The zone rank of an entity whose zone is unknown.
  public static let unknownZone: Int16 = -1

  package var spellings = NameTable()
  package var entityOfSpelling: [Int32] = []
  package var spellingOfEntity: [Int32] = []

  package var kinds: [EntityKind] = []
  package var zones: [Int16] = []
  package var isDeclared: [Bool] = []
  package var sizes: [Int32] = []
  package var names: [Int32: String] = [:]
  package var organisations: [Int32: String] = [:]
  package var titles: [Int32: String] = [:]
  package var extras: [Int32: [ExtraField]] = [:]
  package var members: [Int32: [Int32]] = [:]

  package init() {}

  /// The number of entities.
  public var count: Int { kinds.count }

  /// What records call an entity.
  public func id(_ entity: Int) -> String { spellings[Int(spellingOfEntity[entity])] }

  /// What maps and lists show: the declared name, else the id.
  public func name(_ entity: Int) -> String { names[Int32(entity)] ?? id(entity) }

  /// The organisation that an entity belongs to, where one is declared.
  public func organisation(_ entity: Int) -> String? { organisations[Int32(entity)] }

  /// The title of an entity, where one is declared.
  public func title(_ entity: Int) -> String? { titles[Int32(entity)] }

  /// The kind of an entity; `person` where nothing is declared.
  public func kind(_ entity: Int) -> EntityKind { kinds[entity] }

  /// The rank of an entity's zone, 0 for the innermost, or `nil` where it is unknown.
  public func zone(_ entity: Int) -> Int? { zones[entity] < 0 ? nil : Int(zones[entity]) }

  /// The declared head count of a collective.
  public func size(_ entity: Int) -> Int? { sizes[entity] < 0 ? nil : Int(sizes[entity]) }

  /// The declared members of a collective.
  public func declaredMembers(_ entity: Int) -> [Int32] { members[Int32(entity)] ?? [] }

  /// Whether an entities file declares an entity.
  public func isDeclared(_ entity: Int) -> Bool { isDeclared[entity] }

  /// The columns of an entity's row that have no meaning to the product.
  public func extras(_ entity: Int) -> [ExtraField] { extras[Int32(entity)] ?? [] }

  /// The entity that records call by this id or alias.
  public func find(_ spelling: String) -> Int? {
    spellings.find(spelling).map { Int(entityOfSpelling[$0]) }
  }

  /// The entity of a spelling, which is added as an undeclared person where it is new.
  package mutating func intern(_ spelling: UnsafeRawBufferPointer) -> Int32 {
    let number = spellings.intern(spelling)
    if number < entityOfSpelling.count { return entityOfSpelling[number] }
    let entity = Int32(kinds.count)
    entityOfSpelling.append(entity)
    spellingOfEntity.append(Int32(number))
    kinds.append(.person)
    zones.append(Self.unknownZone)
    isDeclared.append(false)
    sizes.append(-1)
    return entity
  }

  package mutating func intern(_ spelling: String) -> Int32 {
    var spelling = spelling
    return spelling.withUTF8 { intern(UnsafeRawBufferPointer($0)) }
  }

  /// Makes a new spelling mean an entity that exists.
  ///
  /// - Returns: Whether the spelling was free.
  package mutating func addAlias(_ spelling: String, of entity: Int32) -> Bool {
    let number = spellings.intern(spelling)
    guard number == entityOfSpelling.count else { return entityOfSpelling[number] == entity }
    entityOfSpelling.append(entity)
    return true
  }
}

/// A column that the product gives no meaning to, kept to be shown.
public struct ExtraField: Hashable, Sendable {
  /// The header of the column.
  public let name: String

  /// What the row says there.
  public let value: String

  /// Makes a field.
  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}
