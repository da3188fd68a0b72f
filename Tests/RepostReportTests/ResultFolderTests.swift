import Foundation
import RepostRecords
import RepostReport
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#endif

@Test func writesResultsThatOnlyTheOwnerReads() throws {
  try withFolder { folder in
    let out = folder + "/a/b/out"
    try write(["map.svg": "<svg/>", "trace.json": "{}"], to: out)
    #expect(try contents(out) == ["manifest.json", "map.svg", "trace.json"])
    #expect(try mode(out) == 0o700)
    for name in try contents(out) { #expect(try mode(out + "/" + name) == 0o600, "\(name)") }
    #expect(try contents(folder + "/a/b") == ["out"])
    #expect(
      try String(contentsOfFile: out + "/manifest.json", encoding: .utf8) == """
        {
          "schema": "repost-tracer/manifest/2",
          "tool": { "name": "repost-tracer", "version": "1" },
          "libraries": [
            { "name": "graphviz", "version": "2.43.0" }
          ],
          "arguments": ["--lang=zh", "--", "records.csv"],
          "inputs": [
            { "path": "records.csv", "sha256": "\(inputs[0].sha256)", "bytes": 12 }
          ],
          "outputs": [
            { "path": "map.svg", "sha256": "\(svgHash)", "bytes": 6 },
            { "path": "trace.json", "sha256": "\(jsonHash)", "bytes": 2 }
          ],
          "sha256": "\(manifestHash)"
        }

        """)
  }
}

@Test func replacesEarlierResultsWhole() throws {
  try withFolder { folder in
    let out = folder + "/out"
    try write(["map.svg": "<svg/>", "old.txt": "old"], to: out)
    try write(["map.svg": "<svg></svg>"], to: out + "/")
    #expect(try contents(out) == ["manifest.json", "map.svg"])
    #expect(try String(contentsOfFile: out + "/map.svg", encoding: .utf8) == "<svg></svg>")
    #expect(try contents(folder) == ["out"])
  }
}

@Test func takesAnEmptyFolder() throws {
  try withFolder { folder in
    let out = folder + "/out"
    try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: false)
    try write(["map.svg": "<svg/>"], to: out)
    #expect(try contents(out) == ["manifest.json", "map.svg"])
    #expect(try contents(folder) == ["out"])
  }
}

@Test func refusesAFolderWithSomeonesFile() throws {
  try withFolder { folder in
    let out = folder + "/out"
    try write(["map.svg": "<svg/>"], to: out)
    try "mine".write(toFile: out + "/notes.txt", atomically: false, encoding: .utf8)
    #expect(
      refusal(["map.svg": "new"], to: out)
        == "\(out): 'notes.txt' in it is no result of an earlier run, so the folder is left as it is; move it away, or choose another folder with -o"
    )
    #expect(try contents(out) == ["manifest.json", "map.svg", "notes.txt"])
    #expect(try String(contentsOfFile: out + "/map.svg", encoding: .utf8) == "<svg/>")
    #expect(try contents(folder) == ["out"])
  }
}

@Test func refusesAFolderThatItDidNotMake() throws {
  try withFolder { folder in
    let out = folder + "/out"
    try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: false)
    try "{}".write(toFile: out + "/manifest.json", atomically: false, encoding: .utf8)
    try "<svg/>".write(toFile: out + "/map.svg", atomically: false, encoding: .utf8)
    #expect(refusal(["map.svg": "new"], to: out)?.contains("'manifest.json' in it") == true)
    #expect(try contents(out) == ["manifest.json", "map.svg"])
  }
}

@Test func refusesResultsThatSomeoneEdited() throws {
  try withFolder { folder in
    let out = folder + "/out"
    for edited in ["<svg>", "<SVG/>"] {
      try write(["map.svg": "<svg/>", "trace.json": "{}"], to: out)
      try edited.write(toFile: out + "/map.svg", atomically: false, encoding: .utf8)
      #expect(
        refusal(["map.svg": "new"], to: out)?
          .contains("'map.svg' in it was changed since it was written") == true)
      #expect(try String(contentsOfFile: out + "/map.svg", encoding: .utf8) == edited)
      try FileManager.default.removeItem(atPath: out)
    }
  }
}

/// Were it taken at its word, a manifest that somebody edited could have any file replaced.
@Test func refusesAnEditedManifest() throws {
  try withFolder { folder in
    let out = folder + "/out"
    let manifest = out + "/manifest.json"
    for (old, new) in [("records.csv", "other.csv"), ("\n}\n", "\n}"), ("graphviz", "Graphviz")] {
      try write(["map.svg": "<svg/>"], to: out)
      let text = try String(contentsOfFile: manifest, encoding: .utf8).replacing(old, with: new)
      try text.write(toFile: manifest, atomically: false, encoding: .utf8)
      #expect(
        refusal(["map.svg": "new"], to: out)?
          .contains("'manifest.json' in it was changed since it was written") == true, "\(new)")
      #expect(try contents(out) == ["manifest.json", "map.svg"])
      try FileManager.default.removeItem(atPath: out)
    }
  }
}

@Test func refusesAFolderWithinItsResults() throws {
  try withFolder { folder in
    let out = folder + "/out"
    try write(["map.svg": "<svg/>"], to: out)
    try FileManager.default.removeItem(atPath: out + "/map.svg")
    try FileManager.default.createDirectory(
      atPath: out + "/map.svg", withIntermediateDirectories: false)
    #expect(refusal(["map.svg": "new"], to: out)?.contains("'map.svg' in it") == true)
    #expect(try contents(out) == ["manifest.json", "map.svg"])
  }
}

