import Foundation
import RepostReport
import Testing

/// What a second look at a folder of results says.
@Suite struct VerifyTests {
  /// A case of its own with its results in `out`, by the name of its records file.
  private func results(_ name: String = "records.csv", _ options: [String] = []) throws -> Folder {
    let folder = try Folder()
    let records = try folder.file(
      name, "id,time,from,to,channel\nR1,2017-10-01,张某甲,李某,传真\nR2,2017-10-02,李某,王某,微信\n")
    let outcome = try Tool.run(
      ["trace", records, "-o", folder.url.path + "/out", "--lang", "zh"] + options)
    #expect(outcome.code == 0, "\(outcome.errors)")
    return folder
  }

  private func verify(_ folder: Folder, _ more: [String] = []) throws -> Tool.Outcome {
    let before = try folder.contents()
    let outcome = try Tool.run(["verify", folder.url.path + "/out"] + more)
    #expect(try folder.contents() == before, "verify writes nothing")
    return outcome
  }

  @Test(arguments: ["records.csv", "记录 甲.csv"])
  func unchangedResultsAreTheSame(name: String) throws {
    let folder = try results(name)
    let outcome = try verify(folder)
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(
      outcome.output == "The same: 6 results, 1 input, and a second run gives the same bytes.\n")
    #expect(
      try verify(folder, ["--lang", "zh"]).output == "一致：结果6份，输入1份，重新运行所得逐字节相同。\n")
    let json = try verify(folder, ["--format", "json"]).output
    #expect(json.contains("\"same\": true"))
    #expect(json.contains("\"path\": \"\(folder.url.path)/\(name)\", \"state\": \"same\""))
  }

  @Test func everyOptionThatShapesTheResultsIsGivenAgain() throws {
    let folder = try results(
      "r.csv",
      [
        "--inside=张某甲", "--outside", "王某", "--time-zone", "+08:00", "--full", "--layout", "time",
        "--focus", "李某", "--dpi", "72", "--skip-bad-rows",
      ])
    let outcome = try verify(folder)
    #expect(outcome.code == 0, "\(outcome.output)")
  }

  @Test func theEntitiesTheCaseFileAndNamesOfColumnsAreGivenAgain() throws {
    let folder = try Folder()
    let records = try folder.file("r.csv", "发,收\n甲,乙\n")
    let entities = try folder.file("people.csv", "id,zone\n甲,internal\n乙,external\n")
    let caseFile = try folder.file("c.yaml", "title: 一案\n")
    let columns = try folder.file("columns.txt", "from=发\nto=收\n")
    let traced = try Tool.run([
      "trace", records, "--entities", entities, "--case", caseFile, "--columns-file", columns, "-o",
      folder.url.path + "/out",
    ])
    #expect(traced.code == 0, "\(traced.errors)")
    try FileManager.default.removeItem(atPath: columns)
    let outcome = try verify(folder)
    #expect(outcome.code == 0, "\(outcome.output)")
    #expect(outcome.output.contains("3 inputs"))
  }

  @Test func changedMissingAndExtraResultsAreNamed() throws {
    let folder = try results()
    _ = try folder.file("out/forwarders.csv", "mine")
    _ = try folder.file("out/笔记.txt", "mine")
    try FileManager.default.removeItem(atPath: folder.url.path + "/out/map.png")
    let outcome = try verify(folder)
    #expect(outcome.code == 65)
    #expect(
      outcome.output == """
        map.png: missing
        forwarders.csv: changed since it was written
        笔记.txt: extra, the manifest does not name it
        Not the same: 3 differences.

        """)
    let json = try verify(folder, ["--format", "json"])
    #expect(json.code == 65)
    #expect(
      json.output.contains(
        "\"path\": \"map.png\", \"on_disk\": \"missing\", \"second_run\": \"same\""))
  }

  @Test func aChangedInputIsNamedAndNothingIsRunFromIt() throws {
    let folder = try results()
    _ = try folder.file("records.csv", "id,from,to\nR1,A,B\n")
    let outcome = try verify(folder)
    #expect(outcome.code == 65)
    #expect(
      outcome.output == """
        input \(folder.url.path)/records.csv: changed since the run
        No second run was made: the inputs are not those of the run.
        Not the same: 1 difference.

        """)
    try FileManager.default.removeItem(atPath: folder.url.path + "/records.csv")
    let missing = try verify(folder)
    #expect(missing.code == 65)
    #expect(missing.output.contains("records.csv: missing\n"))
  }

  @Test func aFileThatCameIntoTheCaseFolderIsAnExtraInput() throws {
    let folder = try Folder()
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "case"), withIntermediateDirectories: false)
    _ = try folder.file("case/records.csv", "id,from,to\nR1,A,B\n")
    let path = folder.url.path
    #expect(try Tool.run(["trace", path + "/case", "-o", path + "/out"]).code == 0)
    _ = try folder.file("case/entities.csv", "id\nA\n")
    let outcome = try verify(folder)
    #expect(outcome.code == 65)
    #expect(
      outcome.output.contains("input \(path)/case/entities.csv: extra, the run did not read it"))
  }

  @Test func anEditedManifestIsNamedAndNothingIsRunFromIt() throws {
    let folder = try results()
    try edit(folder) { $0.replacing("--lang=zh", with: "--lang=en") }
    let outcome = try verify(folder)
    #expect(outcome.code == 65)
    #expect(
      outcome.output == """
        manifest.json: changed since it was written
        No second run was made: manifest.json was changed.
        Not the same: 1 difference.

        """)
    let again = try Tool.run([
      "trace", folder.url.path + "/records.csv", "-o", folder.url.path + "/out",
    ])
    #expect(again.code == 73)
    #expect(again.errors.contains("'manifest.json' in it was changed since it was written"))
    try edit(folder) { _ in "{}" }
    #expect(try verify(folder).code == 65)
  }

  /// A manifest can be made up as a whole; what it says to run must then write nothing either.
  @Test(arguments: [
    ["-o", "X"], ["--save-columns=X", "--columns=from=from"], ["--by-case"], ["--help"],
    ["--summary-only"], ["--format=json"], ["--entities=/etc/passwd"],
    ["--columns-file=/etc/passwd"],
    ["--generate-completion-script=bash"],
  ])
  func argumentsThatCouldWriteOrReadElsewhereAreRefused(options: [String]) throws {
    let folder = try Folder()
    let records = try folder.file("r.csv", "id,from,to\nR1,A,B\n")
    let target = folder.url.path + "/written"
    let hash = "d0f1b5d2"
    try ResultFolder(path: folder.url.path + "/out").write(
      [ResultFile(name: "trace.json", bytes: [])],
      of: RunDescription(
        version: "0.1.0", libraries: [],
        arguments: options.map { $0.replacing("X", with: target) } + ["--", records],
        inputs: [RunDescription.Input(path: records, sha256: hash, bytes: 18)]))
    let outcome = try verify(folder)
    #expect(outcome.code == 65)
    #expect(outcome.output.contains("the arguments in manifest.json are not those of a run"))
  }

  @Test func anotherVersionIsNamedBesideTheDifference() throws {
    let folder = try results()
    let out = folder.url.path + "/out"
    let recorded = try RecordedResults(folder: out)
    let files = try recorded.outputs.map { output in
      ResultFile(
        name: output.name,
        bytes: output.name == "map.svg"
          ? Array("<svg/>".utf8)
          : Array(try Data(contentsOf: URL(filePath: out + "/" + output.name))))
    }
    let run = recorded.run
    try ResultFolder(path: out).write(
      files,
      of: RunDescription(
        version: "0.0.9",
        libraries: run.libraries.map {
          .init(name: $0.name, version: $0.name == "graphviz" ? "1.0" : $0.version)
        }, arguments: run.arguments, inputs: run.inputs))
    let outcome = try verify(folder)
    #expect(outcome.code == 65)
    let lines = outcome.output.split(separator: "\n")
    #expect(
      lines[0] == "map.svg: a second run gives other bytes than the manifest has "
        + "(the versions below are others, which alone can make the difference)")
    #expect(lines[1].hasPrefix("version of repost-tracer: 0.0.9 in the manifest, "))
    #expect(lines[2].hasPrefix("version of graphviz: 1.0 in the manifest, "))
    #expect(lines[3] == "Not the same: 1 difference.")
  }

  @Test func whatCameFromStandardInputIsNamedAgain() throws {
    let folder = try Folder()
    let records = "id,from,to\nR1,甲,乙\n"
    let path = folder.url.path
    #expect(
      try Tool.run(["trace", "-", "-o", path + "/out"], input: Data(records.utf8)).code == 0)
    let unnamed = try verify(folder)
    #expect(unnamed.code == 65)
    #expect(unnamed.output.contains("name the input after the folder"))
    let file = try folder.file("kept.csv", records)
    #expect(try verify(folder, [file]).code == 0)
    let piped = try Tool.run(["verify", path + "/out", "-"], input: Data(records.utf8))
    #expect(piped.code == 0, "\(piped.output)")
    let other = try verify(folder, [try folder.file("other.csv", records + "R2,乙,丙\n")])
    #expect(other.code == 65)
    #expect(other.output.hasPrefix("input -: changed since the run\n"))
    #expect(try verify(folder, [path + "/none.csv"]).code == 66)
    #expect(try verify(folder, [file, file]).code == 64)
  }

  @Test func relativePathsBeginWhereItIsSaid() throws {
    let folder = try Folder()
    let out = folder.url.path + "/out"
    #expect(try Tool.run(["trace", "samples/fax-and-mms", "-o", out]).code == 0)
    let elsewhere = try folder.file("x", "")
    _ = elsewhere
    let outside = try verify(folder, ["--inputs-from", folder.url.path])
    #expect(outside.code == 65)
    #expect(outside.output.contains("input samples/fax-and-mms/records.csv: missing"))
    #expect(try verify(folder, ["--inputs-from", Tool.root.path]).code == 0)
  }

  @Test func wrongUsageIs64AndAMissingFolderIs66() throws {
    let folder = try results()
    #expect(try Tool.run(["verify"]).code == 64)
    #expect(try verify(folder, ["--format", "csv"]).code == 64)
    #expect(try verify(folder, [folder.url.path + "/records.csv"]).code == 64)
    #expect(try Tool.run(["verify", folder.url.path + "/none"]).code == 66)
    #expect(try Tool.run(["verify", folder.url.path]).code == 66)
  }

  private func edit(_ folder: Folder, _ change: (String) -> String) throws {
    let path = folder.url.path + "/out/manifest.json"
    try change(String(contentsOfFile: path, encoding: .utf8))
      .write(toFile: path, atomically: false, encoding: .utf8)
  }
}

extension Folder {
  /// The bytes of every file in the folder and in the folders within it.
  fileprivate func contents() throws -> [String: Data] {
    var contents: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: url.path) {
      contents[name] = (try? Data(contentsOf: url.appending(path: name))) ?? Data()
    }
    return contents
  }
}
