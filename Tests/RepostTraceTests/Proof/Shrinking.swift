extension ReferenceCase {
  /// The smallest case in which something still holds, found by leaving out one thing after the other.
  ///
  /// - Parameter holds: Whether it holds in a case; it holds in this one.
  /// - Returns: A case from which nothing more can be left out by itself.
  func shrunk(while holds: (ReferenceCase) -> Bool) -> ReferenceCase {
    var smallest = self
    var isSmaller = true
    while isSmaller {
      isSmaller = false
      var step = 0
      while let smaller = smallest.smaller(step) {
        if let smaller, holds(smaller) {
          smallest = smaller
          isSmaller = true
        } else {
          step += 1
        }
      }
    }
    return smallest
  }

  /// This case with one thing less, by a running number; an inner `nil` where there is nothing to leave
  /// out, an outer one past the last number.
  private func smaller(_ step: Int) -> ReferenceCase?? {
    var copy = self
    var step = step
    if step < records.count {
      copy.records.remove(at: step)
      return .some(copy.records.isEmpty ? nil : copy)
    }
    step -= records.count
    if step < entities.count {
      copy.entities.remove(at: step)
      return .some(copy)
    }
    step -= entities.count
    if step < items.count {
      let id = items[step].id
      guard !records.contains(where: { $0.item == id }) else { return .some(nil) }
      copy.items.remove(at: step)
      for index in copy.items.indices { copy.items[index].derivedFrom.removeAll { $0 == id } }
      return .some(copy)
    }
    step -= items.count
    let ofRecord = step / max(1, records.count)
    if !records.isEmpty, ofRecord < Self.recordChanges.count {
      return .some(changed(ofRecord, step % records.count))
    }
    step -= Self.recordChanges.count * records.count
    let ofEntity = step / max(1, entities.count)
    if !entities.isEmpty, ofEntity < 3 {
      return .some(changedEntity(ofEntity, step % entities.count))
    }
    step -= 3 * entities.count
    let ofItem = step / max(1, items.count)
    if !items.isEmpty, ofItem < 4 { return .some(changedItem(ofItem, step % items.count)) }
    return nil
  }

  private static let recordChanges: [@Sendable (inout ReferenceRecord) -> Void] = [
    { $0.parent = nil }, { $0.original = nil }, { $0.directedBy = [] }, { $0.approvedBy = [] },
    { if $0.to.count > 1 { $0.to.removeLast() } }, { if $0.to.count > 1 { $0.to.removeFirst() } },
    { $0.certainty = "confirmed" }, { $0.channel = "fax" },
    {
      $0.start = Int.min
      $0.end = Int.max
      $0.timeText = ""
    },
  ]

  private func changed(_ change: Int, _ record: Int) -> ReferenceCase? {
    var copy = self
    Self.recordChanges[change](&copy.records[record])
    return copy.records[record] == records[record] ? nil : copy
  }

  private func changedEntity(_ change: Int, _ entity: Int) -> ReferenceCase? {
    var copy = self
    switch change {
    case 0: copy.entities[entity].size = nil
    case 1: if !copy.entities[entity].members.isEmpty { copy.entities[entity].members.removeLast() }
    default: copy.entities[entity].zone = nil
    }
    return copy.entities[entity] == entities[entity] ? nil : copy
  }

  private func changedItem(_ change: Int, _ item: Int) -> ReferenceCase? {
    var copy = self
    switch change {
    case 0: copy.items[item].issuer = nil
    case 1: copy.items[item].permittedZone = nil
    case 2: copy.items[item].approvedChannels = nil
    default: if !copy.items[item].derivedFrom.isEmpty { copy.items[item].derivedFrom.removeLast() }
    }
    return copy.items[item] == items[item] ? nil : copy
  }
}
