import GraphvizKit
import RepostRecords
import RepostReport

extension RunDescription {
  /// Describes a run of `trace`.
  init(_ command: TraceCommand, of read: ForwardingCase) {
    self.init(
      version: RepostTracer.version, libraries: Self.libraries,
      arguments: command.arguments(of: read), inputs: read.inputs.map(Input.init))
  }

  /// The libraries of this process that have a part in the results.
  static var libraries: [Library] {
    Graphviz.shared.versions.map { Library(name: $0.name, version: $0.version) } + [.workbooks]
  }
}
