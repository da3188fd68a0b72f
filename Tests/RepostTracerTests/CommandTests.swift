import Foundation
import Testing

/// The part of trace.json that these tests read.
private struct Answer: Decodable {
  struct First: Decodable {
    let status: String
    let records: [String]
    let exporters: [String]
  }

  // swift-format-ignore: AlwaysUseLowerCamelCase
  // The key as the file has it.
  let first_external: First
}

/// What the commands do for a user who types them.
@Suite struct CommandTests {
  @Test(arguments: ["trace", "map", "forwarders", "check", "items", "export"])
  func everyCommandHasHelpWithAnExampleThatRuns(command: String) throws {
    let help = try Tool.run(["help", command])
    #expect(help.code == 0)
    let lines = help.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    let mark = try #require(lines.firstIndex(of: "EXAMPLE"))
    var words = lines[mark + 1].split(separator: " ").map(String.init)
    #expect(words.prefix(2) == ["repost-tracer", command])
    let folder = try Folder()
    // The example of `check` is on files that a user has.
    words = words.map { word in
      word.hasPrefix("output/") || word.contains(".png") || word == "forwarders.csv"
        || word == "spread.gexf"
        ? folder.url.path + "/out" + (word.firstIndex(of: ".").map { String(word[$0...]) } ?? "")
        : word
    }
    if command == "check" {
      let records = try folder.file("records.csv", "id,from,to\nR1,A,B\n")
      let entities = try folder.file("entities.csv", "id\nA\nB\n")
      words = words.map { ["records.csv": records, "entities.csv": entities][$0] ?? $0 }
    }
    let outcome = try Tool.run(Array(words.dropFirst()))
    #expect(outcome.code == 0, "\(words): \(outcome.errors)")
  }

  @Test func completionScriptsAreThere() throws {
    for shell in ["bash", "zsh", "fish"] {
      let script = try Tool.run(["--generate-completion-script", shell])
      #expect(script.code == 0)
      #expect(script.output.contains("forwarders"))
    }
  }

  @Test func theSameInputGivesTheSameBytes() throws {
    let folder = try Folder()
    for run in ["a", "b"] {
      let outcome = try Tool.run(
        ["trace", "samples/fax-and-mms", "-o", folder.url.path + "/" + run, "--lang", "zh"])
      #expect(outcome.code == 0, "\(outcome.errors)")
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/a").sorted()
    #expect(
      names == [
        "forwarders.csv", "forwarders.xlsx", "manifest.json", "map.png", "map.svg", "report.html",
        "trace.json",
      ])
    for name in names {
      let (a, b) = (folder.url.path + "/a/" + name, folder.url.path + "/b/" + name)
      #expect(FileManager.default.contentsEqual(atPath: a, andPath: b), "\(name)")
    }
    #expect(try folder.names() == ["a", "b"])
  }

  @Test func aSecondRunReplacesTheFirst() throws {
    let folder = try Folder()
    for sample in ["samples/fax-and-mms", "samples/urgent-notice"] {
      #expect(try Tool.run(["trace", sample, "-o", folder.url.path + "/out"]).code == 0)
    }
    let json = try String(contentsOfFile: folder.url.path + "/out/trace.json", encoding: .utf8)
    #expect(json.contains("洪某"))
    #expect(try folder.names() == ["out"])
  }

  @Test(arguments: [("svg", "<svg"), ("png", "PNG"), ("pdf", "%PDF"), ("dot", "digraph")])
  func theMapFollowsTheEndingOfItsFile(ending: String, mark: String) throws {
    let folder = try Folder()
    let file = folder.url.path + "/map." + ending
    let outcome = try Tool.run(["map", "samples/hunter-money", "-o", file, "--lang", "zh"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output == "")
    let start = try Data(contentsOf: URL(filePath: file)).prefix(400)
    #expect(String(decoding: start, as: UTF8.self).contains(mark))
  }

  @Test func recordsComeFromStandardInputAsWell() throws {
    let records = Data("time,from,to,channel\n2017-10-01,A,B,fax\n2017-10-02,B,C,email\n".utf8)
    let outcome = try Tool.run(["trace", "-", "--format", "json"], input: records)
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("\"path\": \"-\""))
    #expect(outcome.output.contains("\"stdin:3\""))
  }

