import Foundation
import Testing

@testable import RepostFormats

/// The files of a packed collection, unpacked for the length of a test.
private func unpacked(
  _ archive: String, _ body: (_ files: [(name: String, bytes: [UInt8])]) throws -> Void
) throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let tar = Process()
  tar.executableURL = URL(filePath: "/usr/bin/env")
  tar.arguments = ["tar", "xzf", collections.appending(path: archive).path, "-C", folder.path]
  try tar.run()
  tar.waitUntilExit()
  try #require(tar.terminationStatus == 0)
  var files: [(name: String, bytes: [UInt8])] = []
  let paths = try #require(FileManager.default.enumerator(atPath: folder.path))
  for case let path as String in paths {
    let url = folder.appending(path: path)
    guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else {
      continue
    }
    files.append((path, Array(try Data(contentsOf: url))))
  }
  try body(files.sorted { $0.name < $1.name })
}

private let subjectless = "Integer consequat non purus"

/// A mail that has one of the collected bodies.
private func forward(_ name: String, _ body: [UInt8]) -> [UInt8] {
  let isReply = name.contains("variant_4.")
  let subject = isReply ? "Re: \(subjectless)" : "Fwd: \(subjectless)"
  let header = """
    From: Nan <nan@example.org>
    To: Jing <jing@example.org>
    Subject: \(subject)
    Date: Mon, 8 Nov 2021 10:00:00 +0800
    Message-ID: <f1@example.org>
    Content-Type: text/plain; charset=utf-8


    """
  return Array(header.utf8) + body
}

/// Every field of a record as text.
private func written(_ record: ImportedRecord) -> String {
  let facts = [
    "\(record.line)", record.id, record.time, record.from ?? "nobody",
    record.to.joined(separator: ","), record.isBroadcast ? "*" : "", record.channel, record.item,
    record.parent, record.original ?? "", record.evidence.joined(), record.certainty,
    record.post,
  ]
  let extras = record.extras.map { "\($0.name)=\($0.value)" }
  return (facts + extras + [record.note]).joined(separator: "|")
}

private let notice = "file:0e32e44be86e3adf2be5565ede01e147"

