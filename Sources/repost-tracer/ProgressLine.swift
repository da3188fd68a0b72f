import RepostRecords
import RepostReport
import RepostTrace
import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// How far long work has come, on one line of a terminal that is drawn anew and cleared at the end.
final class ProgressLine: Sendable {
  /// Work that is done sooner says nothing.
  static let patience = Duration.seconds(1)
  /// The line is not drawn anew sooner than this.
  static let pause = Duration.milliseconds(100)

  private struct State {
    var stage: WorkProgress.Stage?
    var stageStart: ContinuousClock.Instant
    var lastDrawn: ContinuousClock.Instant?
  }

  private let file: Int32
  private let language: Language
  private let start: ContinuousClock.Instant
  private let state: Mutex<State>

  /// Makes a line for work that starts now.
  ///
  /// - Parameters:
  ///   - file: The descriptor of a terminal.
  ///   - language: The language to write in.
  init(file: Int32, language: Language) {
    self.file = file
    self.language = language
    start = .now
    state = Mutex(State(stageStart: start))
  }

  /// Makes a line on standard error, or `nil` where that is no terminal that can clear a line.
  static func onTerminal(language: Language, quiet: Bool = false) -> ProgressLine? {
    guard !quiet, isatty(STDERR_FILENO) == 1 else { return nil }
    let terminal = getenv("TERM").map { String(cString: $0) } ?? "dumb"
    return terminal == "dumb" ? nil : ProgressLine(file: STDERR_FILENO, language: language)
  }

  /// Shows how far a case has come.
  func show(_ progress: WorkProgress) {
    draw { state, now in
      if state.stage != progress.stage {
        state.stage = progress.stage
        state.stageStart = now
      }
      let pace = Pace(
        count: progress.records, fraction: progress.fraction, elapsed: now - state.stageStart)
      return progressText(
        progress, perSecond: pace.perSecond, secondsLeft: pace.secondsLeft, language: self.language)
    }
  }

  /// Shows how far a stream of cases has come.
  func show(cases: Int, records: Int, fraction: Double?) {
    draw { _, now in
      let pace = Pace(count: records, fraction: fraction, elapsed: now - self.start)
      return progressText(
        cases: cases, records: records, perSecond: pace.perSecond, secondsLeft: pace.secondsLeft,
        language: self.language)
    }
  }

  /// Takes reports of work from whichever thread.
  var handler: ProgressHandler { { self.show($0) } }

  /// Clears the line, so that others may write; the next report draws it again.
  func clear() {
    state.withLock { state in
      if state.lastDrawn != nil { put("\r\u{1B}[K") }
      state.lastDrawn = nil
    }
  }

  private func draw(_ text: (inout State, ContinuousClock.Instant) -> String) {
    state.withLock { state in
      let now = ContinuousClock.now
      let line = text(&state, now)
      guard now - start > Self.patience else { return }
      if let last = state.lastDrawn, now - last < Self.pause { return }
      state.lastDrawn = now
      put("\r" + fitting(line, columns: columns - 1) + "\u{1B}[K")
    }
  }

  private var columns: Int {
    var size = winsize()
    guard ioctl(file, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// The start of a text that takes no more than some columns; a line that wraps cannot be cleared.
  private func fitting(_ text: String, columns: Int) -> String {
    var fitting = ""
    var taken = 0
    for scalar in text.unicodeScalars {
      taken += scalar.value < 0x1100 ? 1 : 2
      guard taken <= columns else { break }
      fitting.unicodeScalars.append(scalar)
    }
    return fitting
  }

  private func put(_ text: String) {
    var text = text
    // Where the terminal is gone, nobody watches.
    _ = text.withUTF8 { write(file, $0.baseAddress, $0.count) }
  }
}

/// How fast work goes, and how long it will go on at that speed.
private struct Pace {
  var perSecond: Int?
  var secondsLeft: Int?

  init(count: Int, fraction: Double?, elapsed: Duration) {
    let seconds = elapsed / .seconds(1)
    guard seconds > 0.2 else { return }
    if count > 0 { perSecond = Int(Double(count) / seconds) }
    if let fraction, fraction > 0.01, fraction <= 1 {
      secondsLeft = Int((seconds * (1 - fraction) / fraction).rounded(.up))
    }
  }
}
