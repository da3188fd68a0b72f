import Foundation
import RepostReport
import Testing

@Test func writesAndReplacesAFile() throws {
  try withFolder { folder in
    let path = folder + "/map.svg"
    try writeFile(Array("one".utf8), to: path)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "one")
    let first = try FileManager.default.attributesOfItem(atPath: path)
    #expect((first[.posixPermissions] as? Int).map { $0 & 0o600 } == 0o600)
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    try writeFile(Array("two".utf8), to: path)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "two")
    let second = try FileManager.default.attributesOfItem(atPath: path)
    #expect(second[.posixPermissions] as? Int == 0o640)
    #expect(second[.systemFileNumber] as? Int != first[.systemFileNumber] as? Int)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["map.svg"])
  }
}

@Test func followsALink() throws {
  try withFolder { folder in
    try writeFile(Array("one".utf8), to: folder + "/real")
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/link", withDestinationPath: "real")
    try writeFile(Array("two".utf8), to: folder + "/link")
    #expect(try String(contentsOfFile: folder + "/real", encoding: .utf8) == "two")
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/dangling", withDestinationPath: "nothing")
    #expect(failure(folder + "/dangling")?.description.contains("is a link to nothing") == true)
  }
}

@Test func saysWhyAFileCannotBeWritten() throws {
  try withFolder { folder in
    #expect(failure(folder)?.description == "\(folder): is a folder; name a file in it")
    let missing = failure(folder + "/no/map.svg")
    #expect(missing?.kind == .cannotCreate)
    #expect(missing?.description.contains("No such file or directory") == true)
  }
}

#if os(Linux)
@Test func writesADeviceAsItIs() throws {
  try writeFile(Array("gone".utf8), to: "/dev/null")
  let full = failure("/dev/full")
  #expect(full?.kind == .writeFailed)
  #expect(full?.description == "/dev/full: cannot be written: No space left on device")
}
#endif

private func failure(_ path: String) -> ResultError? {
  do throws(ResultError) {
    try writeFile(Array("x".utf8), to: path)
    return nil
  } catch {
    return error
  }
}
