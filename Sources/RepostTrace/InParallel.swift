import Dispatch

/// Does several things at once, or one after the other where one thread is all there may be.
func inParallel<A: Sendable, B: Sendable, C: Sendable>(
  jobs: Int, _ first: @Sendable () -> A, _ second: @Sendable () -> B, _ third: @Sendable () -> C
) -> (A, B, C) {
  guard jobs > 1 else { return (first(), second(), third()) }
  var results: (A?, B?, C?) = (nil, nil, nil)
  withUnsafeMutablePointer(to: &results) { results in
    // Each writes its own part.
    nonisolated(unsafe) let results = results
    DispatchQueue.concurrentPerform(iterations: 3) { part in
      switch part {
      case 0: results.pointee.0 = first()
      case 1: results.pointee.1 = second()
      default: results.pointee.2 = third()
      }
    }
  }
  guard let a = results.0, let b = results.1, let c = results.2 else {
    preconditionFailure("all parts have run")
  }
  return (a, b, c)
}
