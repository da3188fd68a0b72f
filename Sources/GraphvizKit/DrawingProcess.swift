import GraphvizShim
import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Draws in a child process, so that nothing that Graphviz does can harm this one.
///
/// Graphviz can end its process, loses some memory with every drawing, and cannot be interrupted.
/// A child makes all of these an error that is thrown, and gives all memory back.
///
/// The child is by default this same program, which has to call ``serveIfAsked()`` before anything
/// else. Every drawing has a child of its own, so that several threads can draw at once.
public struct DrawingProcess: Sendable {
  /// The argument that asks a program to draw.
  public static let argument = "__draw"

  /// What a child process may use.
  public struct Limits: Hashable, Sendable {
    /// The longest that a drawing may take.
    public var time: Duration

    /// The most time that the child may compute, which is counted in whole seconds.
    public var processorTime: Duration

    /// The most bytes of memory that the child may have, its program and libraries included.
    ///
    /// Where the system cannot keep to it, as on macOS, it is without effect.
    public var memory: Int

    /// The most bytes that the child may give back.
    public var output: Int

    public init(
      time: Duration = .seconds(20), processorTime: Duration = .seconds(20),
      memory: Int = 2 << 30, output: Int = 512 << 20
    ) {
      self.time = time
      self.processorTime = processorTime
      self.memory = memory
      self.output = output
    }
  }

  private let executable: String?
  private let arguments: [String]
  private let limits: Limits

  /// Chooses the program that draws.
  ///
  /// - Parameters:
  ///   - executable: The path of the program, or `nil` for the one that is running.
  ///   - arguments: What makes the program call ``serve()``.
  ///   - limits: What the program may use for a drawing.
  public init(
    executable: String? = nil, arguments: [String] = [Self.argument], limits: Limits = Limits()
  ) {
    precondition(limits.time > .zero && limits.processorTime > .zero)
    precondition(limits.memory > 0 && limits.output > 0)
    self.executable = executable
    self.arguments = arguments
    self.limits = limits
  }

  /// Draws what a closure describes, in one or more formats.
  ///
  /// The thread waits for the child. The output is that of
  /// ``Graphviz/render(_:engine:dpi:maximumPixels:build:)``, byte for byte.
  ///
  /// - Parameters:
  ///   - formats: What to make; nothing: the layout and its DOT are all that is made.
  ///   - engine: How nodes are given their places.
  ///   - dpi: The dots per inch of PNG, above 0.
  ///   - maximumPixels: The most pixels that PNG may have, at least 1. For more than that, or for
  ///     a side above 20,000, `dpi` is lowered.
  ///   - build: Adds to the drawing.
  /// - Returns: The drawing in each of the formats, and what Graphviz said about it.
  /// - Throws: `GraphvizError` when any of the formats could not be made.
  public func render(
    _ formats: [Graphviz.Format], engine: Graphviz.Engine = .dot, dpi: Double = 144,
    maximumPixels: Int = 25_000_000, build: (inout Drawing) throws -> Void
  ) throws(GraphvizError) -> Graphviz.Output {
    try render(
      Drawing(orThrow: build), as: formats, engine: engine, dpi: dpi, maximumPixels: maximumPixels)
  }

  /// Draws a drawing in one or more formats.
  ///
  /// The thread waits for the child. The output is that of
  /// ``Graphviz/render(_:as:engine:dpi:maximumPixels:)``, byte for byte.
  ///
  /// - Parameters:
  ///   - drawing: What to draw.
  ///   - formats: What to make; nothing: the layout and its DOT are all that is made.
  ///   - engine: How nodes are given their places.
  ///   - dpi: The dots per inch of PNG, above 0.
  ///   - maximumPixels: The most pixels that PNG may have, at least 1. For more than that, or for
  ///     a side above 20,000, `dpi` is lowered.
  /// - Returns: The drawing in each of the formats, and what Graphviz said about it.
  /// - Throws: `GraphvizError` when any of the formats could not be made.
  public func render(
    _ drawing: Drawing, as formats: [Graphviz.Format], engine: Graphviz.Engine = .dot,
    dpi: Double = 144, maximumPixels: Int = 25_000_000
  ) throws(GraphvizError) -> Graphviz.Output {
    let rendering = Rendering(
      drawing, as: formats, engine: engine, dpi: dpi, maximumPixels: maximumPixels)
    let (reply, words) = try reply(to: .render(rendering))
    guard case .output(var output) = reply, Set(formats).isSubset(of: output.files.keys) else {
      throw .garbled(words)
    }
    output.messages += words
    return output
  }

  /// The sizes that the nodes of a drawing get from their labels and attributes.
  ///
  /// They are those of ``Graphviz/measure(_:)``.
  ///
  /// - Parameter drawing: A drawing with the nodes to measure.
  /// - Returns: The size of each node.
  /// - Throws: `GraphvizError` when a node cannot be drawn.
  public func measure(_ drawing: Drawing) throws(GraphvizError) -> [NodeID: Graphviz.Box] {
    let (reply, words) = try reply(to: .measure(drawing))
    guard case .sizes(let sizes) = reply else { throw .garbled(words) }
    return sizes
  }

