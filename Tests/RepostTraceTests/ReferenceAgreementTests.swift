import Foundation
import RepostRecords
import RepostTrace
import Testing

@Suite struct ReferenceAgreementTests {
  /// A slow, obvious reading of the definitions, in which the counterfactuals are really carried out.
  @Test func agreesWithTheReferenceInEveryFigure() {
    for seed in UInt64(1)...6_000 {
      let reference = randomCase(seed: seed)
      // Finding pasted rows belongs to reading, which these tables have not gone through.
      let expected = dump(referenceTrace(reference))
        .filter { !$0.hasPrefix("warning duplicate-record") }
      let found = dump(referenceResult(Trace(forwardingCase(reference))))
      guard found != expected else { continue }
      let differences = found.difference(from: expected).map { change in
        switch change {
        case .remove(_, let line, _): "expected \(line)"
        case .insert(_, let line, _): "found    \(line)"
        }
      }
      Issue.record("seed \(seed):\n\(differences.joined(separator: "\n"))")
      return
    }
  }

  /// The same from files as a user writes them: spelt times, lists, the case file.
  @Test func agreesWithTheReferenceWhenTheCaseIsReadFromFiles() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "repost-tracer-random-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // What reading finds beside what the reference knows of.
    let ofReading: Set<WarningCode> = [.undeclaredEntity, .similarName]
    for seed in UInt64(10_001)...10_300 {
      let reference = randomCase(seed: seed)
      // A file of entities without any is an error, not an empty list.
      guard !reference.entities.isEmpty else { continue }
      for (name, text) in files(of: reference) {
        try Data(text.utf8).write(to: folder.appending(path: name))
      }
      var trace = referenceResult(Trace(try readCase(CaseRequest(inputs: [.path(folder.path)]))))
      trace.warnings.removeAll { warning in ofReading.contains { $0.rawValue == warning.code } }
      let (found, expected) = (dump(trace), dump(referenceTrace(reference)))
      guard found != expected else { continue }
      let differences = found.difference(from: expected).map { change in
        switch change {
        case .remove(_, let line, _): "expected \(line)"
        case .insert(_, let line, _): "found    \(line)"
        }
      }
      Issue.record("seed \(seed):\n\(differences.joined(separator: "\n"))")
      return
    }
  }

  private func files(of reference: ReferenceCase) -> [String: String] {
    var records =
      "id,time,from,to,channel,item,parent,original,directed_by,approved_by,certainty\n"
    for record in reference.records {
      records +=
        [
          record.id, record.timeText, record.from ?? "", record.to.joined(separator: ";"),
          record.channel, record.item, record.parent ?? "", record.original ?? "",
          record.directedBy.joined(separator: ";"), record.approvedBy.joined(separator: ";"),
          record.certainty,
        ].joined(separator: ",") + "\n"
    }
    var entities = "id,kind,zone,members,size\n"
    for entity in reference.entities {
      entities +=
        [
          entity.id, entity.kind, entity.zone ?? "", entity.members.joined(separator: ";"),
          entity.size.map { String($0) } ?? "",
        ].joined(separator: ",") + "\n"
    }
    var caseFile = "zones: [\(reference.zones.joined(separator: ", "))]\n"
    caseFile += "boundary: \(reference.boundary)\nitems:\n"
    for item in reference.items {
      caseFile += "  - id: \(item.id)\n"
      if let issuer = item.issuer { caseFile += "    issuer: \"\(issuer)\"\n" }
      if let zone = item.permittedZone { caseFile += "    permitted_zone: \(zone)\n" }
      if let channels = item.approvedChannels {
        caseFile += "    approved_channels: [\(channels.joined(separator: ", "))]\n"
      }
      caseFile += "    derived_from: [\(item.derivedFrom.joined(separator: ", "))]\n"
    }
    return ["records.csv": records, "entities.csv": entities, "case.yaml": caseFile]
  }
}
