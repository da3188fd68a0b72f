import Foundation
import RepostRecords
import Testing

@Suite struct InputTests {
  @Test func severalFiles() throws {
    let files = [
      "a.csv": "from,to\na,b\n", "b.json": #"[{"from":"b","to":"c","parent":"a.csv:2"}]"#,
    ]
    try withFolder(files) { path in
      let result = try readCase(
        CaseRequest(inputs: [.path(path + "/a.csv"), .path(path + "/b.json")]))
      #expect((0..<2).map { result.records.id($0) } == ["a.csv:2", "b.json:1"])
      #expect(result.records.parent(1) == 0)
      #expect((0..<2).map { result.records.file($0) } == [0, 1])
      #expect(result.name == "a")
      #expect(result.inputs.map(\.format) == ["csv", "json"])
    }
  }

  @Test func filesOfOneNameAreToldApartByTheirPaths() throws {
    let bytes = Array("from,to\na,b\n".utf8)
    let result = try readCase(
      CaseRequest(inputs: [
        .bytes(name: "x/records.csv", bytes), .bytes(name: "y/records.csv", bytes),
        .bytes(name: "y/other.csv", bytes),
      ]))
    #expect(
      (0..<3).map { result.records.id($0) }
        == ["x/records.csv:2", "y/records.csv:2", "other.csv:2"])
  }

  @Test func folders() throws {
    let files = [
      "records.csv": "from,to\na,b\n", "records.ndjson": #"{"from":"b","to":"c"}"#,
      "records.bak": "x", "notes.txt": "x", "entities.json": #"[{"id":"a"}]"#,
      "case.yml": "title: T\n",
    ]
    try withFolder(files) { path in
      for given in [path, path + "/"] {
        let result = try readCase(CaseRequest(inputs: [.path(given)]))
        #expect(
          result.inputs.map { $0.path.dropFirst(path.count) } == [
            "/records.csv", "/records.ndjson", "/entities.json", "/case.yml",
          ])
        #expect(path.hasSuffix("/" + result.name))
        #expect(result.settings.title == "T")
      }
    }
  }

  @Test func filesThatLookLikeInputAreNotIgnoredInSilence() throws {
    let files = [
      "records.csv": "from,to\na,b\n", "entities.json": #"[{"id":"a"}]"#, "entitys.csv": "",
      "记录.csv": "", "case.txt": "", "notes.txt": "", "Records.TSV": "", "case.yaml.bak": "",
      "old.records.ndjson": "", ".hidden.csv": "", "settings.yml": "", "picture.png": "",
    ]
    try withFolder(files) { path in
      var request = CaseRequest(inputs: [.path(path)])
      let unread = [
        "Records.TSV", "case.txt", "entitys.csv", "old.records.ndjson", "settings.yml", "记录.csv",
      ]
      let all = try readCase(request).unreadFiles
      #expect(all == unread)
      request.caseFile = path + "/settings.yml"
      request.entities = path + "/../" + (path.split(separator: "/").last ?? "") + "/entities.json"
      let others = try readCase(request).unreadFiles
      #expect(others == unread.filter { $0 != "settings.yml" })
      request = CaseRequest(inputs: [.path(path + "/records.csv")])
      let none = try readCase(request).unreadFiles
      #expect(none.isEmpty)
    }
    #expect(
      failure { try readFolder(["record.csv": "", "记录.xlsx": ""]) }
        == "FOLDER: holds no records, but 'record.csv', '记录.xlsx'; expected records.csv, "
        + "records.tsv, records.json, records.ndjson; name the record files themselves, or rename "
        + "them")
  }

  @Test func folderErrors() throws {
    #expect(
      failure { try readFolder(["notes.txt": "x"]) }
        == "FOLDER: holds no records; expected records.csv, records.tsv, records.json, "
        + "records.ndjson; name the record files themselves, or rename them")
    #expect(
      failure {
        try readFolder(["records.csv": "", "entities.csv": "", "entities.json": ""])
      }
        == "FOLDER: holds both entities.csv and entities.json; expected one of them; move one away, "
        + "or name the files themselves")
    try withFolder(["records.csv": "from,to\na,b\n"]) { path in
      let both = CaseRequest(inputs: [.path(path), .bytes(name: "x.csv", [])])
      #expect(
        failure { try readCase(both) } == path
          + ": is a folder beside other inputs; expected one case folder, or record files; name the "
          + "files in it themselves")
      var request = CaseRequest(inputs: [.bytes(name: "x.csv", Array("from,to\na,b\n".utf8))])
      request.entities = path
      #expect(
        failure { try readCase(request) } == path + ": is a folder; expected an entities file")
    }
  }

  @Test func aPipeIsReadToItsEnd() throws {
    try withFolder([:]) { folder in
      let pipe = folder + "/pipe.csv"
      #expect(mkfifo(pipe, 0o600) == 0)
      Thread.detachNewThread {
        let text = "from,to\n" + String(repeating: "a,b\n", count: 100_000)
        let file = FileHandle(forWritingAtPath: pipe)
        try? file?.write(contentsOf: Data(text.utf8))
        try? file?.close()
      }
      let result = try readCase(CaseRequest(inputs: [.path(pipe)]))
      #expect(result.records.count == 100_000)
      #expect(result.inputs[0].bytes == 400_008)
    }
  }

  @Test func inputErrors() {
    #expect(
      failure { try readCase(CaseRequest(inputs: [])) }
        == "no input; expected record files, a case folder, or - for standard input")
    #expect(
      failure { try readCase(CaseRequest(inputs: [.path("no/such.csv")])) }
        == "no/such.csv: no such file; expected a file of records")
    #expect(
      failure { try readCase(CaseRequest(inputs: [.standardInput, .standardInput])) }
        == "the input '-' is given twice; expected each input once")
  }

  @Test func kindsOfErrors() {
    func kind(_ body: () throws(RecordsError) -> ForwardingCase) -> RecordsError.Kind? {
      do throws(RecordsError) {
        _ = try body()
        return nil
      } catch {
        return error.kind
      }
    }
    let bytes = Array("from,to\na\n".utf8)
    #expect(
      kind { () throws(RecordsError) in
        try readCase(CaseRequest(inputs: [.bytes(name: "x", bytes)]))
      } == .invalidInput)
    #expect(
      kind { () throws(RecordsError) in try readCase(CaseRequest(inputs: [.path("none")])) }
        == .missingInput)
    #expect(
      kind { () throws(RecordsError) in try readCase(CaseRequest(inputs: [])) } == .usage)
    #if os(Linux)
    #expect(
      kind { () throws(RecordsError) in
        try readCase(CaseRequest(inputs: [.path("/proc/self/mem")]))
      } == .readFailed)
    #endif
  }

  /// Bytes that were cut out of a longer text tell the lines of that text.
  @Test func linesAreThoseOfTheWholeText() throws {
    func read(_ text: String, _ policy: BadRowPolicy = .stop) throws -> ForwardingCase {
      let bytes = CaseInput.bytes(name: "stream", Array(text.utf8), firstLine: 41)
      var request = CaseRequest(inputs: [bytes])
      request.badRows = policy
      return try readCase(request)
    }
    let good = try read(
      "{\"from\":\"a\",\"to\":\"b\",\"time\":\"soon\"}\n{\"from\":\"a\",\"to\":\"c\"}\n")
    #expect((0..<2).map { good.records.id($0) } == ["stream:41", "stream:42"])
    #expect(good.warnings.map(\.line) == [41])
    #expect(
      failure { try read("{\"from\":\"a\",\"to\":\"b\"}\n{\"from\"}\n") }.hasPrefix("stream:42:8: ")
    )
    #expect(try read("from,to\na\na,b\n", .skip).warnings.map(\.line) == [42])
    #expect(failure { try read("from,to\na\n", .skip) }.hasPrefix("stream:42:1: "))
  }
}
