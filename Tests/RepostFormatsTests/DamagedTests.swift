import Foundation
import Testing

@testable import RepostFormats

/// A sample of a format that a reader knows.
private struct Sample: Sendable, CustomTestStringConvertible {
  let path: String
  let bytes: [UInt8]
  let format: ForeignFormat

  var testDescription: String { path }
  var file: String { URL(filePath: path).lastPathComponent }

  /// Whether the format has an end that every file must come to, as one JSON value has.
  var hasEnd: Bool {
    let first = bytes.first { $0 > 0x20 && $0 < 0x80 }
    switch first {
    case UInt8(ascii: "<"): return true
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      return (try? JSONSerialization.jsonObject(with: Data(bytes))) != nil
    default: return bytes.starts(with: Array("PK".utf8))
    }
  }
}

/// Every sample of the repository, found by walking the folder.
private let samples: [Sample] = {
  guard let paths = FileManager.default.enumerator(atPath: formatSamples.path) else { return [] }
  var samples: [Sample] = []
  // A case of several formats repeats what their own samples show.
  for case let path as String in paths where !path.hasPrefix("joined-case") {
    let url = formatSamples.appending(path: path)
    guard let data = try? Data(contentsOf: url), data.count <= 1 << 20 else { continue }
    let bytes = Array(data)
    guard let format = Imported(bytes, file: url.lastPathComponent).format else { continue }
    samples.append(Sample(path: path, bytes: bytes, format: format))
  }
  return samples.sorted { $0.path < $1.path }
}()

/// Numbers that are the same in every run (SplitMix64).
private struct Numbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var number = state
    number = (number ^ (number >> 30)) &* 0xBF58_476D_1CE4_E5B9
    number = (number ^ (number >> 27)) &* 0x94D0_49BB_1331_11EB
    return number ^ (number >> 31)
  }

  /// Numbers that depend on a name.
  init(_ name: String) { state = name.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) } }
}

/// What a record says, without what may be known only at the end of a file.
private func facts(_ record: ImportedRecord) -> [String] {
  [
    "\(record.line)", record.id, record.time, record.from ?? "nobody",
    record.to.joined(separator: "\n"), "\(record.isBroadcast)", record.channel, record.item,
    record.parent, record.original ?? "",
  ]
}

/// Whether a reader said that something is missing.
private func tells(_ imported: Imported) -> Bool {
  let sink = imported.sink
  return imported.problem != nil || !sink.ends.isEmpty || !sink.skipped.isEmpty
    || !sink.remarks.isEmpty
}

@Suite struct DamagedTests {
  /// A file is read in so many seconds at most, however it is damaged.
  private static let seconds = 20.0

  private func read(_ bytes: [UInt8], of sample: Sample, _ what: String) -> Imported {
    let start = Date()
    let imported = Imported(bytes, file: sample.file, as: sample.format)
    #expect(
      Date().timeIntervalSince(start) < Self.seconds, "\(what) took too long: \(sample.path)")
    // Of broken XML its own parser tells.
    let isXML = [.sms, .ufed, .graphml, .gexf].contains(sample.format)
    #expect(isXML || imported.sink.inEnglish.isEmpty, "\(what) of \(sample.path)")
    // What is read is bounded by what is there.
    #expect(
      imported.records.count <= bytes.count + 1, "\(what) gives too much: \(sample.path)")
    return imported
  }

  /// Where a file is cut: everywhere in a small one, else at places spread over it.
  private func cuts(_ sample: Sample) -> [Int] {
    guard sample.bytes.count > 150 else { return Array(0..<sample.bytes.count) }
    var numbers = Numbers(sample.path)
    let places = (0..<150).map { _ in Int.random(in: 0..<sample.bytes.count, using: &numbers) }
    let ends = sample.bytes.indices.filter { sample.bytes[$0] == 0x0A }.map { $0 + 1 }
    return Set(places + ends.shuffled(using: &numbers).prefix(60)).sorted()
  }

  /// The records that no more text can change.
  ///
  /// Of the last two one may be half there, and one may need what follows it; one entry may give many.
  private static func sure(_ records: [ImportedRecord]) -> ArraySlice<ImportedRecord> {
    let open = Set(records.suffix(2).map(\.line))
    var sure = records.dropLast(2)
    while let last = sure.last, open.contains(last.line) { sure.removeLast() }
    return sure
  }

  @Test(arguments: samples)
  fileprivate func keepsWhatIsBeforeACut(_ sample: Sample) {
    let whole = read(sample.bytes, of: sample, "the whole")
    let expected = whole.records.map(facts)
    let lines = whole.records.map(\.line)
    for cut in cuts(sample) {
      let imported = read(Array(sample.bytes[..<cut]), of: sample, "a cut at \(cut)")
      let found = imported.records.map(facts)
      let sure = Self.sure(imported.records).map(facts)
      // Behind all entries these say what posts repeat, who accounts are, how dates are ordered.
      let mayChange = [.xv2, .caseUCO, .whatsapp].contains(imported.format)
      #expect(
        sure.elementsEqual(expected.prefix(sure.count)) {
          mayChange ? $0.prefix(2) == $1.prefix(2) : $0 == $1
        },
        "a cut at \(cut) changes records: \(sample.path)")
      guard found.count < expected.count, !tells(imported) else { continue }
      #expect(!sample.hasEnd, "a cut at \(cut) is not told: \(sample.path)")
      // Nothing was said: so all that is lost must lie on lines that are no more there.
      let ended = sample.bytes[..<cut].count { $0 == 0x0A }
      let whole = lines.filter { $0 < ended }.sorted().dropLast()
      #expect(
        found.count >= whole.count - 1,
        "a cut at \(cut) loses \(whole.count - found.count) records in silence: \(sample.path)")
    }
  }

  @Test(arguments: samples)
  fileprivate func outlivesDamage(_ sample: Sample) {
    var numbers = Numbers(sample.path)
    guard !sample.bytes.isEmpty else { return }
    for round in 0..<200 {
      var bytes = sample.bytes
      for _ in 0..<Int.random(in: 1...4, using: &numbers) {
        let place = Int.random(in: 0..<bytes.count, using: &numbers)
        switch round % 5 {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
        case 1: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &numbers))
        case 2: bytes.insert(0, at: place)
        case 3: bytes[place] = UInt8.random(in: 0...255, using: &numbers)
        default:
          let end = min(bytes.count, place + Int.random(in: 1...64, using: &numbers))
          bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
        }
      }
      _ = read(bytes, of: sample, "damage \(round)")
    }
  }

  @Test(arguments: samples)
  fileprivate func readsTheSameTwice(_ sample: Sample) {
    let first = read(sample.bytes, of: sample, "the whole")
    let second = read(sample.bytes, of: sample, "the whole")
    #expect(first.records.map(facts) == second.records.map(facts))
    #expect(first.problem == nil, "\(sample.path)")
    #expect(sample.path.hasPrefix("\(sample.format.rawValue)/"), "told wrongly: \(sample.path)")
    #expect(!first.records.isEmpty, "\(sample.path)")
  }
}
