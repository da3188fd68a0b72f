import Foundation
import RepostRecords
import Testing

/// What a run with `--pseudonyms` writes, and what `reveal` makes of it.
@Suite struct PseudonymCommandTests {
  static let samples =
    [
      "fax-and-mms", "fax-and-mms-en", "hunter-flattery", "hunter-friend", "hunter-money",
      "media-repost", "public-account-abridged", "public-account-draft", "report-to-leader",
      "superior-instruction", "urgent-notice",
    ]
    + [
      "activitypub", "bluesky", "case-uco", "casflow", "ced", "chatlog", "dot", "gexf", "graphml",
      "joined-case", "mail", "memotrace", "pywxdump", "qq", "sms", "telegram", "tgdataset",
      "twitter-tree", "ufed", "weibo",
      "weibo-lines", "whatsapp", "x-v1", "x-v2", "xferfaxlog", "xlsx",
    ].map { "formats/\($0)" }

  @Test(arguments: samples)
  func nothingThatIsWrittenHoldsATrueName(sample: String) throws {
    try expectNoLeak(
      Tool.root.appending(path: "samples/" + sample).path,
      arguments: ["--time-zone", "+08:00", "--skip-bad-rows"])
  }

  @Test func nothingHoldsATrueNameWhereInputIsHostile() throws {
    let folder = try Folder()
    let names = [
      "Mallory \"Mal\" <script>", "=HYPERLINK(1)", "O'Brien & Söhne", "两个\u{202E}字", "back\\slash",
    ]
    var rows = "id,from,to,channel,item,evidence,note,colour\n"
    for (place, name) in names.enumerated() {
      let quoted = "\"" + name.replacing("\"", with: "\"\"") + "\""
      rows += "mail-\(place)@example.org,\(quoted),Receiver \(place),fax of Receiver 1,"
      rows += "https://example.org/~receiver,exhibit of Receiver \(place),"
      rows += "Receiver \(place) said so,shade\(place)\n"
    }
    rows += "mail-0@example.org,Receiver 1,Receiver 1,,,,,\n"
    let path = try folder.file("Case of Mallory.csv", rows)
    try expectNoLeak(path, arguments: ["--inside", "Receiver 1", "--focus", "Receiver 2"])
  }

  /// Texts that are asked for stay but for the names in them, however these are spelt there.
  @Test(arguments: [["--mask-names"], []])
  func keptTextsHoldNoTrueName(options: [String]) throws {
    let folder = try Folder()
    let path = try folder.file(
      "欧阳建国的案件.csv",
      """
      id,time,from,to,channel,item,evidence,note
      R1,2024-05-01,欧阳建国,王小明,传真,王小明的报告,exhibit 1 of Ann Carter,欧阳建国亲手交给王小明
      R2,2024-05-02,王小明,Ann Carter,微信,王小明的报告,证据二：王小明手机,ANN CARTER received it from 王小明
      R3,2024-05-03,Ann Carter,上官云,web,王小明的报告,,see R2

      """)
    try expectNoLeak(
      path, arguments: ["notes", "evidence", "titles", "paths"].map { "--keep=\($0)" } + options,
      truth: ["欧阳建国", "王小明", "上官云", "Ann Carter", "ANN CARTER"])
  }

