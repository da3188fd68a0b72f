import Foundation
import Testing

@Suite struct ExportCommandTests {
  @Test func anUnknownEndingIsAUsageErrorWithTheList() throws {
    for arguments in [["-o", "graph.xyz"], [], ["-o", "-"]] {
      let outcome = try Tool.run(["export", "samples/fax-and-mms"] + arguments)
      #expect(outcome.code == 64)
      #expect(outcome.errors.contains("graphml"))
    }
    #expect(try Tool.run(["export", "samples/fax-and-mms", "--to", "xyz"]).code == 64)
  }

  @Test func standardOutputGetsWhatAFileGets() throws {
    let folder = try Folder()
    let path = folder.url.path + "/graph.json"
    let file = try Tool.run(["export", "samples/fax-and-mms", "--to", "jgf", "-o", path])
    #expect(file.code == 0, "\(file.errors)")
    let output = try Tool.run(["export", "samples/fax-and-mms", "--to", "jgf"])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == output.output)
  }

  @Test func aPairOfFilesIsNamed() throws {
    let folder = try Folder()
    let path = folder.url.path + "/graph.csv"
    let outcome = try Tool.run(["export", "samples/fax-and-mms", "-o", path])
    #expect(outcome.code == 0)
    #expect(outcome.errors.contains("graph-nodes.csv"))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
    #expect(names.filter { $0.hasPrefix("graph") } == ["graph-edges.csv", "graph-nodes.csv"])
    #expect(try Tool.run(["export", "samples/fax-and-mms", "--to", "csv"]).code == 64)
  }

  @Test func anInputIsNeverReplaced() throws {
    let folder = try Folder()
    let input = try folder.file("graph-edges.csv", "from,to\nA,B\n")
    let outcome = try Tool.run(["export", input, "-o", folder.url.path + "/graph.csv"])
    #expect(outcome.code == 73)
    #expect(try String(contentsOfFile: input, encoding: .utf8) == "from,to\nA,B\n")
  }
}
