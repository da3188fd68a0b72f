import Foundation

/// Cases in which the product once differed from the reference, each in a file.
enum FoundCases {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Found")

  /// The names of the files.
  static var names: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".json") }.sorted()
  }

  static func read(_ name: String) throws -> ReferenceCase {
    try JSONDecoder().decode(
      ReferenceCase.self, from: try Data(contentsOf: folder.appending(path: name)))
  }

  /// Writes a case to be replayed by every later run of the tests.
  static func keep(_ found: ReferenceCase, as name: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try encoder.encode(found).write(to: folder.appending(path: name))
  }
}
