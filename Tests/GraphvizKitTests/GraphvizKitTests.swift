import GraphvizKit
import Testing

/// One test at a time, because Graphviz collects what all of them write to standard error.
@Suite(.serialized) struct GraphvizKitTests {}

extension Graphviz.Output {
  /// What Graphviz itself said.
  var reports: [GraphvizMessage] {
    messages.filter { $0.origin == .graphviz }
  }
}