@Test func refusesLinksAndFiles() throws {
  try withFolder { folder in
    try write(["map.svg": "<svg/>"], to: folder + "/real")
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/link", withDestinationPath: folder + "/real")
    #expect(refusal([:], to: folder + "/link")?.contains("is a symbolic link") == true)
    try "mine".write(toFile: folder + "/file", atomically: false, encoding: .utf8)
    #expect(refusal([:], to: folder + "/file")?.contains("is no folder") == true)
    #expect(try String(contentsOfFile: folder + "/file", encoding: .utf8) == "mine")
    #expect(refusal([:], to: folder + "/file/out")?.contains("cannot open the folder") == true)
    #expect(refusal([:], to: "/")?.contains("is no name of a folder") == true)
    #expect(try contents(folder) == ["file", "link", "real"])
    #expect(throws: ResultError.self) { try ResultFolder(path: folder + "/link").check() }
    try ResultFolder(path: folder + "/new/folder").check()
    #expect(try contents(folder) == ["file", "link", "real"])
  }
}

@Test func removesWhatAKilledRunLeft() throws {
  try withFolder { folder in
    let unfinished = folder + "/.out.repost-tracer-abc123"
    let finished = folder + "/.out.repost-tracer-zzz999"
    let kept = folder + "/.out.repost-tracer-keep00"
    let other = folder + "/.out.repost-tracer-toolong"
    for leftover in [unfinished, kept, other] {
      try FileManager.default.createDirectory(
        atPath: leftover, withIntermediateDirectories: false)
      try "<sv".write(toFile: leftover + "/map.svg", atomically: false, encoding: .utf8)
    }
    try "mine".write(toFile: kept + "/notes.txt", atomically: false, encoding: .utf8)
    try write(["map.svg": "<svg/>", "old.txt": "old"], to: finished)
    try write(["map.svg": "<svg/>"], to: folder + "/out")
    #expect(
      try contents(folder) == [
        ".out.repost-tracer-keep00", ".out.repost-tracer-toolong", "out",
      ])
    #expect(try contents(kept) == ["notes.txt"])
  }
}

@Test func leavesTheFolderOfALiveRun() throws {
  try withFolder { folder in
    let live = folder + "/.out.repost-tracer-live00"
    try FileManager.default.createDirectory(atPath: live, withIntermediateDirectories: false)
    try "<sv".write(toFile: live + "/map.svg", atomically: false, encoding: .utf8)
    let descriptor = open(live, O_RDONLY | O_DIRECTORY)
    try #require(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    try write(["map.svg": "<svg/>"], to: folder + "/out")
    #expect(try contents(live) == ["map.svg"])
    close(descriptor)
    try write(["map.svg": "<svg/>"], to: folder + "/out")
    #expect(try contents(folder) == ["out"])
  }
}

@Test func runsAtTheSameTimeLeaveTheResultsOfOne() async throws {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "repost-report-\(UUID().uuidString)").path(percentEncoded: false)
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  await withTaskGroup(of: Void.self) { group in
    for run in 0..<8 {
      group.addTask {
        for _ in 0..<10 {
          let text = String(repeating: "\(run)", count: 5000)
          try? write(["a.txt": text, "b.txt": text], to: folder + "/out")
        }
      }
    }
  }
  try write(["a.txt": "last", "b.txt": "last"], to: folder + "/out")
  #expect(try contents(folder + "/out") == ["a.txt", "b.txt", "manifest.json"])
  #expect(try contents(folder) == ["out"])
}

@Test func anUnwritableParentIsSaidSo() throws {
  #expect(refusal([:], to: "/proc/repost/out")?.hasPrefix("/proc/repost/out: cannot") == true)
  try withFolder { folder in
    let closed = folder + "/closed"
    try FileManager.default.createDirectory(atPath: closed, withIntermediateDirectories: false)
    chmod(closed, 0o500)
    guard geteuid() != 0 else { return }
    #expect(refusal([:], to: closed + "/out")?.contains("Permission denied") == true)
  }
}

private let svgHash = "d4dc56669143034f31aa309635d4113d9ad76a02b1739da22c965ed2049be9e6"
private let manifestHash = "825f16823b86a4e6b4d1b447f9080798f2162b88f697403875232ab9c7aa34a2"
private let jsonHash = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"

private let inputs =
  (try? readCase(
    CaseRequest(inputs: [.bytes(name: "records.csv", Array("from,to\nA,B\n".utf8))])))?.inputs ?? []

private func write(_ files: [String: String], to folder: String) throws(ResultError) {
  try ResultFolder(path: folder).write(
    files.sorted { $0.key < $1.key }.map { ResultFile(name: $0.key, bytes: Array($0.value.utf8)) },
    of: RunDescription(
      version: "1", libraries: [RunDescription.Library(name: "graphviz", version: "2.43.0")],
      arguments: ["--lang=zh", "--", "records.csv"], inputs: inputs.map(RunDescription.Input.init)))
}

/// The description of the error with which writing is refused.
private func refusal(_ files: [String: String], to folder: String) -> String? {
  do throws(ResultError) {
    try write(files, to: folder)
    return nil
  } catch {
    return error.kind == .cannotCreate ? error.description : nil
  }
}

private func contents(_ folder: String) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
}

private func mode(_ path: String) throws -> Int {
  let attributes = try FileManager.default.attributesOfItem(atPath: path)
  return try #require(attributes[.posixPermissions] as? Int)
}
