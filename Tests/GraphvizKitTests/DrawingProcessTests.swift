import Foundation
import GraphvizKit
import GraphvizShim
import Testing

extension GraphvizKitTests {
  @Suite struct DrawingProcessTests {
    @Test func drawsTheSameAsInThisProcess() throws {
      for (drawing, engine) in [(spread(60), Graphviz.Engine.dot), (placed, .placed)] {
        let here = try Graphviz.shared.render(
          drawing, as: Graphviz.Format.allCases, engine: engine, maximumPixels: 100_000)
        let there = try child.render(
          drawing, as: Graphviz.Format.allCases, engine: engine, maximumPixels: 100_000)
        #expect(there.dot == here.dot)
        #expect(there.files[.svg] == here.files[.svg])
        #expect(there.files[.png] == here.files[.png])
        #expect(there.files[.pdf]?.starts(with: "%PDF-".utf8) == true)
        #expect(there.box == here.box)
        #expect(there.dpi == here.dpi && there.dpi != nil)
        let size = try Picture.size(of: there.files[.png] ?? [])
        #expect(size.width * size.height <= 100_000)
      }
    }

    @Test func measuresTheSameAsInThisProcess() throws {
      let here = try Graphviz.shared.measure(spread(60))
      let there = try child.measure(spread(60))
      #expect(there == here)
      #expect(here.count == 60)
    }

    @Test func givesBackWhatGraphvizSaidAndWhatNoFontHas() throws {
      let output = try child.render([.svg]) { drawing in
        drawing.label = .text("\u{EFFFD}")
        drawing.node("n1", label: .text("x"), [.shape: "nosuchshape", .fontsize: "100000"])
        drawing.node("n2", label: .html(HTMLLabel([[TextRun("a\u{EFFFC}\u{EFFFD}")]])))
        drawing.cluster("c", label: .text("\u{EFFFB}")) { $0.node("n3", label: .text("y")) }
        drawing.edge(from: "n1", to: "n2", label: .text("\u{EFFFA}"))
      }
      #expect(output.missingCharacters == ["\u{EFFFD}", "\u{EFFFC}", "\u{EFFFB}", "\u{EFFFA}"])
      let first = try #require(output.messages.first)
      #expect(first.level == .warning && first.origin == .graphviz)
      #expect(first.text == "using box for unknown shape nosuchshape")
      #expect(output.messages.contains { $0.origin == .standardError && $0.text.contains("Pango") })
    }

    @Test(arguments: [
      ("'record' is no value for shape of node n1", AttributeName.shape, "record", "dot"),
      ("graphviz has no 'nosuch'", .shape, "box", "nosuch"),
    ])
    func refusesWhatThisProcessRefuses(
      message: String, name: AttributeName, value: String, engine: String
    ) {
      let error = #expect(throws: GraphvizError.self) {
        try child.render([.svg], engine: .init(engine)) {
          $0.node("n1", label: .text("x"), [name: value])
        }
      }
      #expect(error?.description.hasPrefix(message) == true)
    }

