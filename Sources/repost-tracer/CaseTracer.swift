import Foundation
import RepostRecords
import RepostReport
import RepostTrace
import Synchronization

/// Traces single cases of a stream, each with the same options.
final class CaseTracer: Sendable {
  /// Cases with more bytes than this are read by several processors at once.
  private static let largeCase = 32 << 20

  /// How many cases may be traced at once.
  let workers: Int

  private let request: CaseRequest
  private let path: String
  private let detail: TraceDetail
  private let namesSeen = Mutex<Set<String>>([])

  /// Takes the options of a run.
  ///
  /// - Throws: `RecordsError` where they are wrong for whatever case, so that they are refused once and
  ///   not with each case.
  init(_ input: InputOptions, path: String, badRows: BadRowPolicy, detail: TraceDetail) throws {
    self.path = path
    self.detail = detail
    workers = input.workers
    var request = try input.request(badRows: badRows)
    request.format = .ndjson
    self.request = request

    var trial = request
    trial.item = nil
    let names = try JSONSerialization.data(withJSONObject: input.inside + input.outside)
    trial.inputs = [.bytes(name: path, Array("{\"from\":\"-\",\"to\":".utf8) + names + [0x7D])]
    _ = try readCase(trial)
  }

  /// The names given as inside or outside that no case has.
  var namesOfNoCase: [String] {
    let seen = namesSeen.withLock { $0 }
    return request.inside.filter { !seen.contains($0) }.map { "--inside '\($0)'" }
      + request.outside.filter { !seen.contains($0) }.map { "--outside '\($0)'" }
  }

  /// Traces a case, or says why it cannot be traced.
  func outcome(of block: CaseBlock) -> CaseOutcome {
    if let line = block.strayLine, request.badRows == .stop {
      return failure(
        of: block, line: line, column: nil,
        "found a line among those of this case that belongs to no case, so a record may be missing; "
          + "correct it, or go on without it with --skip-bad-rows")
    }
    do {
      let trace = Trace(try read(block), jobs: jobs(for: block))
      let bytes = block.bytes.withUnsafeBytes {
        caseLine(
          block.id, trace, path: path, bytes: $0, version: RepostTracer.version, detail: detail)
      }
      return CaseOutcome(kind: .traced, bytes: bytes, records: block.records)
    } catch {
      var plain = error
      plain.path = nil
      return failure(
        of: block, line: error.line ?? block.firstLine, column: error.column, plain.description)
    }
  }

  private func failure(
    of block: CaseBlock, line: Int, column: Int?, _ message: String
  ) -> CaseOutcome {
    CaseOutcome(
      kind: .failed,
      bytes: caseErrorLine(block.id, line: line, column: column, message: message),
      records: block.records)
  }

  private func jobs(for block: CaseBlock) -> Int {
    block.bytes.count > Self.largeCase ? workers : 1
  }

  private func read(_ block: CaseBlock) throws(RecordsError) -> ForwardingCase {
    var request = request
    request.jobs = jobs(for: block)
    request.inputs = [
      .bytes(
        name: path == "-" ? "stdin" : path, block.bytesOfRecords(), firstLine: block.firstLine)
    ]
    guard !request.inside.isEmpty || !request.outside.isEmpty else { return try readCase(request) }

    // A name that this case does not have says nothing about it; one that no case has is warned of.
    var plain = request
    plain.inside = []
    plain.outside = []
    let entities = try readCase(plain).entities
    func isThere(_ name: String) -> Bool {
      entities.find(name.trimmingCharacters(in: .whitespacesAndNewlines)) != nil
    }
    request.inside = request.inside.filter(isThere)
    request.outside = request.outside.filter(isThere)
    let names = request.inside + request.outside
    namesSeen.withLock { $0.formUnion(names) }
    return try readCase(request)
  }
}
