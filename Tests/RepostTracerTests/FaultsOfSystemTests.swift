#if os(Linux)
import Foundation
import Glibc
import Testing

/// Faults of the system: brought about by a library between it and the program, or in a namespace.
@Suite struct FaultsOfSystemTests {
  @Test(arguments: [0, 1, 3_000, 20_000, 45_000])
  func aFullDiskIs74(room: Int) throws {
    let earlier = try EarlierRun()
    let outcome = try earlier.again(try Preload.environment(["FAULT_ROOM": "\(room)"]))
    #expect(outcome.code == 74, "\(outcome.errors)")
    #expect(outcome.errors.contains("No space left on device"), "\(outcome.errors)")
    try earlier.expectUntouched()
  }

  /// A small file system of the test's own, that only its shell sees.
  private static let mount = "mkdir m && mount -t tmpfs -o size=1m none m && "

  @Test(
    .enabled("nobody but the administrator may mount anything here (unshare)") {
      let folder = try Folder()
      let command = "unshare -rm sh -c '\(mount) true'"
      return try Tool.shell(command, in: folder.url.path).code == 0
    }, arguments: [0, 4, 16, 40, 100])
  func aFullFileSystemIs74(kibibytes: Int) throws {
    let earlier = try EarlierRun()
    let script =
      Self.mount + "cp -r out m && cd m && room=$(df -k --output=avail . | tail -n 1) && "
      + "dd if=/dev/zero of=filler bs=1k count=$((room - \(kibibytes))) status=none && "
      + "\"$0\" trace ../others.csv -o out --quiet >../said; code=$?; "
      + "diff -r ../out out && test \"$(ls -A | tr -d '\\n')\" = fillerout || exit 99; exit $code"
    let outcome = try Tool.shell(
      "exec unshare -rm sh -c \"$SCRIPT\" \"$0\"", in: earlier.folder.url.path,
      environment: EarlierRun.withoutMap.merging(["SCRIPT": script]) { $1 })
    #expect(outcome.code == 74, "\(outcome.errors) \(outcome.output)")
    // The library of workbooks overlooks some writes that failed, which is noticed afterwards.
    let words = ["No space left on device", "the file has not all that was written to it"]
    #expect(
      words.contains { outcome.errors.contains(": cannot be written: " + $0) }, "\(outcome.errors)")
    // The workbook is what is written first.
    if kibibytes == 0 { #expect(outcome.errors.contains("error: out/forwarders.xlsx: ")) }
  }