@Suite struct MailTests {
  @Test func readsAMailbox() throws {
    let imported = try sample("mail/notices.mbox")
    #expect(imported.format == .mail)
    #expect(imported.problem == nil)
    let expected: [String] = [
      "1|notice.1@example.cn|2017-10-02T09:15:07+08:00|mail:li.wei@example.cn|"
        + "mail:zhang@example.org,mail:wang@example.org,mail:chen@example.org||email|"
        + "file:0e32e44be86e3adf2be5565ede01e147||||||subject=关于电报的通知|"
        + "cc=mail:chen@example.org|received=2017-10-02T09:16:11+08:00|"
        + "attachment=电报通知.pdf|content type=application/pdf|bytes=320|part at line=22|",
      "38|fwd.2@example.org|2017-10-02T10:00+08:00|mail:zhang@example.org|"
        + "mail:zhao@example.net,mail:sun@example.net||email|"
        + "file:0e32e44be86e3adf2be5565ede01e147|notice.1@example.cn|||||"
        + "subject=Fwd: 关于电报的通知|bcc=mail:sun@example.net|parent by=attached message|"
        + "attachment=电报通知.pdf|content type=application/pdf|bytes=320|part at line=76|",
      "94|text.3@example.net|2017-10-03T08:00:00Z|mail:zhao@example.net|"
        + "mail:readers@lists.example.net||email|text:700b45d33e5bf7bd476b4ea4ad1c407e|"
        + "|||||subject=What the notice says|"
        + "list=Readers of notices <readers.lists.example.net>|",
      "114|fwd.4@example.com|2017-10-03T11:05:00+02:00|mail:qian@example.com|||"
        + "email|text:700b45d33e5bf7bd476b4ea4ad1c407e|text.3@example.net|"
        + "mail:zhao@example.net||||subject=Fwd: What the notice says|"
        + "parent by=X-Forwarded-Message-Id|in reply to=something.else@example.com|"
        + "forwarded from=mail:zhao@example.net|"
        + "forwarded date=Tue, 3 Oct 2017 08:00:00 GMT|"
        + "forwarded to=readers@lists.example.net|"
        + "forwarded subject=What the notice says|"
        + "text above the forwarded message=Look at this, please — but do not pass i…|",
      "146|reply.5@example.net|2017-10-03T12:00:00-05:00|mail:sun@example.net|"
        + "mail:qian@example.com||email|text:5744474abd583d1abab977e78e9f199b|"
        + "fwd.4@example.com|||||subject=Re: Fwd: What the notice says|"
        + "parent by=In-Reply-To|",
      "162|resent.6@example.net|2017-10-04T09:00:00+08:00|mail:sun@example.net|"
        + "mail:zhou@example.com,mail:wu@example.com||email|"
        + "text:700b45d33e5bf7bd476b4ea4ad1c407e|text.3@example.net|||||"
        + "subject=What the notice says|"
        + "list=Readers of notices <readers.lists.example.net>|cc=mail:wu@example.com|"
        + "parent by=Resent|",
      "162|text.3@example.net#resent2|2017-10-04T10:00:00+08:00|"
        + "mail:zhou@example.com|mail:press@example.com||email|"
        + "text:700b45d33e5bf7bd476b4ea4ad1c407e|resent.6@example.net|||||"
        + "subject=What the notice says|"
        + "list=Readers of notices <readers.lists.example.net>|parent by=Resent|",
      "187|made:774ccd3ac8554fed70e9c2f8|2017-10-05T10:00:02+08:00|"
        + "mail:zheng@example.com|mail:rene@example.com||email|"
        + "text:1bf245087b711aeac4528a9f9540affa||||||subject=會議通知|"
        + "time as written=31/02/2017 25:00|received=2017-10-05T10:00:09+08:00|"
        + "id by=the header: the message has no Message-ID|"
        + "letters of a name could not be decoded; no From: the sender is the address f"
        + "or returns; the Date cannot be read: the time is that of the first server; 1"
        + " lines of the header could not be read",
      "225|reply.5@example.net|2017-10-05T12:00:00Z|mail:sun@example.net|"
        + "mail:wu@example.com||email|text:46d3826089ed36a01dcc98004911345b||||||"
        + "subject=Re: Fwd: What the notice says|"
        + "another message of the file has this id and other content",
      "234|ja.11@example.jp|2017-10-05T22:00|mail:sato@example.jp|"
        + "mail:wu@example.com||email|text:d9c00a28e843ecab5df11ca6fbeb654a||||||"
        + "subject=通知の件|time zone as written=JST|",
      "266|lost.12@example.com|2017-10-05T13:59:00+00:00|mail:wu@example.com|"
        + "mail:lost@example.com||email|text:5b2ec15085d11fb0c4abdfd2969f74f7||||"
        + "alleged||returned by a report on its delivery: it may not have arrived",
      "244|bounce.12@example.com|2017-10-05T14:00:00+00:00|"
        + "mail:mailer-daemon@example.com|mail:wu@example.com||email|"
        + "text:5b2ec15085d11fb0c4abdfd2969f74f7|lost.12@example.com|||||"
        + "subject=Undelivered|parent by=attached message|",
    ]
    for (record, line) in zip(imported.records, expected) { #expect(written(record) == line) }
    #expect(imported.records.count == expected.count)
    let sink = imported.sink
    #expect(sink.leftOut == [.duplicate: 3, .draft: 1, .otherObject: 1])
    #expect(sink.skipped.isEmpty && sink.remarks.isEmpty && sink.ends.isEmpty)
    #expect(sink.kinds == ["mail:readers@lists.example.net": .group])
    #expect(sink.names["mail:li.wei@example.cn"] == "李伟")
    #expect(sink.names["mail:zhang@example.org"] == "张敏")
    #expect(sink.names["mail:wang@example.org"] == "Wang Fang")
    #expect(sink.names["mail:chen@example.org"] == "Chen, Jie")
    #expect(sink.names["mail:sato@example.jp"] == "佐藤")
    #expect(sink.titles[notice] == "电报通知.pdf")
  }

  @Test func readsAttachments() throws {
    let imported = try sample("mail/two-files.eml")
    #expect(imported.format == .mail)
    let both =
      "subject=Two files|authors=mail:zhou@example.com; mail:he@example.com|"
      + "picture in the text=logo.png file:2e993fca24383dd41d94a39ef4e41e09"
    let people = "mail:he@example.com|mail:xu@example.com,mail:lu@example.com"
    let second = "file:1a594c4e57ea69b865751e961f8609f6"
    #expect(
      imported.records.map(written) == [
        "1|two.files@example.com|2017-10-06T10:00:00+08:00|\(people)||email|\(notice)||||||"
          + "\(both)|attachment=通知.pdf|content type=application/pdf|bytes=320|part at line=36|",
        "1|two.files@example.com#2|2017-10-06T10:00:00+08:00|\(people)||email|\(second)||||||"
          + "\(both)|attachment=list.txt|content type=text/plain|bytes=34|part at line=47|",
      ])
    #expect(imported.sink.names["mail:he@example.com"] == "何")
    #expect(imported.sink.names["mail:lu@example.com"] == "Lu \"L\" Lan")
    #expect(imported.sink.titles == [notice: "通知.pdf", second: "list.txt"])
    #expect(imported.sink.leftOut == [.otherObject: 1])
  }

