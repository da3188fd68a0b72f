import ArgumentParser
import Foundation
import RepostReport
import RepostTrace
import Synchronization

/// Writes what became of cases to standard output and counts it.
final class CaseTally: Sendable {
  /// Lines are written together once they are these many bytes, or nothing else waits.
  private static let flushSize = 1 << 18

  private struct State {
    var buffer: [UInt8] = []
    var traced = 0
    var failed = 0
    var linesOfNoCase = 0
    var records = 0
    var bytesRead = 0
  }

  private let state = Mutex(State())
  private let line: ProgressLine?
  private let size: Int?

  /// Makes a tally.
  ///
  /// - Parameters:
  ///   - line: Where to show how far the stream is read.
  ///   - size: The length of the stream in bytes, where it is known.
  init(line: ProgressLine?, size: Int?) {
    self.line = line
    self.size = size
  }

  /// Whether any case or line was bad.
  var hasFailures: Bool { state.withLock { $0.failed + $0.linesOfNoCase > 0 } }

  /// Takes the next outcome.
  @Sendable func take(_ outcome: CaseOutcome, isLast: Bool) {
    state.withLock { state in
      switch outcome.kind {
      case .traced: state.traced += 1
      case .failed: state.failed += 1
      case .noCase: state.linesOfNoCase += 1
      }
      state.records += outcome.records
      state.buffer += outcome.bytes
      if isLast || state.buffer.count >= Self.flushSize { flush(&state) }
      show(state)
    }
  }

  /// Takes notice that more of the stream was read.
  func read(_ count: Int) {
    state.withLock { state in
      state.bytesRead += count
      show(state)
    }
  }

  /// Writes what is not written yet.
  func flush() { state.withLock { flush(&$0) } }

  /// Writes what is not written yet, and clears the terminal's line.
  func finish() {
    flush()
    line?.clear()
  }

  /// How the stream went.
  func text(language: Language) -> String {
    state.withLock {
      casesText(
        traced: $0.traced, failed: $0.failed, lines: $0.linesOfNoCase, language: language)
    }
  }

  private func show(_ state: State) {
    line?.show(
      cases: state.traced + state.failed, records: state.records,
      fraction: size.map { Double(state.bytesRead) / Double(max($0, 1)) })
  }

  private func flush(_ state: inout State) {
    guard !state.buffer.isEmpty else { return }
    do {
      try Console.stream(state.buffer)
    } catch {
      // The reader of the stream may wait for input for long; what it reads can go nowhere any more.
      line?.clear()
      if let failure = error as? Failure { Console.note("error: \(failure.message)") }
      exit(ExitCode.ioError.rawValue)
    }
    state.buffer.removeAll(keepingCapacity: true)
  }
}
