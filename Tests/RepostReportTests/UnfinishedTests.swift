import Foundation
import Testing

@testable import RepostReport

/// What a run that is broken off does with each thing that it may just then be doing.
@Suite struct UnfinishedTests {
  @Test func whatIsNotInItsPlaceIsRemoved() throws {
    try withFolder { folder in
      try make(folder + "/.out.repost-tracer-abc123", ["a.txt": "half", "tmp.aaaaaaaaaa": ""])
      try giveUp(.begun(files: ["a.txt", "b.txt"]), folder)
      try Data("half".utf8).write(to: URL(filePath: folder + "/.out.repost-tracer-abc123"))
      try giveUp(.begun(files: []), folder)
      #expect(try contents(folder) == [])
    }
  }

  @Test func whatSomebodyElsePutThereStays() throws {
    try withFolder { folder in
      let name = "/.out.repost-tracer-abc123"
      try make(folder + name, ["a.txt": "half", "tmp.aaaaaaaaaa": "mine", "thesis": "mine"])
      try giveUp(.begun(files: ["a.txt"]), folder)
      #expect(try contents(folder + name) == ["thesis", "tmp.aaaaaaaaaa"])
    }
  }

  @Test(arguments: [true, false])
  func earlierResultsThatWereSwappedOutAreRemoved(areBeingRemoved: Bool) throws {
    try withFolder { folder in
      try results("new", folder)
      try FileManager.default.moveItem(atPath: folder + "/out", toPath: folder + "/new")
      try results("old", folder)
      let aside = folder + "/.out.repost-tracer-abc123"
      try FileManager.default.moveItem(atPath: folder + "/out", toPath: aside)
      try FileManager.default.moveItem(atPath: folder + "/new", toPath: folder + "/out")
      if areBeingRemoved {
        try FileManager.default.removeItem(atPath: aside + "/a.txt")
        try giveUp(.leaving(files: ["a.txt"]), folder)
      } else {
        try giveUp(.swappedOut(for: ["a.txt"]), folder)
      }
      #expect(try contents(folder) == ["out"])
      #expect(try String(contentsOfFile: folder + "/out/a.txt", encoding: .utf8) == "new")
    }
  }

  @Test(arguments: [["a.txt": "mine"], ["a.txt": "old", "thesis": "mine"]])
  func aFolderThatHoldsSomebodysFileIsGivenBackItsPlace(files: [String: String]) throws {
    try withFolder { folder in
      try results("new", folder)
      try make(folder + "/.out.repost-tracer-abc123", files)
      try giveUp(.swappedOut(for: ["a.txt"]), folder)
      #expect(try contents(folder) == ["out"])
      #expect(try contents(folder + "/out") == files.keys.sorted())
      for (name, text) in files {
        #expect(try String(contentsOfFile: folder + "/out/" + name, encoding: .utf8) == text)
      }
    }
  }

  private func giveUp(_ state: Unfinished.State, _ folder: String) throws {
    Unfinished.Entry(place: try FolderPlace(folder + "/out"), state: state)
      .giveUp(".out.repost-tracer-abc123")
  }

  private func make(_ folder: String, _ files: [String: String]) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    for (name, text) in files {
      try Data(text.utf8).write(to: URL(filePath: folder + "/" + name))
    }
  }

  private func results(_ text: String, _ folder: String) throws {
    try ResultFolder(path: folder + "/out").write(
      [ResultFile(name: "a.txt", bytes: Array(text.utf8))],
      of: RunDescription(version: "1", libraries: [], arguments: [], inputs: []))
  }

  private func contents(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }
}
