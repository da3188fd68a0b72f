#if os(Linux)
import Foundation
import Testing

/// The files and sockets that the program and its children asked the system for.
struct SystemCalls {
  /// A file or folder that was opened.
  struct Opened {
    /// Where it is, links followed.
    let path: String
    let flags: Set<String>
    /// The permissions that a new one gets.
    let mode: String

    var isWritten: Bool { !flags.isDisjoint(with: ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"]) }
  }

  let outcome: Tool.Outcome
  private(set) var opened: [Opened] = []
  /// Calls that make, rename, remove or change something, and succeeded, with whole paths.
  private(set) var changes: [(call: String, paths: [String], text: String)] = []
  /// Calls that ask for a socket or use one that has a name.
  private(set) var sockets: [String] = []

  /// Runs the program under `strace`.
  init(_ arguments: [String], environment: [String: String]) throws {
    let folder = try Folder()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments =
      ["strace", "-ff", "-y", "-qq", "-s", "4096", "-e", "trace=%file,%network,fchmod,fchown"]
      + ["-o", folder.url.path + "/log", Tool.path.path] + arguments
    process.currentDirectoryURL = Tool.root
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let (output, errors) = (
      try folder.file("out", ""), try folder.file("err", "")
    )
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: errors)
    try process.run()
    process.waitUntilExit()
    outcome = Tool.Outcome(
      code: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: URL(filePath: output)), as: UTF8.self),
      errors: try String(contentsOfFile: errors, encoding: .utf8))
    let logs = try folder.names().filter { $0.hasPrefix("log.") }
    let advice: Comment =
      "strace cannot watch the program: install it (make setup-tests) and, in a container, allow ptrace (docker run --cap-add SYS_PTRACE)"
    try #require(!logs.isEmpty, advice)
    for log in logs {
      let text = String(
        decoding: try Data(contentsOf: folder.url.appending(path: log)), as: UTF8.self)
      for line in text.split(separator: "\n") { read(String(line)) }
    }
    try #require(!opened.isEmpty, advice)
  }

  private mutating func read(_ line: String) {
    guard let bracket = line.firstIndex(of: "(") else { return }
    let call = String(line[..<bracket])
    if ["socket", "connect", "bind", "listen", "accept", "accept4", "sendmsg"].contains(call)
      || call == "socketpair" && !line.contains("AF_UNIX")
    {
      sockets.append(line)
    }
    guard let end = line.range(of: "\\) += -?[0-9]+", options: .regularExpression),
      !line[end].contains("-")
    else { return }
    let given = String(line[line.index(after: bracket)..<end.lowerBound])
    if call == "openat" || call == "open" || call == "creat" {
      let flags = given.matches(of: /O_[A-Z]+/).map { String($0.output) }
      let mode = given.firstMatch(of: /, (0[0-7]+)$/).map { String($0.1) } ?? ""
      let path = line[end.upperBound...].firstMatch(of: /^<(.*)>/).map { String($0.1) } ?? ""
      opened.append(Opened(path: path, flags: Set(flags), mode: mode))
    } else if call.hasPrefix("mkdir") || call.hasPrefix("rename") || call.hasPrefix("unlink")
      || call.hasPrefix("link") || call.hasPrefix("symlink") || call.hasPrefix("chmod")
      || call.hasPrefix("fchmod") || call.hasPrefix("truncate") || call == "rmdir"
    {
      changes.append((call, Self.paths(given), line))
    }
  }

  /// The paths among the arguments of a call, those in a folder that is open joined to it.
  private static func paths(_ given: String) -> [String] {
    let named = given.matches(of: /(?:<([^>]*)>, )?"([^"]*)"/).map { match in
      let (folder, name) = (match.1.map(String.init) ?? "", String(match.2))
      return name.hasPrefix("/") || folder.isEmpty ? name : folder + "/" + name
    }
    return named.isEmpty ? given.matches(of: /<([^>]*)>/).map { String($0.1) } : named
  }
}
#endif
