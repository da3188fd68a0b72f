import ArgumentParser
import Foundation
import RepostRecords
import RepostReport
import RepostTrace

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A run of `trace` with the arguments of a manifest, whose results stay in memory.
struct SecondRun {
  private let recorded: RecordedResults
  private let given: [String]
  private let inputsFrom: String?
  private let keyFile: String?
  /// The inputs as they are.
  private(set) var inputs: [Verification.Input] = []

  /// Prepares a run; nothing is read yet.
  ///
  /// - Parameters:
  ///   - recorded: The folder whose run is made again.
  ///   - inputs: Where the inputs are that the manifest does not name.
  ///   - inputsFrom: The folder in which relative paths of the manifest begin.
  ///   - keyFile: The key of the pseudonyms in the results.
  init(
    of recorded: RecordedResults, inputs: [String], inputsFrom: String?, keyFile: String?
  ) {
    self.recorded = recorded
    given = inputs
    self.inputsFrom = inputsFrom
    self.keyFile = keyFile
  }

  /// Whether the results have pseudonyms, and the manifest so neither names nor paths.
  private var hasPseudonyms: Bool {
    recorded.run.arguments.prefix { $0 != "--" }.contains(NamingOptions.mark)
  }

  /// Looks at the inputs and, where they are those of the manifest, runs.
  ///
  /// - Parameter line: Shows how far it has come.
  /// - Returns: The results, or why there are none.
  /// - Throws: `Failure` where the inputs that are given cannot be used.
  mutating func make(showing line: ProgressLine?) throws -> Verification.SecondRun {
    if hasPseudonyms { return try makeWithPseudonyms(showing: line) }
    guard keyFile == nil else {
      throw Failure(
        code: .validationFailure,
        message: "the results in '\(recorded.path)' have no pseudonyms; leave --pseudonyms out")
    }
    let command = self.command
    let readsInput = command?.input.inputs.contains("-") == true
    guard given.isEmpty || readsInput && given.count == 1 else {
      throw Failure(
        code: .validationFailure,
        message: readsInput
          ? "\(given.count) inputs are named; one came from standard input"
          : "inputs are named, but the manifest of '\(recorded.path)' names them itself; "
            + "--inputs-from says where relative paths begin")
    }
    if let file = given.first, file != "-" { try readStandardInput(from: file) }
    if let inputsFrom, chdir(inputsFrom) != 0 {
      throw Failure(code: .missingInput, message: "\(inputsFrom): cannot be opened as a folder")
    }
    let isUnnamed = readsInput && given.isEmpty
    inputs = recorded.run.inputs.map { input in
      Verification.Input(
        path: input.path,
        state: input.path == "-" ? nil : RecordedResults.state(of: input, at: input.path))
    }
    guard recorded.isIntact else { return .notMade(.manifest) }
    guard let command else { return .notMade(.arguments) }
    guard !isUnnamed else { return .notMade(.unnamedInputs) }
    guard inputs.allSatisfy({ $0.state == .same || $0.state == nil }) else {
      return .notMade(.inputs)
    }
    do {
      return try results(of: command, showing: line).map { .done($0) } ?? .notMade(.inputs)
    } catch let error as RecordsError {
      return .notMade(.failed(error.description))
    }
  }

  /// Runs with the inputs and the key that are named, for the manifest names neither.
  private mutating func makeWithPseudonyms(
    showing line: ProgressLine?
  ) throws -> Verification.SecondRun {
    guard let keyFile, !given.isEmpty else {
      throw Failure(
        code: .validationFailure,
        message:
          "the results in '\(recorded.path)' have pseudonyms, so their manifest names neither "
          + "inputs nor key: repost-tracer verify DIR INPUT… --pseudonyms KEYFILE")
    }
    inputs = recorded.run.inputs.map { Verification.Input(path: $0.path, state: nil) }
    guard recorded.isIntact else { return .notMade(.manifest) }
    let options = recorded.run.arguments.prefix { $0 != "--" }.map {
      $0 == NamingOptions.mark ? "\(NamingOptions.mark)=\(keyFile)" : $0
    }
    guard let command = try? TraceCommand.parse(options + ["--"] + given), isHarmless(command)
    else { return .notMade(.arguments) }
    do {
      return try results(of: command, showing: line).map { .done($0) } ?? .notMade(.inputs)
    } catch let error as RecordsError {
      return .notMade(.failed(error.description))
    }
  }

  /// Whether a command writes nothing but a folder of results.
  private func isHarmless(_ command: TraceCommand) -> Bool {
    command.output == nil && command.format == .text && !command.byCase && !command.summaryOnly
      && command.input.saveColumns == nil && command.input.columnsFile == nil
  }

  /// The command that the manifest describes, where it is one that writes nothing but a folder of results
  /// and reads nothing but the inputs of the manifest.
  private var command: TraceCommand? {
    guard recorded.run.arguments.contains("--"),
      let command = try? TraceCommand.parse(recorded.run.arguments), isHarmless(command),
      !command.input.pseudonyms.isAsked
    else { return nil }
    let known = Set(recorded.run.inputs.map(\.path))
    let named = [command.input.entities, command.input.caseFile].compactMap(\.self)
    let areKnown = (command.input.inputs + named).allSatisfy { path in
      let folder = path.hasSuffix("/") ? path : path + "/"
      return known.contains(path) || known.contains { $0.hasPrefix(folder) }
    }
    return areKnown ? command : nil
  }

  /// Has a file read as standard input was.
  private func readStandardInput(from file: String) throws {
    let number = open(file, O_RDONLY | O_CLOEXEC)
    guard number >= 0, dup2(number, STDIN_FILENO) >= 0 else {
      throw Failure(
        code: .missingInput,
        message: "\(file): cannot be opened: \(String(cString: strerror(errno)).lowercased())")
    }
    close(number)
  }

  /// The results of the command, or `nil` where it reads other inputs than the manifest has.
  private mutating func results(
    of command: TraceCommand, showing line: ProgressLine?
  ) throws -> [ResultFile]? {
    let read = try Run.read(
      command.input, badRows: command.answer.badRows, showing: line, keepsKey: true)
    compare(read.inputs)
    guard inputs.allSatisfy({ $0.state == .same }) else { return nil }
    let trace = Run.trace(read, command.input, showing: line)
    let view = try command.map.view(of: trace)
    let json = command.json(of: trace)
    let results = try command.results(trace, view, json: json, in: .temporary)
    try trace.input.checkTexts()
    return results.files
  }

  /// Compares what was read with what the manifest says was read.
  private mutating func compare(_ files: [InputFile]) {
    let found = Dictionary(files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    let recorded = recorded.run.inputs
    inputs = recorded.map { input in
      let hash = found[input.path]?.sha256
      return Verification.Input(
        path: input.path,
        state: hash == nil ? .missing : hash == input.sha256 ? .same : .changed)
    }
    let known = Set(recorded.map(\.path))
    inputs += files.filter { !known.contains($0.path) }
      .map { Verification.Input(path: $0.path, state: .extra) }
  }
}
