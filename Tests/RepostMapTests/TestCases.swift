import Foundation
import RepostRecords
import RepostTrace
import Testing

@testable import RepostMap

/// The folder of the package.
let packageFolder = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

let samples = [
  "fax-and-mms", "fax-and-mms-en", "hunter-flattery", "hunter-friend", "hunter-money",
  "media-repost", "public-account-abridged", "public-account-draft", "report-to-leader",
  "superior-instruction", "urgent-notice",
]

/// The trace of a sample case.
func sample(_ name: String) throws -> Trace {
  let folder = packageFolder.appending(path: "samples").appending(path: name)
  return Trace(try readCase(CaseRequest(inputs: [.path(folder.path)])))
}

/// The trace of a case that is written to a folder of its own and read from there.
func traced(
  _ records: String, entities: String? = nil, settings: String? = nil
) throws -> Trace {
  let parent = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  defer { try? FileManager.default.removeItem(at: parent) }
  let folder = parent.appending(path: "case")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  for (name, text) in [
    ("records.csv", records), ("entities.csv", entities), ("case.yaml", settings),
  ] {
    guard let text else { continue }
    try Data(text.utf8).write(to: folder.appending(path: name))
  }
  return Trace(try readCase(CaseRequest(inputs: [.path(folder.path)])))
}

/// Numbers that are the same on every run.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }
}

/// A case of random people, groups, unnamed actors, broadcasts and requests.
func randomTrace(seed: UInt64, records count: Int) throws -> Trace {
  var random = SeededGenerator(seed: seed)
  let people = max(3, count * 2 / 3)
  func someone() -> String { "E\(Int.random(in: 0..<people, using: &random))" }
  let zones = ["authorised", "internal", "external", "public", ""]
  let kinds = ["person", "person", "person", "group", "account", "organisation"]
  var entities = "id,kind,zone,members\n"
  for index in 0..<people + 3 {
    let kind = kinds.randomElement(using: &random) ?? ""
    let members = (kind == "group" ? [someone(), someone()] : []).filter { $0 != "E\(index)" }
    entities += "E\(index),\(kind),\(zones.randomElement(using: &random) ?? ""),"
    entities += members.joined(separator: ";") + "\n"
  }
  var records = "id,time,from,to,channel,parent,directed_by,original\n"
  for index in 0..<count {
    let day = Int.random(in: 1...28, using: &random)
    let fields = [
      "R\(index)", day > 25 ? "" : "2020-01-\(day < 10 ? "0" : "")\(day)",
      Int.random(in: 0..<12, using: &random) == 0 ? "" : someone(),
      Int.random(in: 0..<9, using: &random) == 0 ? "*" : "\(someone());\(someone())",
      ["fax", "signal", "wechat"].randomElement(using: &random) ?? "",
      Bool.random(using: &random) ? "R\(Int.random(in: 0..<count, using: &random))" : "",
      Int.random(in: 0..<6, using: &random) == 0 ? someone() : "",
      Int.random(in: 0..<9, using: &random) == 0 ? someone() : "",
    ]
    records += fields.joined(separator: ",") + "\n"
  }
  return try traced(records, entities: entities)
}

extension MapPlan {
  /// The plan of a map of a whole case.
  init(_ trace: Trace, budget: Int) {
    var view = MapView()
    view.budget = .shapes(budget)
    self.init(trace, view)
  }
}
