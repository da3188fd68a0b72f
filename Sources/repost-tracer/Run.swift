import ArgumentParser
import Foundation
import RepostMap
import RepostRecords
import RepostReport
import RepostTrace

/// What every command does around its own work: read, warn, and end with the right exit code.
enum Run {
  /// Warnings that are printed one by one unless all are asked for.
  private static let warningLimit = 20

  /// Reads a case, and puts pseudonyms for its names where that is asked for.
  ///
  /// - Parameters:
  ///   - input: What to read.
  ///   - badRows: What to do with a row that cannot be read.
  ///   - line: Shows how far reading has come.
  ///   - output: The folder of results, in which the key of pseudonyms may not be.
  ///   - keepsKey: Whether the key of pseudonyms stays as it is.
  /// - Returns: The case as outputs may show it.
  /// - Throws: `RecordsError` where it cannot be read; also `ResultError` where its key cannot be kept.
  static func read(
    _ input: InputOptions, badRows: BadRowPolicy, showing line: ProgressLine?,
    into output: String? = nil, keepsKey: Bool = false
  ) throws -> ForwardingCase {
    defer { line?.clear() }
    var request = try input.request(badRows: badRows)
    request.progress = line?.handler
    try input.pseudonyms.prepare(&request, output: output)
    let read = try readCase(request)
    try input.keepColumns()
    return try input.pseudonyms.apply(to: read, keepsKey: keepsKey)
  }

  /// Reads and traces a case, and says on standard error what an investigator should look at.
  static func trace(_ input: InputOptions, _ output: OutputOptions) throws -> Trace {
    let line = ProgressLine.onTerminal(language: output.language, quiet: output.quiet)
    let read = try read(input, badRows: output.badRows, showing: line)
    return trace(read, input, output, showing: line)
  }

  /// Traces a case, and says on standard error what an investigator should look at.
  static func trace(
    _ read: ForwardingCase, _ input: InputOptions, _ output: OutputOptions,
    showing line: ProgressLine?
  ) -> Trace {
    let trace = trace(read, input, showing: line)
    guard !output.quiet else { return trace }
    let limit = output.verbose ? Int.max : warningLimit
    for warning in trace.warnings.prefix(limit) {
      Console.note(warningLine(warning, trace.input.inputs))
    }
    if trace.warnings.count > limit {
      Console.note(
        "warning: \(trace.warnings.count - limit) more warnings; run 'repost-tracer check' for all")
    }
    return trace
  }

  /// Traces a case and says nothing.
  static func trace(
    _ read: ForwardingCase, _ input: InputOptions, showing line: ProgressLine?
  ) -> Trace {
    defer { line?.clear() }
    return Trace(read, jobs: input.jobs, progress: line?.handler)
  }

  /// Writes a result to a file, or to standard output where none is named.
  ///
  /// - Throws: `Failure` where the file is one of the inputs: evidence is never replaced.
  static func deliver(_ bytes: [UInt8], to path: String?, of trace: Trace) throws {
    try deliver(to: path, of: trace) { try $0(bytes) }
  }

  /// The same for a result that comes piece by piece.
  ///
  /// - Throws: `RecordsError` also where an input was changed before all of it was there.
  static func deliver(
    to path: String?, of trace: Trace, _ pieces: @escaping (Sink) throws -> Void
  ) throws {
    try trace.input.checkTexts()
    func produce(_ sink: Sink) throws {
      try pieces(sink)
      try trace.input.checkTexts()
    }
    guard let path, path != "-" else { return try produce { try Console.write($0) } }
    let target = URL(filePath: path).resolvingSymlinksInPath()
    for input in trace.input.paths where input != "-" {
      if URL(filePath: input).resolvingSymlinksInPath() == target {
        throw Failure(
          code: .cannotCreate, message: "\(path): is an input of this run; name another file")
      }
    }
    try writeFile(to: path, produce)
  }

  /// Carries out a command and turns what it throws into a message and an exit code.
  static func reporting(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as RecordsError {
      throw fail(error.description, error.kind.exitCode)
    } catch let error as MapError {
      throw fail(error.description, error.kind.exitCode)
    } catch let error as ResultError {
      throw fail(error.description, error.kind.exitCode)
    } catch let error as Failure {
      throw fail(error.message, error.code)
    }
  }

  private static func fail(_ message: String, _ code: ExitCode) -> ExitCode {
    Console.note("error: \(message)")
    return code
  }
}

extension RecordsError.Kind {
  var exitCode: ExitCode {
    switch self {
    case .usage: .validationFailure
    case .invalidInput: .invalidInput
    case .missingInput: .missingInput
    case .readFailed: .ioError
    }
  }
}

extension MapError.Kind {
  var exitCode: ExitCode {
    switch self {
    case .unavailable: .unavailable
    case .drawing: .software
    }
  }
}

extension ResultError.Kind {
  var exitCode: ExitCode {
    switch self {
    case .cannotCreate: .cannotCreate
    case .writeFailed: .ioError
    }
  }
}
