/// How far a long piece of work has come.
public struct WorkProgress: Sendable {
  /// What is being done.
  public enum Stage: Sendable, CaseIterable {
    /// Records are read.
    case reading
    /// Records are linked to those by which their actors got the item.
    case linking
    /// Depths, reach and the other figures are computed.
    case measuring
  }

  /// What is being done.
  public let stage: Stage
  /// The number of records that this stage is through with.
  public let records: Int
  /// The part of the stage that is done, from 0 to 1; `nil` where nobody knows how much there is.
  public let fraction: Double?

  /// Makes a report.
  public init(stage: Stage, records: Int, fraction: Double?) {
    self.stage = stage
    self.records = records
    self.fraction = fraction
  }
}

/// Is told how far the work has come, a few times a second at most, from whichever thread works.
public typealias ProgressHandler = @Sendable (WorkProgress) -> Void
