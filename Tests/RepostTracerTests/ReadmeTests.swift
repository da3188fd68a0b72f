import Foundation
import Testing

/// What the READMEs show is what the program does.
@Suite struct ReadmeTests {
  /// Files that a README shows are written, its commands are run in order, and what they print is
  /// compared line by line; a line that is only `…` stands for any lines.
  @Test(arguments: ["README.md", "README.zh-CN.md"])
  func commandsPrintWhatIsShown(readme: String) throws {
    let folder = try Folder()
    try FileManager.default.createSymbolicLink(
      at: folder.url.appending(path: "samples"),
      withDestinationURL: Tool.root.appending(path: "samples"))
    var commands = 0
    for block in try blocks(of: readme) {
      let words = block.kind.split(separator: " ")
      if words.count == 2 {
        _ = try folder.file(String(words[1]), block.lines.joined(separator: "\n") + "\n")
      }
      guard block.kind == "console" else { continue }
      var shown: [(command: String, lines: [String])] = []
      for line in block.lines {
        if line.hasPrefix("$ ") {
          shown.append((String(line.dropFirst(2)), []))
        } else if !shown.isEmpty {
          shown[shown.count - 1].lines.append(line)
        }
      }
      commands += shown.count
      for (command, lines) in shown {
        let printed = try run(command, in: folder)
        #expect(
          matches(printed, lines),
          "\(readme): \(command) printed\n\(printed.joined(separator: "\n"))")
      }
    }
    #expect(commands > 0)
  }

  @Test func bothReadmesShowTheSameSortsOfBlocks() throws {
    #expect(try blocks(of: "README.md").map(\.kind) == blocks(of: "README.zh-CN.md").map(\.kind))
  }

  @Test(arguments: ["README.md", "README.zh-CN.md", "samples/README.md"])
  func everyLinkLeadsToAFile(readme: String) throws {
    let text = try String(contentsOf: Tool.root.appending(path: readme), encoding: .utf8)
    let folder = Tool.root.appending(path: readme).deletingLastPathComponent()
    for match in text.matches(of: /\]\(([^)#]+)\)/) {
      let target = folder.appending(path: String(match.1))
      #expect(FileManager.default.fileExists(atPath: target.path), "\(readme): \(match.1)")
    }
  }

  @Test(arguments: ["README.md", "README.zh-CN.md"])
  func theCaseFileThatIsShownCanBeRead(readme: String) throws {
    let folder = try Folder()
    let yaml = try #require(try blocks(of: readme).first { $0.kind == "yaml" })
    let caseFile = try folder.file("case.yaml", yaml.lines.joined(separator: "\n"))
    let records = try folder.file("records.csv", "time,from,to,channel\n2017,A,B,fax\n")
    let outcome = try Tool.run(["forwarders", records, "--case", caseFile, "--format", "json"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("\"first_breach\""))
  }

  /// The library example of the READMEs is the code of a test that runs.
  @Test(arguments: ["README.md", "README.zh-CN.md"])
  func theLibraryExampleIsCompiledAndRun(readme: String) throws {
    let source = try String(
      contentsOf: Tool.root.appending(path: "Tests/RepostTracerTests/LibraryUse.swift"),
      encoding: .utf8)
    let example = try #require(try blocks(of: readme).first { $0.kind == "swift" })
    let code = example.lines.filter { !$0.hasPrefix("import ") && !$0.isEmpty }
    #expect(source.contains(code.map { "  " + $0 }.joined(separator: "\n")))
  }

  private struct Block {
    let kind: String
    var lines: [String] = []
  }

  private func blocks(of readme: String) throws -> [Block] {
    let text = try String(contentsOf: Tool.root.appending(path: readme), encoding: .utf8)
    var blocks: [Block] = []
    var isOpen = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        if !isOpen { blocks.append(Block(kind: String(line.dropFirst(3)))) }
        isOpen.toggle()
      } else if isOpen {
        blocks[blocks.count - 1].lines.append(String(line))
      }
    }
    return blocks
  }

  private func run(_ command: String, in folder: Folder) throws -> [String] {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "\(command) 2>&1"]
    process.currentDirectoryURL = folder.url
    let path = Tool.path.deletingLastPathComponent().path
    process.environment = ProcessInfo.processInfo.environment
      .merging(["LANG": "C", "PATH": "\(path):/usr/bin:/bin"]) { $1 }
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    var lines = String(decoding: data, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  private func matches(_ printed: [String], _ shown: [String]) -> Bool {
    var rest = printed[...]
    for (place, part) in shown.split(separator: "…", omittingEmptySubsequences: false).enumerated()
    {
      if place == 0 {
        guard rest.starts(with: part) else { return false }
        rest = rest.dropFirst(part.count)
        continue
      }
      guard let start = rest.indices.first(where: { rest[$0...].starts(with: part) }) else {
        return part.isEmpty
      }
      rest = rest[(start + part.count)...]
    }
    return rest.isEmpty || shown.last == "…"
  }
}
