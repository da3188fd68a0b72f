import RepostRecords
import Synchronization

/// Counts how many of the figures of a trace are there.
final class MeasuringSteps: Sendable {
  private static let count = 5
  private let done = Mutex(0)
  private let records: Int
  private let progress: ProgressHandler?

  init(records: Int, _ progress: ProgressHandler?) {
    self.records = records
    self.progress = progress
  }

  /// Reports that one figure more is there, and hands it on.
  func finish<Figure>(_ figure: Figure) -> Figure {
    done.withLock { done in
      done += 1
      let fraction = Double(done) / Double(Self.count)
      progress?(
        WorkProgress(
          stage: .measuring, records: Int(fraction * Double(records)), fraction: fraction))
    }
    return figure
  }
}
