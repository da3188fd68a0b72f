import RepostGraph
import RepostRecords
import RepostTrace

/// The answers of `trace.json`: what came first, what is missing, and what the records leave open.
extension TraceJSON {
  func writeAnswers(_ json: inout JSONText) {
    json.key("first_external")
    write(trace.firstExternal, undecided: trace.undecided, &json)
    json.key("crossings")
    write(trace.crossings, &json)
    if !trace.families.isEmpty { writeFamilies(&json) }
    writeGaps(&json)
    json.key("outside_origins")
    json.strings(entityIDs(trace.outsideOrigins))
    if tables == .all {
      json.key("received_only")
      json.strings(entityIDs(trace.receivedOnly))
    }
    json.key("rule_undecided")
    json.strings(recordIDs(trace.ruleUndecided))
  }

  private func write(_ first: FirstHops, undecided: [Int], _ json: inout JSONText) {
    json.object { json in
      writeMembers(of: first, &json)
      json.key("exporters")
      json.strings(entityIDs(trace.actors(ofRecords: first.records)))
      json.key("undecided")
      json.strings(recordIDs(undecided))
    }
  }

  private func write(_ crossings: [Crossing], _ json: inout JSONText) {
    json.array { json in
      for crossing in crossings {
        json.object(.line) { json in
          json.key("zone")
          json.string(trace.input.settings.zones[crossing.zone])
          writeMembers(of: crossing.first, &json)
        }
      }
    }
  }

  private func writeMembers(of first: FirstHops, _ json: inout JSONText) {
    json.key("status")
    json.string(first.status.rawValue)
    json.key("records")
    json.strings(recordIDs(first.records))
    json.key("hops")
    json.strings(first.hops.map { trace.id(ofHop: $0) })
  }

  private func writeFamilies(_ json: inout JSONText) {
    json.key("families")
    json.array { json in
      for family in trace.families {
        json.object { json in
          json.key("items")
          json.strings(family.items.map { trace.input.items[$0].id })
          json.key("origins")
          json.strings(entityIDs(family.origins))
          json.key("first_external")
          write(family.firstExternal, undecided: family.undecided, &json)
          json.key("crossings")
          write(family.crossings, &json)
        }
      }
    }
  }

  private func writeGaps(_ json: inout JSONText) {
    json.key("gaps")
    json.array { json in
      for gap in trace.gaps {
        json.object(.line) { json in
          json.key("entity")
          json.string(trace.id(gap.entity))
          json.key("reason")
          json.string(gap.reason.rawValue)
          json.key("records")
          json.strings(recordIDs(gap.records))
          if let hint = gap.hint {
            json.key("hint")
            json.string(trace.id(hint))
          }
        }
      }
    }
  }
}

extension Trace {
  /// The actors of records, each once, in the order of the records.
  func actors(ofRecords records: [Int]) -> [Int] {
    var seen: Set<Int> = []
    return records.map { Int(graph.hops.actors[$0]) }.filter { seen.insert($0).inserted }
  }

  /// What maps and lists show of an entity; an unnamed actor's id.
  func name(_ entity: Int) -> String {
    graph.isUnnamed(entity) ? id(entity) : input.entities.name(entity)
  }

  /// The time of a record in the case's zone, or `nil` where it is unknown.
  func timeText(_ record: Int) -> String? {
    let text = input.records.statedTime(record).text(in: input.settings.timeZone)
    return text.isEmpty ? nil : text
  }

  /// How many an entity's forwarding can have reached, or `nil` where that was not computed.
  func reach(_ entity: Int) -> Int? {
    measures.reach[entity] < 0 ? nil : Int(measures.reach[entity])
  }
}