  /// Runs everything on an input with pseudonyms and looks for what it truly says.
  private func expectNoLeak(
    _ path: String, arguments: [String], truth: Set<String>? = nil
  ) throws {
    let folder = try Folder()
    let (out, key) = (folder.url.path + "/out", folder.url.path + "/key.json")
    var texts: [(name: String, text: String)] = []
    // Maps of one sort are enough; their DOT holds what the picture shows.
    let isDrawn = !path.contains("/formats/")
    let common = [path, "--pseudonyms", key]
    let plain = arguments.filter { $0 != "--focus" && $0 != "Receiver 2" }
    let map = ["--verbose"] + arguments
    for (command, extra) in [
      ("trace", ["-o", out, "--lang", "zh", "--dpi", "36"] + map),
      ("items", ["--format", "csv"] + plain),
      ("check", plain.filter { $0 != "--skip-bad-rows" }),
      ("map", ["-o", folder.url.path + "/map.dot"] + map),
      ("convert", ["-o", folder.url.path + "/converted/"] + plain),
    ] where command != "map" || isDrawn {
      let outcome = try Tool.run([command] + common + extra)
      // Rows that cannot be read are in some samples on purpose.
      let codes: [Int32] = command == "check" ? [0, 65] : [0]
      #expect(codes.contains(outcome.code), "\(command): \(outcome.errors)")
      texts.append((command, outcome.output.replacing(folder.url.path, with: "")))
      texts.append((command + " (errors)", outcome.errors.replacing(folder.url.path, with: "")))
    }
    for file in try FileManager.default.subpathsOfDirectory(atPath: folder.url.path)
    // The cells of the workbook are those of the CSV; what is packed holds any short word.
    where file != "key.json" && !file.hasSuffix(".png") && !file.hasSuffix(".xlsx") {
      guard let bytes = FileManager.default.contents(atPath: folder.url.path + "/" + file) else {
        continue
      }
      texts.append((file, Self.withoutOwnParts(String(decoding: bytes, as: UTF8.self))))
    }
    for secret in try truth ?? trueTexts(of: path) {
      for (name, text) in texts where isFound(secret, in: text) {
        Issue.record("\(name) holds \(secret)")
        break
      }
    }
    let mode = try FileManager.default.attributesOfItem(atPath: key)[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  /// What samples say and the program says too: words, and what stands in every drawing.
  private static let words: Set<String> = [
    "director", "head", "back", "object", "first", "start", "收到", "记录", "n0", "n1", "n2", "n3",
    "activity", "file", "account", "author", "call", "status", "m1", "sha256", "text", "other",
    "微博", "end",
  ]

  /// A page without the style and the script that every page has.
  private static func withoutOwnParts(_ text: String) -> String {
    guard text.hasPrefix("<!DOCTYPE html>") else { return text }
    return text.replacing(
      #/<style>.*?<\/style>|<script>.*?<\/script>/#.dotMatchesNewlines(), with: "")
  }

  private func isFound(_ secret: String, in text: String) -> Bool {
    guard text.contains(secret) else { return false }
    // A number may begin a longer one: the time of a record in milliseconds.
    let isNumber = secret.utf8.allSatisfy { $0 &- 48 < 10 }
    guard secret.utf8.count < 8 || isNumber, secret.utf8.allSatisfy({ $0 < 0x80 }) else {
      return true
    }
    // A word as short as this stands in others.
    let bytes = Array(text.utf8)
    let word = Array(secret.utf8)
    func isPartOfWord(_ place: Int) -> Bool {
      bytes.indices.contains(place)
        && (bytes[place] &- 48 < 10 || bytes[place] &- 65 < 26 || bytes[place] &- 97 < 26)
    }
    return bytes.indices.contains { place in
      bytes[place] == word[0] && bytes[place...].starts(with: word)
        && !isPartOfWord(place - 1) && !isPartOfWord(place + word.count)
    }
  }

  private func trueTexts(of path: String) throws -> Set<String> {
    var request = CaseRequest(inputs: [.path(path)])
    request.timeZone = "+08:00"
    request.badRows = .skip
    let read = try readCase(request)
    let (entities, records) = (read.entities, read.records)
    var texts = Set(entities.spellings.all)
    for entity in 0..<entities.count {
      texts.insert(entities.name(entity))
      texts.formUnion([entities.organisation(entity), entities.title(entity)].compactMap(\.self))
      texts.formUnion(entities.extras(entity).map(\.value))
    }
    for item in 0..<read.items.count {
      let item = read.items[item]
      texts.formUnion([item.title, item.rule, item.issuer].compactMap(\.self))
      if item.id.contains(where: { !$0.isASCII || "@:/.".contains($0) }) { texts.insert(item.id) }
    }
    for record in 0..<records.count {
      texts.formUnion(records.evidence(record) + [records.note(record)])
      // Times stay, also where an export says them twice.
      texts.formUnion(records.extras(record).map(\.value).filter { !$0.contains(":") })
      let id = records.id(record)
      if id.contains(where: { !$0.isASCII || "@:/.".contains($0) }) { texts.insert(id) }
    }
    texts.formUnion(read.inputs.map(\.path))
    // A folder may be called as its format is, which stays.
    if read.settings.title != read.name { texts.insert(read.settings.title) }
    return texts.filter { text in
      text.count > 1 && !Self.words.contains(text)
        && (text.contains { $0.isLetter } || text.count > 5)
    }
  }

  @Test(arguments: ["fax-and-mms", "hunter-money", "formats/joined-case", "formats/ufed"])
  func revealTurnsTheTraceBack(sample: String) throws {
    let folder = try Folder()
    let key = folder.url.path + "/key.json"
    let run = ["trace", "samples/" + sample, "--format", "json", "--quiet"]
    let plain = try Tool.run(run)
    let hidden = try Tool.run(run + ["--pseudonyms", key])
    let path = try folder.file("trace.json", hidden.output)
    let shown = try Tool.run(["reveal", path, "--pseudonyms", key])
    #expect(shown.code == 0, "\(shown.errors)")
    let keep = try Tool.run(run + ["--pseudonyms", key])
    #expect(keep.output == hidden.output)
    #expect(try parts(shown.output) == parts(plain.output))
  }

  /// A trace without what is left out on purpose.
  private func parts(_ json: String) throws -> NSDictionary {
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8))
    var trace = try #require(object as? [String: Any])
    var forwarders = try #require(trace["forwarders"] as? [[String: Any]])
    for place in forwarders.indices { forwarders[place]["evidence"] = nil }
    trace["forwarders"] = forwarders
    var warnings = try #require(trace["warnings"] as? [[String: Any]])
    for place in warnings.indices { warnings[place]["message"] = nil }
    trace["warnings"] = warnings
    var about = try #require(trace["case"] as? [String: Any])
    var items = try #require(about["items"] as? [[String: Any]])
    for place in items.indices {
      for member in ["title", "rule", "marking"] { items[place][member] = nil }
    }
    about["items"] = items
    trace["case"] = about
    return trace as NSDictionary
  }

  @Test func theManifestListsNoTrueNames() throws {
    let folder = try Folder()
    let (key, out) = (folder.url.path + "/key.json", folder.url.path + "/out")
    let outcome = try Tool.run([
      "trace", "samples/fax-and-mms-en", "-o", out, "--pseudonyms", key, "--inside", "Yang",
      "--focus", "Tao", "--quiet",
    ])
    #expect(outcome.code == 0, "\(outcome.errors)")
    let manifest = try String(contentsOfFile: out + "/manifest.json", encoding: .utf8)
    for name in ["Yang", "Tao", "samples", "key.json"] { #expect(!manifest.contains(name)) }
    #expect(manifest.contains("--inside=P-"))
    #expect(manifest.contains("--pseudonyms"))
  }

  @Test func optionsTakePseudonymsToo() throws {
    let folder = try Folder()
    let key = folder.url.path + "/key.json"
    let records = try folder.file("records.csv", "id,from,to\nR1,Ann,Bob\nR2,Bob,Cid\n")
    let hidden = ["forwarders", records, "--pseudonyms", key, "--format", "csv"]
    let byName = try Tool.run(hidden + ["--inside", "Ann"])
    let names = try String(contentsOfFile: key, encoding: .utf8)
    let match = try #require(
      names.firstMatch(of: /"(P-[0-9A-F]+)" : \{\s*"id" : "Ann"/))
    let byPseudonym = try Tool.run(hidden + ["--inside", String(match.1)])
    #expect(byPseudonym.code == 0, "\(byPseudonym.errors)")
    #expect(byPseudonym.output == byName.output)
  }

  @Test func aKeyThatOthersMayReadIsRefused() throws {
    let folder = try Folder()
    let records = try folder.file("records.csv", "id,from,to\nR1,Ann,Bob\n")
    let key = try folder.file("key.json", "")
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key)
    let outcome = try Tool.run(["check", records, "--pseudonyms", key])
    #expect(outcome.code == 65)
    #expect(outcome.errors.contains("chmod 600"))
  }

  @Test func aKeyAmongResultsOrInputsIsRefused() throws {
    let folder = try Folder()
    let records = try folder.file("records.csv", "id,from,to\nR1,Ann,Bob\n")
    let out = folder.url.path + "/out"
    let inside = try Tool.run(["trace", records, "-o", out, "--pseudonyms", out + "/key.json"])
    #expect(inside.code == 73)
    #expect(try folder.names() == ["records.csv"])
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: records)
    #expect(try Tool.run(["check", records, "--pseudonyms", records]).code != 0)
    let key = folder.url.path + "/key.json"
    let over = try Tool.run(["forwarders", records, "--pseudonyms", key, "-o", key])
    #expect(over.code == 73)
    #expect(try String(contentsOfFile: key, encoding: .utf8).contains("secret"))
  }

  @Test func twoRunsAtOnceLoseNothing() async throws {
    let folder = try Folder()
    let key = folder.url.path + "/key.json"
    let files = try (0..<6).map { number in
      try folder.file("r\(number).csv", "id,from,to\nR1,Ann\(number),Bob\(number)\n")
    }
    try await withThrowingTaskGroup(of: Int32.self) { group in
      for file in files {
        group.addTask { try Tool.run(["check", file, "--pseudonyms", key]).code }
      }
      for try await code in group { #expect(code == 0) }
    }
    let names = try String(contentsOfFile: key, encoding: .utf8)
    for number in 0..<6 {
      #expect(names.contains("\"Ann\(number)\""))
      #expect(names.contains("\"Bob\(number)\""))
    }
  }

  @Test func picturesAreNotRevealed() throws {
    let outcome = try Tool.run(["reveal", "map.png", "--pseudonyms", "key.json"])
    #expect(outcome.code == 64)
    #expect(outcome.errors.contains("map.svg"))
  }
}