  @Test(arguments: ["forwarders", "items", "export", "convert", "map"])
  func aFullDiskLeavesTheEarlierFile(command: String) throws {
    let folder = try Folder()
    let records = try folder.file("r.csv", "id,from,to\nR1,A,B\n")
    let ending = ["export": "graphml", "map": "dot"][command] ?? "csv"
    let file = try folder.file("result.\(ending)", "earlier")
    let outcome = try Tool.run(
      [command, records, "-o", file], environment: try Preload.environment(["FAULT_ROOM": "2"]))
    #expect(outcome.code == 74, "\(outcome.errors)")
    #expect(outcome.errors.contains("No space left on device"))
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "earlier")
    #expect(try folder.names() == ["r.csv", "result.\(ending)"])
  }

  @Test(arguments: [0, 500, 2_500])
  func aFullDiskLeavesNoPartOfACase(room: Int) throws {
    let folder = try Folder()
    let outcome = try Tool.run(
      ["convert", "samples/fax-and-mms", "-o", folder.url.path + "/case/"],
      environment: try Preload.environment(["FAULT_ROOM": "\(room)"]))
    #expect(outcome.code == 74, "\(outcome.errors)")
    #expect(outcome.errors.contains(".csv: cannot be written: No space left on device"))
    #expect(try folder.names() == [])
  }

  @Test func aDeviceThatIsFullIs74() throws {
    for command in ["forwarders", "items"] {
      let outcome = try Tool.run([command, "samples/fax-and-mms", "-o", "/dev/full"])
      #expect(outcome.code == 74)
      #expect(outcome.errors.contains("/dev/full: cannot be written: No space left on device"))
    }
  }

  @Test func anInputThatIsChangedWhileItIsReadIs74() throws {
    let earlier = try EarlierRun()
    var text = "id,from,to,note\n"
    let note = String(repeating: "n", count: 120)
    for place in 0..<9_000 { text += "R\(place),A,B\(place % 3),\(note)\n" }
    let records = try earlier.folder.file("long.csv", text)
    let outcome = try Tool.run(
      ["trace", records, "-o", earlier.out, "--quiet", "--map-timeout", "2"],
      environment: try Preload.environment(["FAULT_APPEND": records]))
    #expect(outcome.code == 74, "\(outcome.errors)")
    #expect(outcome.errors.contains("long.csv"), "\(outcome.errors)")
    #expect(try !earlier.expectWhole())
  }

  @Test func anInterruptEndsTheDrawingAndLeavesTheEarlierResults() throws {
    let earlier = try EarlierRun()
    let file = earlier.folder.url.path + "/pid"
    let process = try start(
      ["trace", earlier.others, "-o", earlier.out, "--map-timeout", "600"],
      try Preload.environment(["FAULT_LAYOUT": "hang", "FAULT_PID": file]))
    var drawing: pid_t = 0
    for _ in 0..<600 where drawing == 0 {
      usleep(100_000)
      drawing = (try? String(contentsOfFile: file, encoding: .utf8)).flatMap { pid_t($0) } ?? 0
    }
    try #require(drawing > 1)
    kill(process, SIGINT)
    var status: Int32 = 0
    #expect(waitpid(process, &status, 0) == process)
    #expect(status & 0x7F == SIGINT)
    for _ in 0..<100 where isRunning(drawing) { usleep(50_000) }
    #expect(!isRunning(drawing))
    try FileManager.default.removeItem(atPath: file)
    try earlier.expectUntouched()
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func whoBreaksOffLeavesNothingAtWhateverMoment(signal: Int32) throws {
    let earlier = try EarlierRun()
    var text = "id,from,to\n"
    for place in 0..<1_500 { text += "R\(place),A\(place),丙\n" }
    let records = try earlier.folder.file("long.csv", text)
    let list = try earlier.folder.file("list.xlsx", "earlier")
    let before = try earlier.folder.names()
    var random = SeededRandom(seed: 11)
    for round in 0..<8 {
      let place = round % 3 == 0 ? list : earlier.out
      let process = try start(
        [round % 3 == 0 ? "forwarders" : "trace", records, "-o", place], EarlierRun.withoutMap)
      // While something is being written, and often while the workbook is.
      while isRunning(process), try earlier.folder.names().count == before.count {
        usleep(200)
      }
      usleep(UInt32(random.next() % 40_000))
      kill(process, signal)
      var status: Int32 = 0
      #expect(waitpid(process, &status, 0) == process)
      #expect(status & 0x7F == signal || status == 0, "round \(round)")
      #expect(try earlier.folder.names() == before, "round \(round)")
    }
  }

  @Test func whoBreaksOffAConversionLeavesAWholeCaseOrNone() throws {
    let folder = try Folder()
    var text = "id,from,to\n"
    for place in 0..<4_000 { text += "R\(place),A\(place),丙\n" }
    let records = try folder.file("long.csv", text)
    let entities = try folder.file("people.csv", "id,name,kind\nA1,甲,person\n")
    let target = folder.url.path + "/case"
    var random = SeededRandom(seed: 3)
    for round in 0..<12 {
      let isNew = round % 2 == 0
      if !isNew { mkdir(target, 0o755) }
      let before = try folder.names()
      let process = try start(
        ["convert", records, "--entities", entities, "-o", target + "/", "--quiet"], [:])
      func left() throws -> [String] {
        try isNew && !folder.names().contains("case")
          ? [] : FileManager.default.contentsOfDirectory(atPath: target).sorted()
      }
      while isRunning(process), try folder.names() == before, try left() == [] { usleep(100) }
      usleep(UInt32(random.next() % 30_000))
      kill(process, SIGINT)
      #expect(waitpid(process, nil, 0) == process)
      #expect(try Set(folder.names()).union(["case"]) == Set(before).union(["case"]))
      #expect(try [[], ["case.yaml", "entities.csv", "records.csv"]].contains(left()))
      try? FileManager.default.removeItem(atPath: target)
    }
  }

  @Test func whoIgnoresInterruptsIsNotInterrupted() throws {
    let earlier = try EarlierRun()
    let outcome = try Tool.shell(
      "trap '' INT; { sleep 0.2; cat others.csv; } | \"$0\" trace - -o out & sleep 0.1; "
        + "kill -INT $!; wait $!",
      in: earlier.folder.url.path, environment: EarlierRun.withoutMap)
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(try earlier.expectWhole())
  }

  // What runs the tests may have signals blocked, and its children inherit that.
  private func start(_ arguments: [String], _ environment: [String: String]) throws -> pid_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    let all = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let words = ([Tool.path.path] + arguments).map { strdup($0) } + [nil]
    let values = all.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in words + values { free(text) } }
    var number: pid_t = 0
    let failure = posix_spawn(&number, Tool.path.path, &actions, &attributes, words, values)
    try #require(failure == 0)
    return number
  }

  private func isRunning(_ number: pid_t) -> Bool {
    guard let text = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8) else {
      return false
    }
    // One that has ended and is not collected is listed as a zombie.
    return !text.contains(") Z ")
  }
}
#endif
