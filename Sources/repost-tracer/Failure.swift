import ArgumentParser

/// A run that ends without its result: what to say, and the exit code of sysexits.h.
struct Failure: Error {
  let code: ExitCode
  let message: String
}

extension ExitCode {
  /// The input is not valid.
  static let invalidInput = ExitCode(65)
  /// An input is missing or cannot be read.
  static let missingInput = ExitCode(66)
  /// A service or font that is needed is missing.
  static let unavailable = ExitCode(69)
  /// A fault of the program.
  static let software = ExitCode(70)
  /// An output cannot be created.
  static let cannotCreate = ExitCode(73)
  /// Reading or writing failed.
  static let ioError = ExitCode(74)
}
