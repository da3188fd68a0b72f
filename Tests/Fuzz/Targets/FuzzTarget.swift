/// A part of the program that takes bytes from outside, with what must hold whatever the bytes are.
struct FuzzTarget: Sendable {
  /// What the command line calls it.
  let name: String
  /// Gives bytes to the part.
  ///
  /// - Throws: ``BrokenPromise`` where something does not hold; a trap, too much memory and too much time are
  ///   seen by whoever calls this.
  let check: @Sendable ([UInt8]) throws -> Void

  /// All of them.
  static let all: [FuzzTarget] = readers + texts + [.dot, .pipeline]

  /// The one of a name.
  static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }
}

/// What did not hold.
struct BrokenPromise: Error, CustomStringConvertible {
  let description: String
}

/// Breaks a promise unless something is so.
func require(_ isSo: Bool, _ message: @autoclosure () -> String) throws(BrokenPromise) {
  if !isSo { throw BrokenPromise(description: message()) }
}

/// Breaks a promise where two lists of lines differ.
func requireSame(_ found: [String], _ expected: [String], _ what: String) throws(BrokenPromise) {
  for (left, right) in zip(found, expected) where left != right {
    throw BrokenPromise(description: "\(what): \(left) / \(right)")
  }
  try require(found.count == expected.count, "\(what): \(found.count) / \(expected.count) lines")
}