  @Test func findsWhatIsForwardedInTheText() throws {
    let imported = try sample("mail/forwards.mbox")
    let records = imported.records
    #expect(records.count == 14)
    let text = try #require(records.first?.item)
    #expect(records[..<12].allSatisfy { $0.item == text })
    #expect(records[..<12].allSatisfy { $0.original == "mail:john.doe@acme.com" })
    #expect(imported.sink.names["mail:john.doe@acme.com"] == "John Doe")
    #expect(records.allSatisfy { $0.parent.isEmpty && $0.note.isEmpty })
    #expect(
      written(records[2])
        == "44|hubspot_ja@example.org|2021-11-08T10:02:00+08:00|mail:nan@example.org|"
        + "mail:jing@example.org||email|\(text)||mail:john.doe@acme.com||||"
        + "subject=Fwd: Integer consequat non purus|forwarded from=mail:john.doe@acme.com|"
        + "forwarded date=2022年9月19日月曜日 17:55:44 -0400|forwarded to=bessie.berry@acme.com|"
        + "forwarded cc=Walter Sheltan <walter.sheltan@acme.com>, Nicholas <nicholas@globex.corp>|"
        + "forwarded subject=Integer consequat non purus|")
    // A reply passes on what was written above the quotation.
    #expect(records[12].item == ItemID.text("That's true!\n\nRegards,\n\ne.", unique: ""))
    #expect(records[12].original == nil)
    // A message that was forwarded twice is that of its author.
    #expect(records[13].item == ItemID.text("周一的通知说访问推迟到下周。", unique: ""))
    #expect(records[13].original == "mail:zhao@example.net")
    #expect(
      records[13].extras.filter { $0.name == "forwarded from" }.map(\.value)
        == ["mail:li.wei@example.cn", "mail:zhao@example.net"])
  }

  private func mail(_ lines: String...) -> Imported {
    Imported(lines.joined(separator: "\n") + "\n", file: "a.eml", as: .mail)
  }

  @Test func readsAMailWithoutItsBoundaryAsText() throws {
    let imported = mail(
      "From: a@b.cn", "To: c@d.cn", "Message-ID: <1@b.cn>", "Date: Mon, 2 Oct 2017 10:00:00 +0800",
      "Content-Type: multipart/mixed", "", "The notice is put off to next week.")
    let record = try #require(imported.records.first)
    #expect(imported.records.count == 1)
    #expect(record.item == ItemID.text("The notice is put off to next week.", unique: ""))
    let other = mail(
      "From: a@b.cn", "To: c@d.cn", "Content-Type: multipart/mixed; boundary=never", "",
      "The notice is put off to next week.")
    #expect(other.records.map(\.item) == [record.item])
    #expect(other.sink.ends.count == 1)
  }

  @Test func keepsWhatIsThereOfAMailThatIsCutOff() throws {
    let imported = mail(
      "From: a@b.cn", "To: c@d.cn", "Message-ID: <1@b.cn>", "Date: Mon, 2 Oct 2017 10:00:00 +0800",
      "Content-Type: multipart/mixed; boundary=x", "", "--x",
      "Content-Disposition: attachment; filename=a.bin", "Content-Transfer-Encoding: base64", "",
      "AAEC", "AwQF")
    #expect(imported.records.map(\.item) == [ItemID.file([0, 1, 2, 3, 4, 5])])
    #expect(imported.records.first?.note.contains("cut off") == true)
    #expect(imported.sink.ends.count == 1)
  }

  @Test func capsNesting() {
    var lines = ["From: a@b.cn", "To: c@d.cn", "Subject: deep"]
    for number in 0..<5_000 {
      lines += ["Content-Type: multipart/mixed; boundary=b\(number)", "", "--b\(number)"]
    }
    let imported = Imported(lines.joined(separator: "\n"), file: "a.eml", as: .mail)
    #expect(imported.records.count == 1)
    #expect(imported.sink.remarks.count == 1)
    #expect(imported.sink.ends.count == 1)
  }

  @Test func tellsSplitsOfAMailboxFromText() {
    let imported = Imported(
      """
      From a@b.cn Mon Oct  2 10:00:00 2017
      From: a@b.cn
      To: c@d.cn
      Message-ID: <1@b.cn>
      Content-Length: 3

      From here it is known.

      From there too, said somebody.

      From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001
      From: z@b.cn

      From x
      From: c@d.cn
      To: a@b.cn
      Message-ID: <2@b.cn>

      Thanks for telling.

      """, file: "a", as: nil)
    #expect(imported.format == .mail)
    #expect(imported.records.map(\.id) == ["1@b.cn", "2@b.cn"])
    #expect(imported.records.map(\.line) == [1, 14])
  }

  @Test func takesLongLinesAndTextsAsAWhole() {
    let long = String(repeating: "notice ", count: 400_000)
    let first = mail("From: a@b.cn", "To: c@d.cn", "Subject: long", "", long)
    let second = mail("From: a@b.cn", "To: c@d.cn", "Subject: long", "", long + "!")
    #expect(first.records.count == 1)
    #expect(first.records.first?.note.contains("longer") == true)
    #expect(first.records.first?.item != second.records.first?.item)
  }

  @Test func refusesWhatIsNoMail() {
    #expect(Imported("", file: "a.eml", as: .mail).problem?.found == "no message")
    let text = Imported("no header here\n\nnor there", file: "a.eml", as: .mail)
    #expect(text.records.isEmpty)
    #expect(text.sink.skipped.count == 1)
    for other in [
      "from,to,time\na,b,2017", "{\"from\": \"a\"}", "from: a\nto: b\n\n", "title: x\nitems:\n",
      "From here to there\n", "digraph { a -> b }",
    ] {
      #expect(Imported(other, file: "a.eml").format != .mail)
    }
  }

  @Test(arguments: [
    ("Mon, 2 Oct 2017 09:15:07 +0800 (CST)", "2017-10-02T09:15:07+08:00"),
    ("2 Oct 17 09:15 -0000", "2017-10-02T09:15Z"), ("29 Feb 2017 10:00:00 +0000", ""),
    ("Tue, 1 Jan 99 00:00:60 PDT", "1999-01-01T00:00:59-07:00"),
    ("Fri Apr  6 16:46:09 2001", "2001-04-06T16:46:09"),
    ("Mon, 2 Oct 2017 09:15:07 CST", "2017-10-02T09:15:07"),
    ("Mon, 2 Oct 2017 09:15:07 +9900", "2017-10-02T09:15:07"), ("yesterday", ""), ("", ""),
  ])
  func readsDates(_ text: String, _ iso: String) { #expect((MailDate(text)?.iso ?? "") == iso) }

  @Test func decodesWordsThatShareACharacter() {
    #expect(MailWords.decode("=?utf-8?B?5byg?= =?utf-8?B?5pU=?= =?utf-8?B?jw==?= x").text == "张敏 x")
    #expect(MailWords.decode("=?utf-8?Q?a_=3D?= b =?none").text == "a = b =?none")
    let unknown = MailWords.decode("=?x-none?Q?caf=E9?=")
    #expect(unknown.text == "café")
    #expect(!unknown.isExact)
  }
}

