/// What came of looking at a folder of results again: its files, its inputs, and a second run.
public struct Verification: Sendable {
  /// A file that was read.
  public struct Input: Sendable {
    /// Its path as the manifest has it.
    public let path: String
    /// How it is now, `nil` where that could not be looked at.
    public let state: RecordedResults.State?

    /// Says how a file is.
    public init(path: String, state: RecordedResults.State?) {
      self.path = path
      self.state = state
    }
  }

  /// What a second run gave.
  public enum SecondRun: Sendable {
    /// Its results.
    case done([ResultFile])
    /// It was not made.
    case notMade(Reason)
  }

  /// Why no second run was made.
  public enum Reason: Sendable {
    /// The manifest was changed: what it says to run is not what was run.
    case manifest
    /// The inputs are not those of the manifest.
    case inputs
    /// Inputs are not named by the manifest and have to be named again.
    case unnamedInputs
    /// The arguments of the manifest are not those of a run that writes a folder of results.
    case arguments
    /// It failed, for what the message says.
    case failed(String)
  }

  /// A result of a second run beside what the manifest says.
  struct Rerun {
    let name: String
    let state: RecordedResults.State
  }

  let recorded: RecordedResults
  let inputs: [Input]
  let secondRun: SecondRun
  let here: [RunDescription.Library]

  /// Puts together what was found.
  ///
  /// - Parameters:
  ///   - recorded: The folder as it is.
  ///   - inputs: The inputs as they are.
  ///   - secondRun: What a second run gave.
  ///   - version: The version of the program that made it.
  ///   - libraries: The libraries that it had.
  public init(
    of recorded: RecordedResults, inputs: [Input], secondRun: SecondRun, version: String,
    libraries: [RunDescription.Library]
  ) {
    self.recorded = recorded
    self.inputs = inputs
    self.secondRun = secondRun
    here = [RunDescription.Library(name: "repost-tracer", version: version)] + libraries
  }

  /// Whether everything is as the manifest says, and a second run gives the same bytes.
  public var isSame: Bool {
    guard case .done = secondRun, recorded.isIntact else { return false }
    return inputs.allSatisfy { $0.state == .same }
      && recorded.outputs.allSatisfy { $0.state == .same } && rerun.allSatisfy { $0.state == .same }
  }

  /// The results of the second run, in the order of the manifest, then those that only it gave.
  var rerun: [Rerun] {
    guard case .done(let files) = secondRun else { return [] }
    let hashes = Dictionary(
      files.map { ($0.name, ResultManifest.sha256($0.bytes)) }, uniquingKeysWith: { $1 })
    let named = recorded.outputs.filter { $0.sha256 != nil }
    return named.map { output in
      let hash = hashes[output.name]
      return Rerun(
        name: output.name,
        state: hash == nil ? .missing : hash == output.sha256 ? .same : .changed)
    }
      + files.filter { file in !named.contains { $0.name == file.name } }
      .map { Rerun(name: $0.name, state: .extra) }
  }

  /// The versions of the program and of its libraries that are not those of the manifest.
  var versions: [(name: String, then: String?, now: String?)] {
    let then =
      [RunDescription.Library(name: "repost-tracer", version: recorded.run.version)]
      + recorded.run.libraries
    func version(_ name: String, _ list: [RunDescription.Library]) -> String? {
      list.first { $0.name == name }?.version
    }
    let names = then.map(\.name) + here.map(\.name).filter { version($0, then) == nil }
    return names.map { ($0, version($0, then), version($0, here)) }.filter { $0.1 != $0.2 }
  }
}
