import Foundation

/// Blocks of a text that several threads cut into rows, given out in the order of the text.
///
/// Whoever waits for a block cuts one itself meanwhile. All that is shared is under one lock, except
/// the source while somebody reads, and a block while somebody cuts it.
final class ParallelBlocks<Source: BlockSource>: @unchecked Sendable {
  /// A block and its text.
  final class Slot {
    fileprivate enum State {
      case free
      case taken
      case cut
    }

    var rows = RowBlock()
    fileprivate(set) var text: BlockText?
    fileprivate var state = State.free
  }

  private let condition = NSCondition()
  private var source: Source
  private let cutters: [any RowCutter]
  private let slots: [Slot]
  // Blocks are numbered; the slot of one is its number modulo their count.
  private var nextToRead = 0
  private var nextToGive = 0
  private var isReading = false
  private var isPaused = false
  private var isAtEnd = false
  private var isStopped = false
  private var workers = 0
  private var problem: BlockProblem?

  /// Starts the threads; the first of the cutters is that of the thread that asks for blocks.
  init(_ source: Source, cutters: [any RowCutter]) {
    self.source = source
    self.cutters = cutters
    slots = (0..<cutters.count + 2).map { _ in Slot() }
    for worker in 1..<max(1, cutters.count) {
      workers += 1
      Thread { self.work(worker) }.start()
    }
  }

  /// The next block in the order of the text, cut into rows, or `nil` after the last.
  func next() throws(BlockProblem) -> Slot? {
    condition.lock()
    defer { condition.unlock() }
    while true {
      let slot = slots[nextToGive % slots.count]
      if nextToGive < nextToRead {
        if slot.state == .cut { return slot }
      } else if isAtEnd {
        if let problem { throw problem }
        return nil
      }
      if canRead { cutOne(with: cutters[0]) } else { condition.wait() }
    }
  }

  /// Takes back the block that was given out.
  func release(_ slot: Slot) {
    condition.lock()
    defer { condition.unlock() }
    slot.state = .free
    nextToGive += 1
    condition.broadcast()
  }

  /// Goes back to a place in the block that was given out, and forgets all blocks after it.
  func rewind(to position: Int, length: Int) {
    condition.lock()
    defer { condition.unlock() }
    isPaused = true
    while isReading || slots.contains(where: { $0.state == .taken }) { condition.wait() }
    source.rewind(to: position, length: length)
    for slot in slots { slot.state = .free }
    nextToRead = nextToGive
    isAtEnd = false
    problem = nil
    isPaused = false
    condition.broadcast()
  }

  /// Ends the threads, and gives the source back.
  func stop() -> Source {
    condition.lock()
    defer { condition.unlock() }
    isStopped = true
    condition.broadcast()
    while workers > 0 { condition.wait() }
    return source
  }

  private var canRead: Bool {
    !isReading && !isPaused && !isAtEnd && nextToRead - nextToGive < slots.count
  }

  private func work(_ worker: Int) {
    condition.lock()
    defer { condition.unlock() }
    while !isStopped {
      if canRead { cutOne(with: cutters[worker]) } else { condition.wait() }
    }
    workers -= 1
    condition.broadcast()
  }

  /// Reads a block and cuts it; the lock is held before and after.
  private func cutOne(with cutter: any RowCutter) {
    let slot = slots[nextToRead % slots.count]
    isReading = true
    slot.state = .taken
    condition.unlock()
    let text: BlockText?
    var problem: BlockProblem?
    do throws(BlockProblem) {
      text = try source.next(for: &slot.rows)
    } catch {
      text = nil
      problem = error
    }
    condition.lock()
    isReading = false
    slot.text = text
    guard let text else {
      slot.state = .free
      isAtEnd = true
      self.problem = problem
      condition.broadcast()
      return
    }
    nextToRead += 1
    condition.broadcast()
    condition.unlock()
    slot.rows.begin(text.bytes)
    cutter.cut(&slot.rows, isLast: text.isLast)
    condition.lock()
    slot.state = .cut
    condition.broadcast()
  }
}