@Suite struct MailCollectionTests {
  @Test(.enabled(if: hasCollection("email/email-forward-parser_fixtures.tar.gz")))
  func findsForwardedMessages() throws {
    try unpacked("email/email-forward-parser_fixtures.tar.gz") { files in
      let bodies = files.filter { $0.name.contains("_body") }
      #expect(files.filter { $0.name.hasSuffix(".txt") }.count == 232)
      #expect(bodies.count == 190)
      var items: [String: Int] = [:]
      for file in bodies {
        let imported = Imported(forward(file.name, file.bytes), file: "a.eml")
        let record = try #require(imported.records.first)
        #expect(imported.records.count == 1)
        let first = record.extras.first { $0.name == "forwarded from" }?.value
        if file.name.contains("variant_4.") {
          #expect(first == nil && record.original == nil, "\(file.name)")
        } else if file.name.contains("unknown_en_body_variant_12") {
          #expect(first == "John Doe", "\(file.name)")
        } else {
          #expect(first == "mail:john.doe@acme.com", "\(file.name)")
        }
        items[record.item, default: 0] += 1
      }
      // The text of all but those that quote more messages, replies, and one with a footer.
      #expect(items.values.sorted().suffix(2) == [10, 177])
    }
  }

  @Test(.enabled(if: hasCollection("email/DERIVED_lkml_first40.mbox")))
  func readsAMailbox() throws {
    let imported = try collected("email/DERIVED_lkml_first40.mbox")
    #expect(imported.format == .mail)
    #expect(imported.problem == nil)
    let ids = Set(imported.records.map(\.id))
    #expect(imported.records.count == 40)
    #expect(ids.count == 40)
    #expect(imported.records.count { ids.contains($0.parent) } == 19)
    #expect(imported.records.count { !ids.contains($0.parent) } == 21)
    let children = Dictionary(grouping: imported.records.filter { ids.contains($0.parent) }) {
      $0.parent
    }
    #expect(children.values.map(\.count).max() == 2)
    let sink = imported.sink
    #expect(sink.skipped.isEmpty && sink.ends.isEmpty && sink.remarks.isEmpty)
  }

