import Foundation

/// What became of a case or a line of a stream.
struct CaseOutcome: Sendable {
  enum Kind: Sendable {
    case traced
    case failed
    case noCase
  }

  let kind: Kind
  /// The line to write, with its line break.
  let bytes: [UInt8]
  /// The number of records that it is about.
  let records: Int
}

/// Works on several cases at once, and hands over what becomes of them in the order of the stream.
///
/// What waits is bounded in cases and in bytes, so that memory does not grow with the stream.
final class CasePool: @unchecked Sendable {
  /// More cases than this never wait, however small they are.
  private static let caseLimit = 4096
  /// No further case is taken while these many bytes wait, unless nothing waits at all.
  private static let byteLimit = 64 << 20

  private struct Job {
    let number: Int
    let block: CaseBlock
  }

  private let work: @Sendable (CaseBlock) -> CaseOutcome
  private let take: @Sendable (_ outcome: CaseOutcome, _ isLast: Bool) -> Void
  private let workers: Int

  // All that follows is looked at and changed under this lock alone.
  private let lock = NSCondition()
  private var jobs: [Job] = []
  private var outcomes: [Int: CaseOutcome] = [:]
  private var added = 0
  private var taken = 0
  private var bytes = 0
  private var isTaking = false
  private var isClosed = false

  /// Makes a pool.
  ///
  /// - Parameters:
  ///   - workers: How many cases are worked on at once; with one, `add` does the work.
  ///   - work: The work on one case.
  ///   - take: Takes what became of a case, never two at a time; `isLast` where no other
  ///     thread is at work on what comes next.
  init(
    workers: Int, work: @escaping @Sendable (CaseBlock) -> CaseOutcome,
    take: @escaping @Sendable (_ outcome: CaseOutcome, _ isLast: Bool) -> Void
  ) {
    self.workers = workers
    self.work = work
    self.take = take
    guard workers > 1 else { return }
    for _ in 0..<workers {
      let thread = Thread { self.workUntilClosed() }
      thread.stackSize = 8 << 20
      thread.start()
    }
  }

  /// Takes the next case; waits while too much waits already.
  func add(_ block: CaseBlock) {
    guard workers > 1 else { return take(work(block), false) }
    let number = enter(block.bytes.count)
    jobs.append(Job(number: number, block: block))
    lock.broadcast()
    lock.unlock()
  }

  /// Takes something of the stream that needs no work.
  func add(_ outcome: CaseOutcome) {
    guard workers > 1 else { return take(outcome, false) }
    let number = enter(outcome.bytes.count)
    outcomes[number] = outcome
    handOver()
    lock.unlock()
  }

  /// Waits until all is done.
  func finish() {
    lock.lock()
    isClosed = true
    lock.broadcast()
    while taken < added { lock.wait() }
    lock.unlock()
  }

  /// Waits for room and leaves the lock taken.
  private func enter(_ size: Int) -> Int {
    lock.lock()
    while added > taken && (added - taken >= Self.caseLimit || bytes >= Self.byteLimit) {
      lock.wait()
    }
    bytes += size
    added += 1
    return added - 1
  }

  private func workUntilClosed() {
    lock.lock()
    defer { lock.unlock() }
    while true {
      while jobs.isEmpty && !isClosed { lock.wait() }
      guard !jobs.isEmpty else { return }
      let job = jobs.removeFirst()
      lock.unlock()
      let outcome = work(job.block)
      lock.lock()
      bytes += outcome.bytes.count - job.block.bytes.count
      outcomes[job.number] = outcome
      handOver()
    }
  }

  /// Hands over what is next in order, unless another thread is at it and will see this as well.
  private func handOver() {
    guard !isTaking else { return }
    isTaking = true
    while let outcome = outcomes.removeValue(forKey: taken) {
      let isLast = added == taken + 1
      lock.unlock()
      take(outcome, isLast)
      lock.lock()
      taken += 1
      bytes -= outcome.bytes.count
      lock.broadcast()
    }
    isTaking = false
  }
}