  /// Finds places for the parts of a drawing, without rendering it.
  ///
  /// They are those of ``Graphviz/arrange(_:engine:)``.
  ///
  /// - Parameters:
  ///   - drawing: What to lay out.
  ///   - engine: How nodes are given their places.
  /// - Returns: Where everything is.
  /// - Throws: `GraphvizError` when the drawing cannot be laid out.
  public func arrange(
    _ drawing: Drawing, engine: Graphviz.Engine = .dot
  ) throws(GraphvizError) -> Arrangement {
    let (reply, words) = try reply(to: .arrange(drawing, engine))
    guard case .arrangement(let arrangement) = reply else { throw .garbled(words) }
    return arrangement
  }

  private func reply(
    to task: DrawingTask
  ) throws(GraphvizError) -> (DrawingReply, [GraphvizMessage]) {
    guard executable != nil || Self.servesWhenAsked.load(ordering: .relaxed) else {
      // The program would begin anew as its own child, and that child too, without end.
      throw .start(
        "this program", reason: "it does not call DrawingProcess.serveIfAsked() when it starts")
    }
    let seconds = limits.processorTime / .seconds(1)
    let request = DrawingRequest(
      memory: limits.memory, seconds: Int(seconds.rounded(.up)), task: task)
    let program = ChildProgram(
      path: executable ?? String(cString: gvs_own_path()), arguments: arguments,
      time: limits.time, outputLimit: limits.output)
    let outcome = try program.run(input: request.message)
    let words = GraphvizMessage.words(String(decoding: outcome.errors, as: UTF8.self))
    // Pango goes on without memory, and measures labels as it can.
    if outcome.end != .timedOut, Self.speaksOfMemory(words) {
      throw .outOfMemory(limit: limits.memory, words)
    }
    switch outcome.end {
    case .exit(0), .unknown:
      guard let reply = try? DrawingReply.read(outcome.output) else { throw .garbled(words) }
      if case .failure(let error) = reply { throw error.with(error.messages + words) }
      return (reply, words)
    case .tooMuchOutput: throw .garbled(words)
    case .timedOut: throw .timedOut(limits.time)
    case .signal(SIGXCPU): throw .timedOut(limits.processorTime)
    case .signal(let number): throw .crashed(signal: Self.name(ofSignal: number), words)
    case .exit(let code): throw .exited(code: Int(code), words)
    }
  }

  private static let servesWhenAsked = Atomic(false)

  private static func speaksOfMemory(_ words: [GraphvizMessage]) -> Bool {
    ["out of memory", "allocate memory", "alloc failed", "bad_alloc"].contains { phrase in
      words.contains { $0.text.lowercased().contains(phrase) }
    }
  }

  private static func name(ofSignal number: Int32) -> String {
    let names = [
      SIGABRT: "SIGABRT", SIGBUS: "SIGBUS", SIGFPE: "SIGFPE", SIGHUP: "SIGHUP", SIGILL: "SIGILL",
      SIGINT: "SIGINT", SIGKILL: "SIGKILL", SIGPIPE: "SIGPIPE", SIGQUIT: "SIGQUIT",
      SIGSEGV: "SIGSEGV", SIGSYS: "SIGSYS", SIGTERM: "SIGTERM", SIGTRAP: "SIGTRAP",
    ]
    return names[number] ?? "signal \(number)"
  }
}

extension DrawingProcess {
  /// Draws for a parent process if the only argument of this program asks for that, and ends.
  ///
  /// A program that draws with a `DrawingProcess` calls this first of all when it starts.
  public static func serveIfAsked() {
    if CommandLine.arguments.dropFirst() == [argument] {
      serve()
    }
    servesWhenAsked.store(true, ordering: .relaxed)
  }

  /// Draws the one drawing that is described on standard input, and ends the process.
  ///
  /// The reply goes to standard output. The process ends with its parent.
  public static func serve() -> Never {
    // Nothing is held any more when the process ends, so that whatever is then left was lost.
    exit(served())
  }

  /// - Returns: The exit code.
  private static func served() -> Int32 {
    let output = gvs_serve_begin()
    guard output >= 0, let request = try? DrawingRequest.read(standardInput()) else {
      complain("this is for programs alone: no whole drawing came on standard input\n")
      return 65
    }
    gvs_serve_within(UInt64(request.memory), UInt64(request.seconds))
    return send(reply(to: request.task).message, to: output) ? 0 : 74
  }

  private static func reply(to task: DrawingTask) -> DrawingReply {
    do throws(GraphvizError) {
      switch task {
      case .render(let rendering):
        return .output(try Graphviz.shared.render(rendering, capturesErrors: false))
      case .arrange(let drawing, let engine):
        return .arrangement(
          try Graphviz.shared.arrange(drawing, engine: engine, capturesErrors: false))
      case .measure(let drawing):
        return .sizes(try Graphviz.shared.measure(drawing, capturesErrors: false))
      }
    } catch {
      return .failure(error)
    }
  }

  private static func standardInput() -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(STDIN_FILENO, &buffer, buffer.count)
      if count > 0 {
        bytes += buffer[..<count]
      } else if count == 0 || errno != EINTR {
        return bytes
      }
    }
  }

  private static func complain(_ text: String) {
    _ = send(Array(text.utf8), to: STDERR_FILENO)
  }

  private static func send(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
        let count = write(descriptor, start, rest.count)
        if count > 0 {
          rest = rest.dropFirst(count)
        } else if errno != EINTR {
          return false
        }
      }
      return true
    }
  }
}