    @Test func drawsForManyTasksAtOnce() async throws {
      let first = try child.render(spread(20), as: [.svg])
      try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
        for _ in 0..<40 {
          group.addTask { try child.render(spread(20), as: [.svg]).files[.svg] }
        }
        for try await svg in group {
          #expect(svg == first.files[.svg])
        }
      }
    }

    @Test(arguments: [
      ("kill -SEGV $$", "graphviz broke down over this drawing (SIGSEGV)"),
      (
        "echo 'x.c:12: place: Assertion n > 0 failed.' >&2; kill -ABRT $$",
        "graphviz broke down over this drawing (SIGABRT): x.c:12: place: Assertion n > 0 failed."
      ),
      (
        "kill -KILL $$",
        "the program that draws was ended from outside, as it is when the machine has no memory left"
      ),
      ("seq 100 >&2; exit 4", "exit code 4: 1; 2; 3; …; 98; 99; 100"),
      ("echo one >&2; echo 'two \u{1B}[2J' >&2; exit 3", "exit code 3: one; two \u{FFFD}[2J"),
      (
        "echo 'cairo: out of memory' >&2; kill -SEGV $$",
        "the drawing needs more than the 2048 MB of memory that it may have; draw less at once, or"
          + " allow more: cairo: out of memory"
      ),
      ("exit 0", "what the program that draws gave back is not a drawing"),
      ("echo hello; echo there >&2", "gave back is not a drawing: there"),
      ("exec yes", "gave back is not a drawing"),
      ("exec 0<&-; sleep 0.1", "gave back is not a drawing"),
      // More in all three directions than a pipe can hold.
      (
        "head -c 900000 /dev/zero; head -c 900000 /dev/zero >&2; cat >/dev/null",
        "gave back is not a drawing"
      ),
    ])
    func saysHowAChildFailed(script: String, message: String) {
      let stand = standIn(script, DrawingProcess.Limits(output: 1 << 20))
      let error = #expect(throws: GraphvizError.self) { try stand.render(spread(4_000), as: []) }
      #expect(error?.description.contains(message) == true, "\(String(describing: error))")
    }

    @Test(arguments: [#""$0" __draw | head -c 5000"#, #""$0" __draw; echo"#])
    func takesNoMoreAndNoLessThanAWholeReply(script: String) {
      let error = #expect(throws: GraphvizError.self) {
        try standIn(script).render(spread(60), as: [.svg])
      }
      #expect(error?.description == "what the program that draws gave back is not a drawing")
    }

    @Test(arguments: ["exec sleep 60", "sleep 60; true", "exec 1>&- 2>&-; sleep 60"])
    func endsAChildThatHangs(script: String) {
      let stand = standIn(script, DrawingProcess.Limits(time: .milliseconds(200)))
      let clock = ContinuousClock()
      let took = clock.measure {
        let error = #expect(throws: GraphvizError.self) { try stand.measure(spread(2)) }
        #expect(
          error?.description
            == "the drawing was not finished after 0.2 s; draw less at once, or allow more time")
      }
      #expect(took < .seconds(5))
    }

    @Test func endsWhatAChildHasStarted() throws {
      let file = NSTemporaryDirectory() + "drawing-process-\(UUID().uuidString)"
      defer { unlink(file) }
      let stand = standIn(
        "sleep 60 & echo $! > \(file); wait", DrawingProcess.Limits(time: .milliseconds(500)))
      #expect(throws: GraphvizError.self) { try stand.measure(spread(2)) }
      let text = try String(contentsOfFile: file, encoding: .utf8)
      let started = try #require(Int(text.filter(\.isNumber)))
      #expect(isGone(started))
    }

    @Test func saysWhatCannotBeStarted() {
      for (path, reason) in [
        "/nowhere/tool": "No such file or directory", "/": "Permission denied",
        "": "No such file or directory",
      ] {
        let error = #expect(throws: GraphvizError.self) {
          try DrawingProcess(executable: path).measure(spread(2))
        }
        #expect(
          error?.description
            == "the program that draws, '\(path)', could not be started: \(reason)")
      }
    }

    @Test func doesNotStartAProgramThatWouldStartItselfForEver() {
      let error = #expect(throws: GraphvizError.self) { try DrawingProcess().measure(spread(2)) }
      #expect(error?.description.contains("does not call DrawingProcess.serveIfAsked()") == true)
    }

    @Test(.enabled(if: gvs_limits_memory(), "the system or a sanitizer does not keep to the limit"))
    func keepsToTheLimitOfMemory() throws {
      let large = Drawing {
        $0.node("n1", label: .text("x"), [.width: "35", .height: "35", .shape: "box"])
      }
      let small = DrawingProcess(
        executable: tool, limits: DrawingProcess.Limits(memory: 250 << 20))
      let error = #expect(throws: GraphvizError.self) { try small.render(large, as: [.png]) }
      guard case .outOfMemory(250 << 20, _) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      let size = try Picture.size(of: child.render(large, as: [.png]).files[.png] ?? [])
      #expect(size.width * size.height > 24_000_000 && size.width * size.height <= 25_000_000)
    }

    @Test func keepsToTheLimitsOfTime() {
      let drawing = spread(6_000)
      for (limits, words) in [
        (DrawingProcess.Limits(time: .milliseconds(400)), "after 0.4 s"),
        (DrawingProcess.Limits(processorTime: .seconds(1)), "after 1 s"),
      ] {
        let error = #expect(throws: GraphvizError.self) {
          try DrawingProcess(executable: tool, limits: limits).render(drawing, as: [.svg])
        }
        #expect(error?.description.contains("not finished \(words);") == true)
      }
    }

    @Test func refusesARequestThatIsCutShort() throws {
      let file = NSTemporaryDirectory() + "drawing-request-\(UUID().uuidString)"
      defer { unlink(file) }
      _ = try? standIn("exec cat > \(file)").render(spread(3), as: [.svg])
      let request = try Data(contentsOf: URL(filePath: file))
      let whole = try served(request)
      #expect(whole.code == 0)
      let lengths = [0, 1, 4, 12, 20, 28, request.count / 2, request.count - 1]
      for bytes in lengths.map({ request.prefix($0) }) + [request + Data([0]), Data(count: 99)] {
        let (code, errors) = try served(bytes)
        #expect(code == 65)
        #expect(errors.contains("no whole drawing came on standard input"))
      }
    }

    @Test func readsNoReplyThatWasChanged() throws {
      let file = NSTemporaryDirectory() + "drawing-reply-\(UUID().uuidString)"
      defer { unlink(file) }
      _ = try? standIn("\"$0\" __draw > \(file)").render(spread(3), as: [.svg])
      let reply = try Data(contentsOf: URL(filePath: file))
      let stand = standIn("exec cat \(file)")
      _ = try stand.render(spread(3), as: [.svg])
      var random = SeededGenerator(seed: 1)
      for _ in 0..<300 {
        var changed = reply
        switch Int.random(in: 0..<3, using: &random) {
        case 0: changed = reply.prefix(Int.random(in: 0..<reply.count, using: &random))
        case 1: changed.append(contentsOf: [0])
        default:
          for _ in 0..<4 {
            changed[Int.random(in: 0..<reply.count, using: &random)] = .random(
              in: 0...255, using: &random)
          }
        }
        try changed.write(to: URL(filePath: file))
        // Bytes of the picture itself can be anything.
        let output = try? stand.render(spread(3), as: [.svg])
        #expect(output == nil || changed.count == reply.count)
      }
    }

    @Test func leavesNothingBehind() async {
      await #expect(processExitsWith: .success) {
        let hurried = DrawingProcess.Limits(time: .milliseconds(50), output: 10_000)
        let failing = [
          DrawingProcess(executable: "/nowhere/tool"), standIn("exit 1"), standIn("kill -ABRT $$"),
          standIn("exec yes", hurried), standIn("exec sleep 60", hurried),
          gvs_limits_memory()
            ? DrawingProcess(executable: tool, limits: .init(memory: 1)) : standIn("exit 1"),
        ]
        _ = try? child.measure(spread(2))
        let before = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        for round in 0..<60 {
          #expect(throws: GraphvizError.self) {
            try failing[round % failing.count].render(spread(500), as: [.svg])
          }
        }
        let after = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        #expect(after.count == before.count)
        #expect(children() == [])
      }
    }

    @Test func aChildInheritsNoDescriptorAndNoSignal() async {
      await #expect(processExitsWith: .success) {
        for _ in 0..<3 { _ = open("/dev/null", O_RDONLY) }
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        sigprocmask(SIG_BLOCK, &signals, nil)
        signal(SIGPIPE, SIG_IGN)
        // The C library itself has signals ignored that come after all others.
        let script =
          "exec >&2; ls /proc/$$/fd; printenv SWIFT_BACKTRACE; "
          + "exec grep -E '^Sig(Blk|Ign).*[1-9a-f].{0,6}$' /proc/self/status"
        let error = #expect(throws: GraphvizError.self) {
          try standIn(script).measure(spread(2))
        }
        #expect(error?.description.hasSuffix("exit code 1: 0; 1; 2; enable=no") == true)
      }
    }

    @Test func drawsWithoutStandardStreams() async {
      await #expect(processExitsWith: .exitCode(42)) {
        for stream in Int32(0)...2 { close(stream) }
        let first = try? child.render(spread(10), as: [.svg, .png])
        let second = try? child.render(spread(10), as: [.svg, .png])
        exit(first != nil && first?.files == second?.files ? 42 : 1)
      }
    }

    @Test func drawsWhereChildrenAreNotCollected() async {
      await #expect(processExitsWith: .success) {
        signal(SIGCHLD, SIG_IGN)
        let output = try child.render(spread(10), as: [.svg])
        #expect(output.files[.svg]?.isEmpty == false)
        let hurried = DrawingProcess.Limits(time: .milliseconds(50))
        #expect(throws: GraphvizError.self) {
          try standIn("exec sleep 60", hurried).measure(spread(2))
        }
      }
    }

    @Test func aChildEndsWithItsParent() async throws {
      let result = await #expect(
        processExitsWith: .success, observing: [\.standardOutputContent]
      ) {
        Thread.detachNewThread { _ = try? child.render(spread(6_000), as: [.svg]) }
        while children().isEmpty { usleep(10_000) }
        // The child has begun by then, and is far from its end.
        sleep(1)
        print("child", children().first ?? 0, "of", getpid())
      }
      let printed = String(decoding: try #require(result).standardOutputContent, as: UTF8.self)
      let match = try #require(printed.firstMatch(of: /child ([0-9]+) of/))
      let pid = try #require(Int(match.1))
      #expect(pid > 1 && isGone(pid))
    }

    @Test(.enabled(if: gvs_limits_memory(), "a sanitizer keeps what is freed"))
    func fiveHundredDrawingsTakeNoMemory() async {
      await #expect(processExitsWith: .success) {
        let drawing = spread(60)
        var start = 0
        for round in 0..<520 {
          if round == 20 { start = residentBytes() }
          _ = try child.render(drawing, as: [.svg])
        }
        let growth = residentBytes() - start
        #expect(growth < 500 * 1_024, "\(growth) bytes")
      }
    }

    /// Graphviz keeps something of every drawing in its process, less than 100 KB of one of 60 nodes.
    @Test(.enabled(if: gvs_limits_memory(), "a sanitizer keeps what is freed"))
    func drawingsInThisProcessKeepLittle() async {
      await #expect(processExitsWith: .success) {
        let drawing = spread(60)
        var sizes: [Int] = []
        for round in 0..<520 {
          if round % 100 == 20 { sizes.append(residentBytes()) }
          _ = try Graphviz.shared.render(drawing, as: [.svg])
        }
        sizes.append(residentBytes())
        let growth = zip(sizes, sizes.dropFirst()).map { $1 - $0 }
        #expect(growth.allSatisfy { $0 < 100 * (100 << 10) }, "\(growth)")
      }
    }
  }
}

