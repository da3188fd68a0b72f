import Foundation
public import RepostGraph
public import RepostRecords

/// What the records of a case show: where the item entered them, how it spread, where it left the
/// permitted circle, and who passed it on.
public struct Trace: Sendable {
  /// The case that was traced.
  public let input: ForwardingCase
  /// Who can have had what from whom.
  public let graph: ForwardingGraph
  /// Who was reached, at what depth, and by whose doing.
  public let measures: Measures
  /// Where everyone stands.
  public let boundary: Boundary
  /// The entities with an origin hop, in canonical order of the first.
  public let origins: [Int]
  /// The origins that are already outside.
  public let outsideOrigins: [Int]
  /// The hops by which the item first left the inside.
  public let firstExternal: FirstHops
  /// The records that would be among them if every recipient of unknown zone were outside.
  public let undecided: [Int]
  /// The first hops into each zone but the innermost, from inner to outer; none for a zone not reached.
  public let crossings: [Crossing]
  /// What holds for each family of items by itself; empty where there is one family.
  public let families: [Family]
  /// The hops that broke a rule first.
  public let firstBreach: FirstHops
  /// For each hop, which rules it breaks.
  public let breaks: Breaks
  /// The records of hops of which the records do not tell whether they break a rule.
  public let ruleUndecided: [Int]
  /// Whether any item of the case has a rule.
  public let hasRules: Bool
  /// Whether nobody who sends or gets anything stands anywhere that is known.
  public let placesNobody: Bool
  /// Those of whom the records do not show how the item came to them.
  public let gaps: [Gap]
  /// The reached people of whom no record shows that they passed it on, had it passed on or approved it.
  public let receivedOnly: [Int]
  /// How many know at most.
  public let knowledgeRange: KnowledgeRange
  /// Every actor, director and approver, in the order of their first act.
  public let forwarders: [Int]
  /// What reading and tracing found that an investigator should look at, by file and line.
  public let warnings: [Warning]

  // The records of the first breach and the first external hop by their actors.
  let firstBreachRecords: [Int: [Int]]
  let firstExternalRecords: [Int: [Int]]
  let actsAsActor: IndexLists
  let actsAsDirector: [Int32: [Int]]
  let actsAsApprover: [Int32: [Int]]

  /// Traces a case.
  ///
  /// - Parameters:
  ///   - input: The case as it was read.
  ///   - jobs: How many threads may work at once; all processors where `nil`. The result is the same.
  ///   - progress: Is told how far the work has come.
  /// - Complexity: O(*n* log *n*) in records, hops, members and links of sources; and for `reach` a pass
  ///   for each 256 actors where the spread is no tree. Where that would take too long, some `reach` is
  ///   left out.
  public init(_ input: ForwardingCase, jobs: Int? = nil, progress: ProgressHandler? = nil) {
    let jobs = jobs ?? ProcessInfo.processInfo.activeProcessorCount
    let table = input.records
    progress?(WorkProgress(stage: .linking, records: 0, fraction: 0))
    let graph = ForwardingGraph(input)
    let boundary = Boundary(input, graph)
    progress?(WorkProgress(stage: .linking, records: table.count, fraction: 1))
    let recordsOfActor = graph.recordsOfActor
    self.input = input
    self.graph = graph
    self.boundary = boundary
    let work = MeasureWork(input, graph, progress)
    // A small case is done before a thread is woken.
    let isSmall = graph.hopCount < 20_000
    let (soleReach, figures, answers) = inParallel(jobs: isSmall ? 1 : jobs) {
      work.soleReach
    } _: {
      MeasureFigures(work, recordsOfActor: recordsOfActor)
    } _: {
      Answers(input, graph, boundary)
    }
    let measures = Measures(figures, soleReach: soleReach)
    self.measures = measures
    firstExternal = answers.firstExternal
    undecided = answers.undecided
    crossings = answers.crossings
    families = answers.families
    placesNobody = answers.placesNobody
    origins = answers.origins
    outsideOrigins = answers.outsideOrigins
    hasRules = answers.hasRules
    breaks = answers.breaches.breaks
    ruleUndecided = answers.breaches.undecided
    firstBreach = answers.firstBreach
    func byActor(_ first: FirstHops) -> [Int: [Int]] {
      Dictionary(grouping: first.records) { Int(graph.hops.actors[$0]) }
    }
    firstBreachRecords = byActor(firstBreach)
    firstExternalRecords = byActor(firstExternal)
    gaps = answers.gaps
    let acts = answers.acts
    forwarders = acts.inOrderOfFirstAct
    actsAsActor = recordsOfActor
    actsAsDirector = acts.asDirector
    actsAsApprover = acts.asApprover
    let isActive = acts.isActive
    receivedOnly = (0..<graph.entityCount).filter {
      measures.isReached[$0] && !isActive[$0]
        && ($0 >= input.entities.count || input.entities.kinds[$0] == .person)
    }
    knowledgeRange = KnowledgeRange(input, graph, measures)
    warnings = (input.warnings + graph.warnings).enumerated().sorted {
      let (a, b) = ($0.element, $1.element)
      return (a.file ?? .max, a.line ?? .max, $0.offset) < (
        b.file ?? .max, b.line ?? .max, $1.offset
      )
    }.map(\.element)
  }