  @Test func aBareTableWithTwoNamesInsideGivesTheFirstExternalHop() throws {
    let folder = try Folder()
    let records = try folder.file(
      "records.csv",
      "time,from,to,channel\n2017-10-01,甲,乙,传真\n2017-10-02,乙,丙,微信\n2017-10-03,丙,丁,微信\n")
    let outcome = try Tool.run(
      ["trace", records, "--inside", "甲", "--inside", "乙", "--format", "json"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    let answer = try JSONDecoder().decode(Answer.self, from: Data(outcome.output.utf8))
    #expect(answer.first_external.status == "one")
    #expect(answer.first_external.records == ["records.csv:3"])
    #expect(answer.first_external.exporters == ["乙"])
  }

  @Test func severalFilesAreOneCase() throws {
    let folder = try Folder()
    let first = try folder.file("a.csv", "id,time,from,to\nR1,2017-10-01,A,B\n")
    let second = try folder.file(
      "b.ndjson",
      "{\"id\":\"R2\",\"time\":\"2017-10-02\",\"from\":\"B\",\"to\":[\"C\",\"D\"],\"parent\":\"R1\"}\n"
    )
    let outcome = try Tool.run(["items", first, second, "--format", "json"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("\"records\": 2"))
    #expect(outcome.output.contains("\"hops\": 3"))
  }

  /// A name spelt two ways, a parent that is not there, a forward timed before its receipt, a row
  /// pasted twice: each is warned of with file and line.
  @Test func commonMistakesAreNamedWithFileAndLine() throws {
    let folder = try Folder()
    let records = try folder.file(
      "r.csv",
      """
      id,time,from,to,channel,parent
      R1,2017-10-01,Zhang A,Li,fax,
      R2,2017-10-02,zhang  a,Wang,fax,R7
      R3,2017-10-03,Chen,Sun,fax,
      R4,2017-10-05,Li,Chen,fax,R1
      R5,2017-10-05,Li,Chen,fax,R1

      """)
    let outcome = try Tool.run(["check", records])
    #expect(outcome.code == 0)
    let lines = outcome.output.split(separator: "\n")
    for mark in [
      "r.csv:3: warning: similar-name", "r.csv:3: warning: unknown-parent",
      "r.csv:4: warning: sent-before-received", "r.csv:6: warning: duplicate-record",
    ] {
      #expect(lines.contains { $0.contains(mark) }, "\(mark) in \(outcome.output)")
    }
  }

  @Test func badRowsAreAllListedByCheck() throws {
    let folder = try Folder()
    let records = try folder.file(
      "r.csv", "id,time,from,to\nR1,2017,A,B\nR2,2017\nR3,2017,B,C\nR4,2017,C,D,E\n")
    let check = try Tool.run(["check", records])
    #expect(check.code == 65)
    #expect(check.output.contains("r.csv:3: warning: bad-row"))
    #expect(check.output.contains("r.csv:5: warning: bad-row"))
    #expect(try Tool.run(["forwarders", records]).code == 65)
    let skipping = try Tool.run(["forwarders", records, "--skip-bad-rows"])
    #expect(skipping.code == 0)
    #expect(skipping.errors.contains("r.csv:3"))
  }

  @Test func theLanguageFollowsTheEnvironment() throws {
    let arguments = ["forwarders", "samples/fax-and-mms"]
    let chinese = try Tool.run(arguments, environment: ["LANG": "zh_CN.UTF-8"])
    let english = try Tool.run(arguments, environment: ["LANG": "en_GB.UTF-8"])
    #expect(chinese.output == (try Tool.run(arguments + ["--lang", "zh"]).output))
    #expect(english.output == (try Tool.run(arguments + ["--lang", "en"]).output))
    #expect(chinese.output != english.output)
  }

  @Test func nothingOfGraphvizReachesStandardError() throws {
    let folder = try Folder()
    for sample in ["fax-and-mms", "hunter-flattery"] {
      let outcome = try Tool.run(
        ["map", "samples/\(sample)", "-o", folder.url.path + "/map.png"])
      #expect(outcome.errors == "")
    }
  }
}
