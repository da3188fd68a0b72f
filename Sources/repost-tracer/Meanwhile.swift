import Dispatch
import Synchronization

/// A value that is made while the thread that wants it goes on with something else.
final class Meanwhile<Value: Sendable>: Sendable {
  private let made = Mutex(Result<Value, any Error>?.none)
  private let group = DispatchGroup()

  /// Begins to make a value.
  ///
  /// - Parameters:
  ///   - isAside: Whether another thread makes it; otherwise it is made before this returns.
  ///   - make: Makes it.
  init(isAside: Bool, _ make: @escaping @Sendable () throws -> Value) {
    let work: @Sendable () -> Void = {
      let result = Result { try make() }
      self.made.withLock { $0 = result }
    }
    if isAside { DispatchQueue.global().async(group: group, execute: work) } else { work() }
  }

  /// The value, once it is there.
  var value: Value {
    get throws {
      group.wait()
      guard let result = made.withLock(\.self) else { preconditionFailure("made above") }
      return try result.get()
    }
  }
}