  /// The id of an entity: what records call it, or `?` and the record's id for an unnamed actor.
  public func id(_ entity: Int) -> String {
    graph.isUnnamed(entity)
      ? "?" + input.records.id(graph.record(ofUnnamed: entity)) : input.entities.id(entity)
  }

  /// The id of a hop: its record's id, with `#` and its number where the record has several.
  public func id(ofHop hop: Int) -> String {
    let record = graph.record(ofHop: hop)
    let range = graph.hops.range(record)
    let id = input.records.id(record)
    return range.count == 1 ? id : "\(id)#\(hop - range.lowerBound + 1)"
  }

  /// The kind of an entity; an unnamed actor is a person.
  public func kind(_ entity: Int) -> EntityKind {
    graph.isUnnamed(entity) ? .person : input.entities.kind(entity)
  }

  /// The name of an entity's zone, or `nil` where it is unknown, as it is of every unnamed actor.
  public func zone(_ entity: Int) -> String? {
    guard !graph.isUnnamed(entity) else { return nil }
    return input.entities.zone(entity).map { input.settings.zones[$0] }
  }

  /// Whether a hop goes from an actor who is not outside to a recipient who is.
  public func isExit(hop: Int) -> Bool { boundary.isExit(hop, graph) }
}

/// How many know at most.
public struct KnowledgeRange: Hashable, Sendable {
  /// The named people who are reached or origins.
  public let people: Int
  /// The collectives that are reached or origins.
  public let collectives: Int
  /// How many unnamed people these collectives can hold beside; `nil` where no upper bound is known.
  public let unnamedUpTo: Int?

  init(_ input: ForwardingCase, _ graph: ForwardingGraph, _ measures: Measures) {
    let entities = input.entities
    var people = 0
    var collectives = 0
    var unnamed: Int? = 0
    for entity in 0..<entities.count where measures.isReached[entity] || measures.isOrigin[entity] {
      if entities.kind(entity) == .person { people += 1 }
      guard entities.kind(entity).isCollective else { continue }
      collectives += 1
      // An unnamed poster is one of the unnamed people, so only named members are taken off.
      let named = graph.membership[Int32(entity)].count { !graph.isUnnamed(Int($0)) }
      if let size = entities.size(entity) {
        unnamed = unnamed.map { $0 + max(0, size - named) }
      } else {
        unnamed = nil
      }
    }
    self.people = people
    self.collectives = collectives
    unnamedUpTo = graph.hops.recipients.contains(RecordTable.audience) ? nil : unnamed
  }
}
