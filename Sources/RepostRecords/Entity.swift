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

  package internal(set) var spellings = NameTable()
  // Both are empty while every spelling is an entity of its own.
  private var entityOfSpelling: [Int32] = []
  private var spellingOfEntity: [Int32] = []

  package var kinds: [EntityKind] = []
  package var zones: [Int16] = []
  package var isDeclared: [Bool] = []
  package var sizes: [Int32: Int32] = [:]
  package var names: [Int32: String] = [:]
  package var organisations: [Int32: String] = [:]
  package var titles: [Int32: String] = [:]
  package var extras: [Int32: [ExtraField]] = [:]
  package var members: [Int32: [Int32]] = [:]

  package init() {}

  /// The number of entities.
  public var count: Int { kinds.count }

  /// What records call an entity.
  public func id(_ entity: Int) -> String { spellings[spelling(of: entity)] }

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
  public func size(_ entity: Int) -> Int? { sizes[Int32(entity)].map { Int($0) } }

  /// The declared members of a collective.
  public func declaredMembers(_ entity: Int) -> [Int32] { members[Int32(entity)] ?? [] }

  /// Whether an entities file declares an entity.
  public func isDeclared(_ entity: Int) -> Bool { isDeclared[entity] }

  /// The columns of an entity's row that have no meaning to the product.
  public func extras(_ entity: Int) -> [ExtraField] { extras[Int32(entity)] ?? [] }

  /// The entity that records call by this id or alias.
  public func find(_ spelling: String) -> Int? {
    spellings.find(spelling).map { self.entity(ofSpelling: $0) }
  }

  /// The entity that a spelling means.
  func entity(ofSpelling spelling: Int) -> Int {
    entityOfSpelling.isEmpty ? spelling : Int(entityOfSpelling[spelling])
  }

  /// The other spellings of those entities that have any.
  package var aliases: [Int: [String]] {
    var aliases: [Int: [String]] = [:]
    for (spelling, entity) in entityOfSpelling.enumerated()
    where Int(spellingOfEntity[Int(entity)]) != spelling {
      aliases[Int(entity), default: []].append(spellings[spelling])
    }
    return aliases
  }

  /// The spelling that is an entity's id.
  func spelling(of entity: Int) -> Int {
    spellingOfEntity.isEmpty ? entity : Int(spellingOfEntity[entity])
  }

  /// The entity of a spelling, which is added as an undeclared person where it is new.
  package mutating func intern(_ spelling: UnsafeRawBufferPointer) -> Int32 {
    let number = spellings.intern(spelling)
    addEntitiesOfNewSpellings()
    return Int32(entity(ofSpelling: number))
  }

  package mutating func intern(_ spelling: String) -> Int32 {
    var spelling = spelling
    return spelling.withUTF8 { intern(UnsafeRawBufferPointer($0)) }
  }

  /// Finds the entities of many spellings, and adds those that are new in their order.
  ///
  /// - Parameters:
  ///   - spans: The spellings, nobody and the audience among them.
  ///   - text: What spans count from.
  ///   - others: What spans with the highest bit set count from.
  ///   - entities: Receives an entity for each span; `RecordTable.none` for nobody and the audience.
  mutating func intern(
    _ spans: UnsafeBufferPointer<NameSpan>, text: UnsafeRawPointer, others: UnsafeRawPointer,
    into entities: UnsafeMutablePointer<Int32>
  ) {
    spellings.intern(spans, text: text, others: others, into: entities)
    addEntitiesOfNewSpellings()
    guard !entityOfSpelling.isEmpty else { return }
    for place in 0..<spans.count where entities[place] >= 0 {
      entities[place] = entityOfSpelling[Int(entities[place])]
    }
  }

  /// Makes a new spelling mean an entity that exists.
  ///
  /// - Returns: Whether the spelling was free.
  package mutating func addAlias(_ spelling: String, of entity: Int32) -> Bool {
    let known = spellings.count
    let number = spellings.intern(spelling)
    guard number == known else { return self.entity(ofSpelling: number) == entity }
    if entityOfSpelling.isEmpty {
      entityOfSpelling = (0..<known).map { Int32($0) }
      spellingOfEntity = entityOfSpelling
    }
    entityOfSpelling.append(entity)
    return true
  }

  private mutating func addEntitiesOfNewSpellings() {
    let known = entityOfSpelling.isEmpty ? kinds.count : entityOfSpelling.count
    let more = spellings.count - known
    guard more > 0 else { return }
    if !entityOfSpelling.isEmpty {
      for spelling in known..<spellings.count {
        entityOfSpelling.append(Int32(spellingOfEntity.count))
        spellingOfEntity.append(Int32(spelling))
      }
    }
    kinds.append(contentsOf: repeatElement(.person, count: more))
    zones.append(contentsOf: repeatElement(Self.unknownZone, count: more))
    isDeclared.append(contentsOf: repeatElement(false, count: more))
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
