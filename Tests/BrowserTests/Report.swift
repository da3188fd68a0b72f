import Foundation
import Testing

/// A page that the built program has written.
struct Report: Sendable {
  /// The path of `report.html`.
  let path: String
  let html: String

  /// The root of the package.
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The report of a sample, made once for all tests.
  ///
  /// - Parameters:
  ///   - name: The name of its folder.
  ///   - language: The language of the report, as `--lang` takes it.
  /// - Returns: The report.
  /// - Throws: ``BrowserError`` with the program's words where it fails.
  static func sample(_ name: String, _ language: String) async throws -> Report {
    try await Shelf.shared.report(named: "\(name)-\(language)") {
      try await trace("samples/\(name)", language)
    }
  }

  /// The report of a case that is written in a test, made once for all tests.
  ///
  /// - Parameters:
  ///   - name: A name for it, its own in all tests.
  ///   - files: The files of the case's folder by name, such as `records.csv`.
  ///   - language: The language of the report.
  ///   - folder: The name of the case's folder.
  /// - Returns: The report.
  /// - Throws: ``BrowserError`` with the program's words where it fails.
  static func written(
    _ name: String, _ files: [String: String], _ language: String = "en", in folder: String = "case"
  ) async throws -> Report {
    try await Shelf.shared.report(named: name) { try await of(files, language, in: folder) }
  }

  /// The report of a case that is written in a test, made anew.
  ///
  /// - Parameters:
  ///   - files: The files of the case's folder by name, such as `records.csv`.
  ///   - language: The language of the report.
  ///   - folder: The name of the case's folder.
  /// - Returns: The report.
  /// - Throws: ``BrowserError`` with the program's words where it fails.
  static func of(
    _ files: [String: String], _ language: String = "en", in folder: String = "case"
  ) async throws -> Report {
    let place = try await Browser.folder.appending(path: "cases/\(UUID().uuidString)/\(folder)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    for (name, text) in files {
      try Data(text.utf8).write(to: place.appending(path: name))
    }
    return try await trace(place.path, language)
  }

  /// Runs the program, which lies beside the bundle of tests.
  static func trace(_ input: String, _ language: String) async throws -> Report {
    let folder = try await Browser.folder.appending(path: "report-\(UUID().uuidString)")
    let errors = try await Browser.folder.appending(path: "errors-\(UUID().uuidString)")
    try Data().write(to: errors)
    let process = Process()
    process.executableURL = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "repost-tracer")
    process.arguments = ["trace", input, "-o", folder.path, "--lang", language]
    process.currentDirectoryURL = root
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let words = String(decoding: try Data(contentsOf: errors), as: UTF8.self)
      throw BrowserError("repost-tracer trace \(input): \(words)")
    }
    let page = folder.appending(path: "report.html")
    return Report(
      path: page.path, html: String(decoding: try Data(contentsOf: page), as: UTF8.self))
  }
}

/// The reports that were made already.
private actor Shelf {
  static let shared = Shelf()

  private var reports: [String: Task<Report, any Error>] = [:]

  func report(
    named name: String, _ make: @escaping @Sendable () async throws -> Report
  ) async throws -> Report {
    let task = reports[name] ?? Task(operation: make)
    reports[name] = task
    return try await task.value
  }
}
