import Foundation
import Testing

/// In which format a list is written.
@Suite struct ListFormatTests {
  @Test(arguments: [
    ("list.xlsx", "PK"), ("list.CSV", "\u{FEFF}No."), ("list.json", "{\n"),
    ("list.txt", "Responsible forwarders"),
  ])
  func theFormatFollowsTheEndingOfTheFile(name: String, start: String) throws {
    let folder = try Folder()
    let file = folder.url.path + "/" + name
    let outcome = try Tool.run(["forwarders", "samples/fax-and-mms", "-o", file])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(try Data(contentsOf: URL(filePath: file)).starts(with: Data(start.utf8)))
    #expect(try folder.names() == [name])
  }

  @Test func theFormatThatIsAskedForComesFirst() throws {
    let folder = try Folder()
    let file = folder.url.path + "/list.xlsx"
    let arguments = ["forwarders", "samples/fax-and-mms", "-o", file, "--format", "json"]
    #expect(try Tool.run(arguments).code == 0)
    #expect(try Data(contentsOf: URL(filePath: file)).starts(with: Data("{".utf8)))
    #expect(try Tool.run(["items", "samples/fax-and-mms", "-o", file]).code == 64)
    #expect(try Tool.run(["trace", "samples/fax-and-mms", "--format", "xlsx"]).code == 64)
  }

  @Test func theWorkbookOfAFolderIsThatOfTheList() throws {
    let folder = try Folder()
    let path = folder.url.path
    #expect(try Tool.run(["trace", "samples/fax-and-mms", "-o", path + "/out"]).code == 0)
    let list = ["forwarders", "samples/fax-and-mms", "-o", path + "/list.xlsx"]
    #expect(try Tool.run(list).code == 0)
    #expect(
      FileManager.default.contentsEqual(
        atPath: path + "/out/forwarders.xlsx", andPath: path + "/list.xlsx"))
  }

  @Test func aWorkbookDoesNotGoToATerminal() throws {
    guard let terminal = FileHandle(forUpdatingAtPath: "/dev/ptmx") else { return }
    let process = Process()
    process.executableURL = Tool.path
    process.arguments = ["forwarders", "samples/fax-and-mms", "--format", "xlsx"]
    process.currentDirectoryURL = Tool.root
    process.standardOutput = terminal
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 64)
  }
}
