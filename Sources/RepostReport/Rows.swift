import Dispatch
import Synchronization

/// Takes the next bytes of a result.
public typealias Sink = ([UInt8]) throws -> Void

/// The rows of a long result, made piece by piece on several processors and handed over in order.
struct Rows {
  /// The number of rows that are made at a time; fewer are not worth a second processor.
  static let pieceSize = 1024

  let count: Int
  /// How many processors make rows.
  let jobs: Int

  /// Makes all rows.
  ///
  /// - Parameters:
  ///   - sink: Takes the pieces in order.
  ///   - make: Makes the rows of a range; called from several threads at once.
  func write(to sink: Sink, _ make: @Sendable (Range<Int>) -> [UInt8]) rethrows {
    var start = 0
    while start < count {
      let first = start
      let pieces = min(max(jobs, 1), (count - first + Self.pieceSize - 1) / Self.pieceSize)
      @Sendable func range(_ piece: Int) -> Range<Int> {
        let low = first + piece * Self.pieceSize
        return low..<min(low + Self.pieceSize, count)
      }
      if pieces == 1 {
        try sink(make(range(0)))
      } else {
        let made = Mutex([[UInt8]](repeating: [], count: pieces))
        DispatchQueue.concurrentPerform(iterations: pieces) { piece in
          let bytes = make(range(piece))
          made.withLock { $0[piece] = bytes }
        }
        for bytes in made.withLock({ $0 }) { try sink(bytes) }
      }
      start = range(pieces - 1).upperBound
    }
  }
}
