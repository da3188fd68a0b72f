import Dispatch

/// Does two things at once, or one after the other where one thread is all there may be.
func inParallel<A, B>(
  jobs: Int, _ first: @Sendable () -> A, _ second: @Sendable () -> B
) -> (A, B) {
  guard jobs > 1 else { return (first(), second()) }
  var results: (A?, B?) = (nil, nil)
  withUnsafeMutablePointer(to: &results) { results in
    // Each writes its own half.
    nonisolated(unsafe) let results = results
    DispatchQueue.concurrentPerform(iterations: 2) { half in
      if half == 0 { results.pointee.0 = first() } else { results.pointee.1 = second() }
    }
  }
  guard let a = results.0, let b = results.1 else { preconditionFailure("both halves have run") }
  return (a, b)
}
