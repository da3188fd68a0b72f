import GraphvizShim

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A program that reads its standard input to the end, writes to its standard output, and ends.
struct ChildProgram {
  let path: String
  let arguments: [String]

  /// The longest that the program may take.
  let time: Duration

  /// The most bytes that the program may give back.
  let outputLimit: Int

  struct Outcome {
    var output: [UInt8] = []

    /// The last that the program wrote to standard error.
    var errors: [UInt8] = []

    var end = End.unknown
  }

  enum End: Equatable {
    case exit(code: Int32)
    case signal(Int32)
    case timedOut
    case tooMuchOutput

    /// The process does not keep how its children end.
    case unknown
  }

  /// Runs the program, which is gone with all that it has started when this returns.
  func run(input: [UInt8]) throws(GraphvizError) -> Outcome {
    let deadline = SuspendingClock.now.advanced(by: time)
    var child = gvs_child()
    let list = arguments.map { $0.prefix { $0 != "\0" } + "\0" }.joined()
    let failure = gvs_child_start(&child, path, list, arguments.count)
    guard failure == 0 else { throw .start(path, reason: String(cString: strerror(failure))) }
    var exchange = Exchange(child: child, input: input, outputLimit: outputLimit)
    var early = exchange.run(until: deadline)
    exchange.close()
    if early == nil {
      early = Self.wait(for: child, until: deadline)
    }
    var outcome = Outcome(output: exchange.output, errors: exchange.errors)
    var status: Int32 = 0
    if gvs_child_collect(&child, &status) {
      outcome.end = early ?? (status < 0 ? .signal(-status) : .exit(code: status))
    } else {
      outcome.end = early ?? .unknown
    }
    return outcome
  }

  /// Waits until a child that has closed its streams ends; how it ended when it does not.
  private static func wait(
    for child: gvs_child, until deadline: SuspendingClock.Instant
  ) -> End? {
    var child = child
    var pause: UInt32 = 100
    while !gvs_child_has_ended(&child) {
      guard SuspendingClock.now < deadline else { return .timedOut }
      usleep(pause)
      pause = min(pause * 2, 20_000)
    }
    return nil
  }
}

/// What goes between a process and its child, in both directions at once.
private struct Exchange {
  private(set) var output: [UInt8] = []
  private(set) var errors: [UInt8] = []

  private var child: gvs_child
  private let input: [UInt8]
  private var sent = 0
  private let outputLimit: Int
  private var buffer = [UInt8](repeating: 0, count: 65_536)

  init(child: gvs_child, input: [UInt8], outputLimit: Int) {
    self.child = child
    self.input = input
    self.outputLimit = outputLimit
  }

  /// Goes on until the child has closed its streams; what has ended it before that, or `nil`.
  mutating func run(until deadline: SuspendingClock.Instant) -> ChildProgram.End? {
    while child.output >= 0 || child.errors >= 0 {
      let left = SuspendingClock.now.duration(to: deadline) / .milliseconds(1)
      guard left > 0 else { return .timedOut }
      // A stream that is closed is below zero, and is passed over.
      var streams = [
        pollfd(fd: child.input, events: Int16(POLLOUT), revents: 0),
        pollfd(fd: child.output, events: Int16(POLLIN), revents: 0),
        pollfd(fd: child.errors, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&streams, 3, Int32(min(left.rounded(.up), 1_000_000))) > 0 else { continue }
      if streams[0].revents != 0 { send() }
      if streams[1].revents != 0, let bytes = receive(\.output) {
        output += bytes
        guard output.count <= outputLimit else { return .tooMuchOutput }
      }
      if streams[2].revents != 0, let bytes = receive(\.errors) {
        errors += bytes
        if errors.count > 65_536 { errors.removeFirst(errors.count - 16_384) }
      }
    }
    return nil
  }

  mutating func close() {
    gvs_close(&child.input)
    gvs_close(&child.output)
    gvs_close(&child.errors)
  }

  private mutating func send() {
    let count = input.withUnsafeBytes { bytes in
      gvs_child_send(&child, bytes.baseAddress.map { $0 + sent }, min(input.count - sent, 65_536))
    }
    if count >= 0 {
      sent += count
    } else if Self.isForNow(errno) {
      return
    }
    // A child that no longer reads may still have something to say.
    if count < 0 || sent == input.count { gvs_close(&child.input) }
  }

  /// What has come, or `nil` when nothing has; the stream is closed at its end.
  private mutating func receive(
    _ stream: WritableKeyPath<gvs_child, Int32>
  ) -> ArraySlice<UInt8>? {
    let count = read(child[keyPath: stream], &buffer, buffer.count)
    guard count <= 0 else { return buffer[..<count] }
    if count == 0 || !Self.isForNow(errno) { gvs_close(&child[keyPath: stream]) }
    return nil
  }

  private static func isForNow(_ error: Int32) -> Bool {
    error == EAGAIN || error == EWOULDBLOCK || error == EINTR
  }
}
