#if os(Linux)
import Foundation
import Testing

/// A run reads and writes the files that it was given and no others, and asks for no network.
@Suite struct PrivacyTests {
  @Test func tracingTouchesItsInputsAndItsOutputAlone() throws {
    let place = try Place()
    let calls = try place.watch(["trace", place.sample, "-o", place.path("out")])
    #expect(calls.outcome.code == 0, "\(calls.outcome.errors)")
    try place.expectPrivate(calls, beside: ["out"])
    #expect(try place.folder.names() == ["case", "out"])
    #expect(try mode(place.path("out")) == 0o700)
    for name in try FileManager.default.contentsOfDirectory(atPath: place.path("out")) {
      #expect(try mode(place.path("out/" + name)) == 0o600, "\(name)")
    }
  }

  @Test func replacingAndVerifyingToo() throws {
    let place = try Place()
    for _ in 0..<2 {
      let calls = try place.watch([
        "trace", place.sample, "-o", place.path("out"), "--quiet", "--map-timeout", "120",
      ])
      #expect(calls.outcome.code == 0)
      try place.expectPrivate(calls, beside: ["out"])
    }
    let verified = try place.watch(["verify", place.path("out")])
    #expect(verified.outcome.code == 0, "\(verified.outcome.output)")
    try place.expectPrivate(verified, beside: ["tmp/repost-tracer"], reading: ["case", "out"])
    #expect(try place.folder.names() == ["case", "out", "tmp"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.path("tmp")) == [])
  }

  @Test(arguments: [
    ["map", "-o", "map.png"], ["forwarders", "-o", "list.xlsx"],
    ["forwarders", "--format", "xlsx"],
    ["items"], ["check"], ["export", "-o", "graph.gexf"], ["convert", "-o", "records.ndjson"],
  ])
  func everyOtherCommandToo(command: [String]) throws {
    let place = try Place()
    try FileManager.default.createDirectory(
      atPath: place.path("tmp"), withIntermediateDirectories: false)
    var arguments = command
    let output = command.firstIndex(of: "-o").map { command[$0 + 1] }
    if output != nil { arguments[arguments.count - 1] = place.path(arguments[arguments.count - 1]) }
    let calls = try place.watch(arguments + [place.sample])
    #expect(calls.outcome.code == 0, "\(calls.outcome.errors)")
    try place.expectPrivate(calls, beside: [output ?? "tmp/repost-tracer"])
    #expect(try place.folder.names() == (["case", "tmp"] + (output.map { [$0] } ?? [])).sorted())
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.path("tmp")) == [])
  }

  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }

  /// A folder with a case and room for results, of which the program is told.
  private struct Place {
    let folder: Folder
    private let root: String

    init() throws {
      folder = try Folder()
      root = folder.url.resolvingSymlinksInPath().path
      try FileManager.default.copyItem(
        atPath: Tool.root.path + "/samples/fax-and-mms", toPath: root + "/case")
    }

    var sample: String { path("case") }

    func path(_ name: String) -> String { root + "/" + name }

    func watch(_ arguments: [String]) throws -> SystemCalls {
      try? FileManager.default.createDirectory(
        atPath: path("tmp"), withIntermediateDirectories: false)
      defer {
        if arguments.first == "trace" { try? FileManager.default.removeItem(atPath: path("tmp")) }
      }
      return try SystemCalls(arguments, environment: ["TMPDIR": path("tmp"), "LANG": "C"])
    }

    /// Expects that nothing was opened but the case, what goes with the program, and outputs with the
    /// temporary files beside them, which nobody else can read.
    func expectPrivate(
      _ calls: SystemCalls, beside outputs: [String], reading inputs: [String] = ["case"]
    ) throws {
      #expect(calls.sockets == [])
      let targets = outputs.map { path($0) }
      let temporary = outputs.map { output in
        let parts = output.split(separator: "/")
        return ([root] + parts.dropLast().map(String.init)).joined(separator: "/")
          + "/.\(parts.last ?? "").repost-tracer-"
      }
      func isTemporary(_ path: String) -> Bool { temporary.contains { path.hasPrefix($0) } }
      var made: Set<String> = []
      for file in calls.opened {
        if file.isWritten {
          guard !isOfOthers(file.path), file.path != "/dev/null" else { continue }
          #expect(isTemporary(file.path), "\(file.path) is written")
          if file.flags.contains("O_EXCL") {
            #expect(file.mode == "0600", "\(file.path)")
            made.insert(file.path)
          } else {
            #expect(made.contains(file.path), "\(file.path) was not made for the owner alone")
          }
        } else {
          #expect(
            goesWithTheProgram(file.path) || isTemporary(file.path)
              || inputs.contains { file.path.hasPrefix(path($0)) }
              || file.path == root || targets.contains { file.path.hasPrefix($0) }
              || targets.contains { $0.hasPrefix(file.path + "/") }
                && file.flags.contains("O_DIRECTORY"),
            "\(file.path) is read")
        }
      }
      for change in calls.changes where !change.paths.contains(where: isOfOthers) {
        #expect(
          change.paths.allSatisfy { isTemporary($0) || targets.contains($0) }
            && change.paths.contains(where: isTemporary), "\(change.text)")
        if change.call.hasPrefix("mkdir") {
          #expect(change.text.contains("0700"), "\(change.text)")
        }
      }
    }

    // The list of fonts is kept by fontconfig for all programs, and a sanitizer has files of its own.
    private func isOfOthers(_ path: String) -> Bool {
      path.contains("/fontconfig/") || path.contains("/tsan.rodata.")
        || path.hasPrefix(Tool.root.path + "/Tests/Sanitizers/")
    }

    private func goesWithTheProgram(_ path: String) -> Bool {
      let system = [
        "/usr/", "/lib", "/etc/ld.so", "/etc/fonts", "/etc/localtime", "/etc/timezone", "/proc/",
        "/sys/devices/system/cpu", "/sys/fs/cgroup", "/dev/null", "/dev/urandom",
      ]
      let fonts = ["/.fonts", "/share/fonts", "/.config/fontconfig"]
      return system.contains { path.hasPrefix($0) } || path.contains(".so") || isOfOthers(path)
        || fonts.contains { path.contains($0) } || path == Tool.path.resolvingSymlinksInPath().path
    }
  }
}
#endif