  @Test(arguments: [
    ("lkml", 210, 176, 171, 4), ("default", 53, 52, 29, 1), ("threading", 12, 12, 9, 3),
    ("broken", 4, 4, 2, 0), ("duplicate", 9, 3, 2, 2),
  ])
  func findsThreads(
    _ name: String, _ files: Int, _ messages: Int, _ children: Int, _ missing: Int
  ) throws {
    let archive = "email/notmuch_\(name).tar.gz"
    guard hasCollection(archive) else { return }
    try unpacked(archive) { found in
      #expect(found.count == files)
      var parents: [String: String] = [:]
      var resent = 0
      for file in found {
        let imported = Imported(file.bytes, file: "a.eml")
        #expect(imported.format == .mail, "\(file.name)")
        #expect(imported.problem == nil && imported.sink.skipped.isEmpty, "\(file.name)")
        let isResent = { (record: ImportedRecord) in
          record.extras.contains { $0.name == "parent by" && $0.value == "Resent" }
        }
        if imported.records.contains(where: isResent) { resent += 1 }
        for record in imported.records where !isResent(record) && !record.id.contains("#") {
          parents[record.id] = parents[record.id] ?? record.parent
        }
      }
      #expect(parents.count == messages)
      let named = parents.values.filter { !$0.isEmpty }
      #expect(named.count == children)
      #expect(Set(named.filter { parents[$0] == nil }).count == missing)
      if name == "duplicate" { #expect(resent == 7) }
      if name == "lkml" { #expect(threads(parents).prefix(4) == [100, 47, 11, 10]) }
    }
  }

  /// The sizes of threads, messages that are named and missing among them.
  private func threads(_ parents: [String: String]) -> [Int] {
    var messages = Set(parents.keys)
    messages.formUnion(parents.values.filter { !$0.isEmpty })
    var sizes: [String: Int] = [:]
    for message in messages {
      var root = message
      var steps = 0
      while let parent = parents[root], !parent.isEmpty, steps < 1_000 {
        root = parent
        steps += 1
      }
      sizes[root, default: 0] += 1
    }
    return sizes.values.sorted(by: >)
  }

  @Test(.enabled(if: hasCollection("email/eml")))
  func readsSingleMails() throws {
    let digest = try collected("email/eml/cpython_msg_28.eml")
    #expect(
      digest.records.map(\.from) == [
        "mail:cc@dd.org", "mail:aperson@dom.ain", "mail:cc@dd.org", "mail:aperson@dom.ain",
      ])
    #expect(digest.records[1].parent == digest.records[0].id)
    #expect(digest.records[3].parent == digest.records[2].id)
    #expect(digest.records[3].id == digest.records[1].id + "#2")
    let forwarded = try collected("email/eml/cpython_msg_46.eml")
    #expect(
      forwarded.records.map(\.to) == [["mail:recipient@example.com"], ["mail:someone@example.com"]])
    #expect(forwarded.records[1].parent == "4B66B890.4070408@teconcept.de")
    #expect(forwarded.records[0].item == forwarded.records[1].item)
    let patch = try collected("email/eml/notmuch_insert_mbox-attachment.eml.eml")
    #expect(patch.records.map(\.id) == ["87k0e9o0pu.fsf@tethera.net"])
    let comment = try collected("email/eml/cpython_msg_14.eml")
    #expect(comment.sink.names == ["mail:bbb@ddd.com": "John X. Doe"])
    let empty = try collected("email/eml/cpython_msg_11.eml")
    #expect(empty.sink.skipped.count == 2)
    let report = try collected("email/eml/cpython_msg_16.eml")
    #expect(report.records.map(\.certainty) == ["alleged", ""])
  }
}
