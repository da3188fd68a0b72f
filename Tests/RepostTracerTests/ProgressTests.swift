import Foundation
import Testing

/// What a terminal shows while work goes on; a stream that comes slowly takes as long as it is made to.
@Suite struct ProgressTests {
  @Test func aTerminalShowsOneLineThatIsClearedAtTheEnd() throws {
    let shown = try Terminal.errors(
      of: ["trace", "-", "--by-case"], slowly: Self.pieces, waits: 600)
    #expect(shown.contains("\rtracing: 1 case, 2 records, "), "\(shown)")
    #expect(shown.contains(" a second\u{1B}[K"))
    #expect(shown.hasSuffix("\r\u{1B}[K2 cases traced\r\n"), "\(shown)")
    #expect(shown.count { $0 == "\r\n" } == 1)
  }

  @Test func theLineIsInTheLanguageOfTheAnswer() throws {
    let shown = try Terminal.errors(
      of: ["trace", "-", "--by-case", "--lang", "zh"], slowly: Self.pieces, waits: 600)
    #expect(shown.contains("\r追踪：案件1件，记录2条，"), "\(shown)")
  }

  @Test func quietShowsNothing() throws {
    let shown = try Terminal.errors(
      of: ["trace", "-", "--by-case", "--quiet"], slowly: Self.pieces)
    #expect(shown == "")
  }

  @Test func aTerminalThatCannotClearALineShowsNoProgress() throws {
    let shown = try Terminal.errors(
      of: ["trace", "-", "--by-case"], slowly: Self.pieces, terminal: "dumb")
    #expect(shown == "2 cases traced\r\n")
  }

  @Test func nothingIsShownWherePiped() throws {
    let shown = try Terminal.errors(
      of: ["trace", "-", "--by-case"], slowly: Self.pieces, isPipe: true)
    #expect(shown == "2 cases traced\n")
  }

  @Test func whatIsDoneSoonShowsNothing() throws {
    let shown = try Terminal.errors(
      of: ["trace", "samples/fax-and-mms-en", "--summary-only", "--quiet"], slowly: [])
    #expect(shown == "")
  }

  private static let pieces = [
    """
    {"case":"a","id":"R1","from":"A","to":"B"}
    {"case":"a","id":"R2","from":"B","to":"C"}
    {"case":"b","id":"R1","from":"A","to":"B"}

    """,
    "{\"case\":\"b\",\"id\":\"R2\",\"from\":\"B\",\"to\":\"C\"}\n",
  ]
}

/// A terminal of which only the program's side is used.
private enum Terminal {
  /// A new terminal: the side of whoever looks at it, and the side of programs.
  private static func pair() throws -> (master: Int32, slave: Int32) {
    #if os(Linux)
    // The system's requests that unlock a terminal and tell its number.
    let master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var (lock, number) = (Int32(0), Int32(-1))
    try #require(ioctl(master, 0x4004_5431, &lock) == 0)
    try #require(ioctl(master, 0x8004_5430, &number) == 0)
    let slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    #else
    let master = posix_openpt(O_RDWR | O_NOCTTY)
    try #require(grantpt(master) == 0 && unlockpt(master) == 0)
    let slave = open(try #require(ptsname(master)), O_RDWR | O_NOCTTY)
    #endif
    try #require(slave >= 0)
    return (master, slave)
  }

  /// Everything that the program writes to standard error while its input comes in pieces, between which
  /// it has that many tenths of a second to show something.
  static func errors(
    of arguments: [String], slowly pieces: [String], waits: Int = 15, terminal: String = "xterm",
    isPipe: Bool = false
  ) throws -> String {
    let process = Process()
    process.executableURL = Tool.path
    process.arguments = arguments
    process.currentDirectoryURL = Tool.root
    process.environment = ProcessInfo.processInfo.environment
      .filter { !["LC_ALL", "LC_MESSAGES"].contains($0.key) }
      .merging(["LANG": "C", "TERM": terminal]) { $1 }
    let input = Pipe()
    process.standardInput = input
    process.standardOutput = FileHandle.nullDevice
    let errors: FileHandle
    if isPipe {
      let pipe = Pipe()
      process.standardError = pipe
      errors = pipe.fileHandleForReading
      try process.run()
    } else {
      let (master, slave) = try pair()
      process.standardError = FileHandle(fileDescriptor: slave, closeOnDealloc: false)
      errors = FileHandle(fileDescriptor: master, closeOnDealloc: true)
      try process.run()
      close(slave)
    }
    var shown: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    for (place, piece) in pieces.enumerated() {
      // Blank lines, which mean nothing, until something is shown, or for longer than the program waits.
      for _ in 0..<(place == 0 ? 0 : waits) {
        try input.fileHandleForWriting.write(contentsOf: Data("\n".utf8))
        var state = pollfd(fd: errors.fileDescriptor, events: Int16(POLLIN), revents: 0)
        if poll(&state, 1, 100) > 0 { break }
      }
      try input.fileHandleForWriting.write(contentsOf: Data(piece.utf8))
    }
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    while true {
      // A terminal whose other side is closed ends with an error.
      let count = read(errors.fileDescriptor, &buffer, buffer.count)
      guard count > 0 else { break }
      shown += buffer[..<count]
    }
    return String(decoding: shown, as: UTF8.self)
  }
}