/// The program lies beside the bundle of tests.
private let tool = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
  .appending(path: "repost-tracer").path

private let child = DrawingProcess(executable: tool)

/// A shell that stands in for the program that draws, which it can call by `$0`.
@Sendable private func standIn(
  _ script: String, _ limits: DrawingProcess.Limits = DrawingProcess.Limits()
) -> DrawingProcess {
  DrawingProcess(executable: "/bin/sh", arguments: ["-c", script, tool], limits: limits)
}

/// A tree of people in three clusters.
@Sendable private func spread(_ count: Int) -> Drawing {
  Drawing { drawing in
    drawing.attributes = [.rankdir: "LR", .nodesep: "0.34"]
    for zone in 0..<3 {
      drawing.cluster(NodeID("zone\(zone)"), label: .text("区 \(zone)")) { cluster in
        for index in stride(from: zone, to: count, by: 3) {
          cluster.node(NodeID("n\(index)"), label: .text("人 \(index)"), [.shape: "box"])
        }
      }
    }
    for index in 1..<count {
      drawing.edge(
        from: NodeID("n\(index / 4)"), to: NodeID("n\(index)"),
        label: .html(HTMLLabel([[TextRun("09:0\(index % 10)", bold: true)]])))
    }
  }
}

private let placed = Drawing { drawing in
  drawing.label = .text("title")
  drawing.cluster(
    "zone", label: .text("zone"),
    in: Frame(lowerLeft: Point(x: -10, y: -10), upperRight: Point(x: 300, y: 90)))
  drawing.node("n1", label: .text("甲"), at: Point(x: 40, y: 40))
  drawing.node(
    "n2", label: .text("乙"), at: Point(x: 240, y: 40),
    size: Graphviz.Box(width: 80, height: 30))
  drawing.edge(
    from: "n1", to: "n2", label: .text("①"), labelAt: Point(x: 130, y: 60),
    along: EdgePath(
      lines: [Point(x: 67, y: 40), Point(x: 190, y: 40)], tailTip: Point(x: 60, y: 40),
      headTip: Point(x: 200, y: 40)), [.dir: "both"])
}

