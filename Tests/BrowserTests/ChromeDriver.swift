import Foundation

/// What keeps the browser from doing what a test asks of it.
struct BrowserError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// The program chromedriver, which starts Chromium and does there what it is told over HTTP on this
/// machine.
///
/// It is ended, with Chromium and the folder of its files, when this process ends, however that comes
/// about.
final class ChromeDriver: Sendable {
  /// A folder for files of the tests, gone when they end.
  let folder: URL

  private let connection: LocalHTTP
  // Open as long as this process lives; its end is what the shell that waits at it goes by.
  private let life: Pipe

  /// Starts the program and waits until it can take orders.
  ///
  /// - Throws: ``BrowserError`` where it is not installed or does not start within 20 seconds.
  init() async throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "repost-browser-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let program = try Self.program("chromedriver")
    life = Pipe()
    let log = folder.appending(path: "chromedriver.log")
    try Self.start(program, in: folder, log: log, life: life)
    let deadline = ContinuousClock.now + .seconds(20)
    var port: UInt16?
    while port == nil {
      guard ContinuousClock.now < deadline else {
        throw BrowserError("chromedriver did not start: \(Self.text(of: log))")
      }
      try await Task.sleep(for: .milliseconds(20))
      port = Self.text(of: log).firstMatch(of: /successfully on port (\d+)/)
        .flatMap { UInt16($0.1) }
    }
    connection = LocalHTTP(port: port ?? 0)
    while try await send("GET", "/status")["ready"] != true {
      guard ContinuousClock.now < deadline else {
        throw BrowserError("chromedriver does not get ready: \(Self.text(of: log))")
      }
      try await Task.sleep(for: .milliseconds(50))
    }
  }

  /// Sends a command of the WebDriver protocol.
  ///
  /// - Parameters:
  ///   - method: The method of HTTP.
  ///   - path: The path of the command.
  ///   - body: Its values; none for GET and DELETE.
  /// - Returns: The value that came back.
  /// - Throws: ``BrowserError`` with the driver's words where the command failed.
  @discardableResult
  func send(_ method: String, _ path: String, _ body: JSON? = nil) async throws -> JSON {
    let answer = try connection.ask(method, path, body?.data)
    let value = try JSON(answer.body)["value"]
    guard answer.status == 200 else {
      let reason = "\(value["error"]): \(value["message"])"
      throw BrowserError("\(method) \(path): \(reason.prefix(1_000))")
    }
    return value
  }

  /// Where a program is, by the environment's list of folders.
  ///
  /// - Parameter name: The name of the program.
  /// - Returns: Its path.
  /// - Throws: ``BrowserError`` with what to do where it is nowhere.
  static func program(_ name: String) throws -> String {
    let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    for folder in folders.split(separator: ":") {
      let path = "\(folder)/\(name)"
      if FileManager.default.isExecutableFile(atPath: path) { return path }
    }
    throw BrowserError(
      "\(name) is not installed, and the tests of the page need it: run “make setup-tests”")
  }

  /// Starts the program in a process group of its own, with a shell that ends the group.
  private static func start(_ program: String, in folder: URL, log: URL, life: Pipe) throws {
    try Data().write(to: log)
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = [
      "-c",
      """
      trap : INT TERM HUP
      set -m
      "$2" --port=0 </dev/null &
      driver=$!
      set +m
      read -r _
      kill -KILL -- -$driver
      wait $driver
      for try in 1 2 3 4 5; do rm -rf "$1" && exit; sleep 0.2; done
      """, "bash", folder.path, program,
    ]
    // All that Chromium keeps goes into the folder that is removed.
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"].map { ($0, folder.path) }
    ) { $1 }
    process.standardInput = life
    process.standardOutput = try FileHandle(forWritingTo: log)
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  private static func text(of log: URL) -> String {
    String(decoding: (try? Data(contentsOf: log)) ?? Data(), as: UTF8.self)
  }
}