/// The child processes of this one, those that ended but were not collected included.
@Sendable private func children() -> [Int] {
  let own = getpid()
  return processes().filter { status($0)?.parent == Int(own) }
}

private func processes() -> [Int] {
  (try? FileManager.default.contentsOfDirectory(atPath: "/proc"))?.compactMap { Int($0) } ?? []
}

/// Whether a process has ended, within the time that a system may need to see to it.
private func isGone(_ process: Int) -> Bool {
  for _ in 0..<100 {
    guard let state = status(process)?.state, state != "Z" else { return true }
    usleep(20_000)
  }
  return false
}

private func status(_ process: Int) -> (state: Substring, parent: Int)? {
  guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
    let name = text.lastIndex(of: ")")
  else { return nil }
  let fields = text[name...].split(separator: " ")
  return Int(fields[2]).map { (fields[1], $0) }
}

@Sendable private func residentBytes() -> Int {
  let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
  return (text?.split(separator: " ")[1]).flatMap { Int($0) }.map { $0 * 4_096 } ?? 0
}

/// Runs the program that draws with some bytes as its input.
private func served(_ input: Data) throws -> (code: Int32, errors: String) {
  let process = Process()
  process.executableURL = URL(filePath: tool)
  process.arguments = [DrawingProcess.argument]
  let (inputPipe, errorPipe) = (Pipe(), Pipe())
  process.standardInput = inputPipe
  process.standardError = errorPipe
  process.standardOutput = FileHandle.nullDevice
  try process.run()
  try? inputPipe.fileHandleForWriting.write(contentsOf: input)
  try? inputPipe.fileHandleForWriting.close()
  let errors = try errorPipe.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  let code = process.terminationReason == .exit ? process.terminationStatus : -1
  return (code, String(decoding: errors, as: UTF8.self))
}
