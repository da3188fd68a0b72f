import Testing

@testable import RepostFormats

@Suite struct TelegramTests {
  @Test func readsAGroup() throws {
    let found = try sample("telegram/group.json")
    #expect(found.format?.rawValue == "telegram")
    #expect(found.problem == nil)
    #expect(
      found.records.map(\.fields) == [
        """
        line 21
        id telegram:channel2000000001/2
        time 2026-03-01T12:01:00Z
        from telegram:user100
        to telegram:channel2000000001
        channel telegram-group
        item text:9675214233bbb2747fe481a698067077
        time as written: 2026-03-01T20:01:00
        path: messages[1]
        """,
        """
        line 36
        id telegram:channel2000000001/3
        time 2026-03-01T12:02:00Z
        from telegram:user200
        to telegram:channel2000000001
        channel telegram-group
        item text:a35f45d3bcc49ae5984b8546611008ba
        original telegram:channel1500000555
        time as written: 2026-03-01T20:02:00
        path: messages[2]
        """,
        """
        line 68
        id telegram:channel2000000001/4
        time 2026-03-01T12:03:00Z
        from telegram:user300
        to telegram:channel2000000001
        channel telegram-group
        item text:9675214233bbb2747fe481a698067077
        original 匿名的人
        time as written: 2026-03-01T20:03:00
        path: messages[3]
        """,
        """
        line 84
        id telegram:channel2000000001/5
        time 2026-03-01T12:04:00Z
        from telegram:user400
        to telegram:channel2000000001
        channel telegram-group
        item text:9675214233bbb2747fe481a698067077
        original telegram:user999
        time as written: 2026-03-01T20:04:00
        path: messages[4]
        """,
        """
        line 101
        id telegram:channel2000000001/6
        time 2026-03-01T12:05:00Z
        from telegram:user200
        to telegram:channel2000000001
        channel telegram-group
        item text:9675214233bbb2747fe481a698067077
        note forwarded from an account that the file does not name
        time as written: 2026-03-01T20:05:00
        path: messages[5]
        """,
        """
        line 117
        id telegram:channel2000000001/7
        time 2026-03-01T12:06:00Z
        from telegram:user200
        to telegram:channel2000000001
        channel telegram-group
        item text:31a742850e270a7ae021b370bad08e5d
        time as written: 2026-03-01T20:06:00
        reply to message id: 3
        path: messages[6]
        """,
        """
        line 137
        id telegram:channel2000000001/9
        time 2026-03-01T12:07:00Z
        from telegram:channel1500000555
        to telegram:channel2000000001
        channel telegram-group
        item text:ab5e178876af4f8e32270b1d425a5588
        original telegram:channel1500000555
        note edited at 2026-03-01T12:30:00Z; what was sent first is not in the file
        time as written: 2026-03-01T20:07:00
        author: Press officer
        path: messages[8]
        """,
        """
        line 157
        id telegram:channel2000000001/10
        time 2026-03-01T12:08:00Z
        from telegram:user100
        to telegram:channel2000000001
        channel telegram-group
        item text:c374eabc423f59863c7dbdea4d2383ef
        time as written: 2026-03-01T20:08:00
        photo: (File not included. Change data exporting settings to download.)
        path: messages[9]
        """,
        """
        line 180
        id telegram:channel2000000001/12
        time 2026-03-01T12:10:00Z
        from telegram:user300
        to telegram:channel2000000001
        channel telegram-group
        item text:887e1c87a64c5c69c072fe448a9e0ff4
        time as written: 2026-03-01T20:10:00
        path: messages[11]
        """,
      ])
    #expect(
      found.records.map { found.sink.titles[$0.item] } == [
        "今晚八点全区停水两小时，请储水",
        "Notice of the waterworks: no supply toni…",
        "今晚八点全区停水两小时，请储水",
        "今晚八点全区停水两小时，请储水",
        "今晚八点全区停水两小时，请储水",
        "ok",
        "Update: the works are postponed",
        "[photo]",
        "Who has the list? I have No one",
      ])
    #expect(
      found.sink.names == [
        "telegram:channel1500000555": "Harbour Desk",
        "telegram:channel2000000001": "河滨街坊",
        "telegram:user100": "林晓",
        "telegram:user200": "Boris",
        "telegram:user300": "Cara",
      ])
    #expect(
      found.sink.kinds == [
        "telegram:channel1500000555": .account,
        "telegram:channel2000000001": .group,
        "telegram:user100": .person,
        "telegram:user200": .person,
        "telegram:user300": .person,
        "telegram:user400": .person,
        "telegram:user999": .person,
      ])
    #expect(found.sink.leftOut == [.empty: 1, .serviceMessage: 1, .unsupportedMessage: 1])
    #expect(found.sink.skipped.map(\.line) == [207])
    #expect(found.sink.remarks.map(\.line) == [])
    #expect(found.sink.ends.map(\.line) == [])
  }

  @Test func readsAnAccount() throws {
    let found = try sample("telegram/account.json")
    #expect(found.format?.rawValue == "telegram")
    #expect(found.problem == nil)
    #expect(
      found.records.map(\.fields) == [
        """
        line 26
        id telegram:user100/user200/1
        time 2026-03-01T12:01:00Z
        from telegram:user200
        to telegram:user100
        channel telegram
        item text:a35f45d3bcc49ae5984b8546611008ba
        original telegram:channel1500000555
        time as written: 2026-03-01T20:01:00
        path: chats.list[0].messages[0]
        """,
        """
        line 43
        id telegram:user100/user200/2
        time 2026-03-01T12:02:00Z
        from telegram:user100
        to telegram:user200
        channel telegram
        item text:9675214233bbb2747fe481a698067077
        time as written: 2026-03-01T20:02:00
        path: chats.list[0].messages[1]
        """,
        """
        line 76
        id telegram:user100/user100/4
        time 2026-03-01T12:04:00Z
        from telegram:user100
        to telegram:user100/saved
        channel telegram
        item text:a35f45d3bcc49ae5984b8546611008ba
        original telegram:channel1500000555
        time as written: 2026-03-01T20:04:00
        saved from: Harbour Desk
        path: chats.list[1].messages[0]
        """,
        """
        line 101
        id telegram:channel1500000555/5
        time 2026-03-01T12:05:00Z
        from telegram:channel1500000555
        to  *
        channel telegram-channel
        item text:a35f45d3bcc49ae5984b8546611008ba
        time as written: 2026-03-01T20:05:00
        path: chats.list[2].messages[0]
        """,
        """
        line 123
        id telegram:channel1500000777/6
        time 2026-03-01T12:06:00Z
        from telegram:channel1500000777
        to telegram:channel1500000777/subscribers
        channel telegram-channel
        item text:3a0d038c09af6c96869d4555c12e71d5
        time as written: 2026-03-01T20:06:00
        path: chats.list[3].messages[0]
        """,
        """
        line 150
        id telegram:user100/chat4321/7
        time 2026-03-01T12:07:00Z
        from telegram:user300
        to telegram:chat4321
        channel telegram-group
        item text:9560b5f7355885664d15851ef265f489
        time as written: 2026-03-01T20:07:00
        path: left_chats.list[0].messages[0]
        """,
      ])
    #expect(
      found.records.map { found.sink.titles[$0.item] } == [
        "Notice of the waterworks: no supply toni…",
        "今晚八点全区停水两小时，请储水",
        "Notice of the waterworks: no supply toni…",
        "Notice of the waterworks: no supply toni…",
        "名单还没有核对完，先不要发",
        "left group message",
      ])
    #expect(
      found.sink.names == [
        "telegram:channel1500000555": "Harbour Desk",
        "telegram:channel1500000777": "内部通知",
        "telegram:channel1500000777/subscribers": "subscribers of 内部通知",
        "telegram:user100": "林晓",
        "telegram:user100/saved": "Saved Messages",
        "telegram:user200": "Boris",
        "telegram:user300": "Cara",
      ])
    #expect(
      found.sink.kinds == [
        "telegram:channel1500000555": .account,
        "telegram:channel1500000777": .account,
        "telegram:channel1500000777/subscribers": .group,
        "telegram:chat4321": .group,
        "telegram:user100": .person,
        "telegram:user100/saved": .group,
        "telegram:user200": .person,
        "telegram:user300": .person,
      ])
    #expect(found.sink.leftOut == [.call: 1, .otherObject: 1])
    #expect(found.sink.skipped.map(\.line) == [])
    #expect(found.sink.remarks.map(\.line) == [])
    #expect(found.sink.ends.map(\.line) == [])
  }

  @Test func readsAnOldExport() throws {
    let found = try sample("telegram/old.json")
    #expect(found.format?.rawValue == "telegram")
    #expect(found.problem == nil)
    #expect(
      found.records.map(\.fields) == [
        """
        line 6
        id telegram:channel1500000555/4984
        time 2021-01-31T21:02:29
        from telegram:channel1500000555
        to  *
        channel telegram-channel
        item text:ac5bc3dcc0bec04fbd16e3bed7962f4f
        path: messages[0]
        """,
        """
        line 15
        id telegram:channel1500000555/4985
        time 2021-01-31T21:03:29
        from telegram:channel1500000555
        to  *
        channel telegram-channel
        item text:4ee181a9ff0fc46cd807d68e5fffe051
        original Other
        path: messages[1]
        """,
      ])
    #expect(
      found.records.map { found.sink.titles[$0.item] } == [
        "an old style of message",
        "a bold word here",
      ])
    #expect(
      found.sink.names == [
        "telegram:channel1500000555": "Old desk"
      ])
    #expect(
      found.sink.kinds == [
        "telegram:channel1500000555": .account
      ])
    #expect(found.sink.leftOut == [:])
    #expect(found.sink.skipped.map(\.line) == [])
    #expect(found.sink.remarks.map(\.line) == [])
    #expect(found.sink.ends.map(\.line) == [])
  }

  @Test func findsTheOwnerOfAChatOfTwo() throws {
    let found = try sample("telegram/private.json")
    #expect(found.format?.rawValue == "telegram")
    #expect(found.problem == nil)
    #expect(
      found.records.map(\.fields) == [
        """
        line 6
        id telegram:user100/user200/1
        time 2026-03-01T12:01:00Z
        from telegram:user200
        to telegram:user100
        channel telegram
        item text:a35f45d3bcc49ae5984b8546611008ba
        time as written: 2026-03-01T20:01:00
        path: messages[0]
        """,
        """
        line 21
        id telegram:user100/user200/2
        time 2026-03-01T12:02:00Z
        from telegram:user100
        to telegram:user200
        channel telegram
        item text:55989172d2a775b6a1bf38a0b2a930de
        time as written: 2026-03-01T20:02:00
        path: messages[1]
        """,
      ])
    #expect(
      found.records.map { found.sink.titles[$0.item] } == [
        "Notice of the waterworks: no supply toni…",
        "bell \u{7} end of the line",
      ])
    #expect(
      found.sink.names == [
        "telegram:user100": "林晓",
        "telegram:user200": "Boris",
      ])
    #expect(
      found.sink.kinds == [
        "telegram:user100": .person,
        "telegram:user200": .person,
      ])
    #expect(found.sink.leftOut == [:])
    #expect(found.sink.skipped.map(\.line) == [])
    #expect(found.sink.remarks.map(\.line) == [])
    #expect(found.sink.ends.map(\.line) == [])
  }

  @Test func readsChannelsOfTGDataset() throws {
    let found = try sample("tgdataset/channels.json")
    #expect(found.format?.rawValue == "tgdataset")
    #expect(found.problem == nil)
    #expect(
      found.records.map(\.fields) == [
        """
        line 11
        id telegram:channel1500000555/5
        time 2026-03-01T12:00:00Z
        from telegram:channel1500000555
        to  *
        channel telegram-channel
        item text:a35f45d3bcc49ae5984b8546611008ba
        original telegram:channel1500000777
        original time: 2026-03-01T11:53:20Z
        username: harbourdesk
        path: 1500000555.text_messages.5
        """,
        """
        line 19
        id telegram:channel1500000555/6
        time 2026-03-01T12:01:00Z
        from telegram:channel1500000555
        to  *
        channel telegram-channel
        item text:9675214233bbb2747fe481a698067077
        username: harbourdesk
        path: 1500000555.text_messages.6
        """,
        """
        line 29
        id telegram:channel1500000555/7
        time 2026-03-01T12:02:00Z
        from telegram:channel1500000555
        to  *
        channel telegram-channel
        item telegram-media:9007199254740993
        note forwarded from an account that the file does not name
        extension: pdf
        original time: 2026-03-01T11:53:20Z
        author: 200
        username: harbourdesk
        path: 1500000555.generic_media.7
        """,
        """
        line 50
        id telegram:channel1500000777/1
        time 2026-03-01T11:53:20Z
        from telegram:channel1500000777
        to  *
        channel telegram-channel
        item text:a35f45d3bcc49ae5984b8546611008ba
        username: neibu
        path: 1500000777.text_messages.1
        """,
      ])
    #expect(
      found.records.map { found.sink.titles[$0.item] } == [
        "Notice of the waterworks: no supply toni…",
        "今晚八点全区停水两小时，请储水",
        "plan.pdf",
        "Notice of the waterworks: no supply toni…",
      ])
    #expect(
      found.sink.names == [
        "telegram:channel1500000555": "Harbour Desk",
        "telegram:channel1500000777": "内部通知",
      ])
    #expect(
      found.sink.kinds == [
        "telegram:channel1500000555": .account,
        "telegram:channel1500000777": .account,
      ])
    #expect(found.sink.leftOut == [.empty: 1])
    #expect(found.sink.skipped.map(\.line) == [])
    #expect(found.sink.remarks.map(\.line) == [11])
    #expect(found.sink.ends.map(\.line) == [])
  }

  /// An export of a chat with one other account.
  private func personalChat(_ messages: String) -> String {
    "{\"name\": \"Boris\", \"type\": \"personal_chat\", \"id\": 200, \"messages\": [\(messages)]}"
  }

  private func message(_ number: Int, from account: Int) -> String {
    "{\"id\": \(number), \"type\": \"message\", \"date\": \"2026-03-01T20:00:00\","
      + " \"from\": \"x\", \"from_id\": \"user\(account)\", \"text\": \"a text of some length\"}"
  }

  @Test func staysWithAnOwnerThatItHasCalledUnknown() {
    let limit = TelegramReader.pendingLimit
    var messages = (0...limit).map { message($0, from: 200) }
    messages.append(message(limit + 1, from: 100))
    let found = Imported(personalChat(messages.joined(separator: ",\n")), file: "result.json")
    #expect(found.records.count == limit + 2)
    #expect(Set(found.records.flatMap(\.to)) == ["owner of result.json", "telegram:user200"])
    #expect(found.records.last?.from == "owner of result.json")
    #expect(found.records.last?.id == "owner of result.json/user200/\(limit + 1)")
    #expect(found.sink.remarks.map(\.line) == [limit + 2])
  }

  @Test func namesTheOwnerAsTold() {
    var options = ImportOptions()
    options.owner = "Ann"
    let found = Imported(
      personalChat(message(1, from: 200) + "," + message(2, from: 100)), file: "result.json",
      options: options)
    #expect(found.records.map(\.to) == [["Ann"], ["telegram:user200"]])
    #expect(found.records.map(\.from) == ["telegram:user200", "Ann"])
  }

  @Test func readsIDsOfAllKinds() {
    #expect(TelegramPeer("user123")?.id == "telegram:user123")
    #expect(TelegramPeer("123")?.id == "telegram:user123")
    #expect(TelegramPeer("4294967297")?.id == "telegram:chat1")
    #expect(TelegramPeer("10083966286")?.id == "telegram:channel1494031694")
    #expect(TelegramPeer("channel5")?.kind == .account)
    for wrong in ["", "user", "userx", "-5", "x"] { #expect(TelegramPeer(wrong) == nil) }
  }

  @Test func keepsWhatComesBeforeACut() {
    let whole = personalChat(message(1, from: 200) + ",\n" + message(2, from: 200))
    let found = Imported(String(whole.dropLast(20)), file: "result.json")
    #expect(found.records.map(\.id) == ["owner of result.json/user200/1"])
    #expect(found.sink.ends.map(\.line) == [2])
    #expect(found.sink.ends.map(\.byte) == [whole.utf8.count - 20])
    let nothing = Imported("{\"name\": \"x\", \"type\"", file: "result.json", as: .telegram)
    #expect(nothing.problem?.found == "the end of the file")
    let channel = "{\"1\": {\"n_subscribers\": 1, \"text_messages\": {\n"
    let dataset = Imported(
      channel + "\"1\": {\"message\": \"a\", \"date\": 1},\n\"2\": {\"mess", file: "a.json")
    #expect(dataset.records.map(\.id) == ["telegram:channel1/1"])
    #expect(dataset.sink.ends.map(\.line) == [3])
    #expect(Imported("{\"1\": 2, ", file: "a.json", as: .tgdataset).problem != nil)
  }

  @Test func leavesJSONOfOthersAlone() {
    let native = #"{"records": [{"from": "a", "to": "b", "item": "x", "type": "message"}]}"#
    #expect(Imported(native, file: "result.json").format == nil)
    let messages = #"{"messages": [{"type": "text", "from": "a", "to": "b"}]}"#
    #expect(Imported(messages, file: "result.json").format == nil)
  }

  @Test(.enabled(if: hasCollection("telegram/SYNTHETIC_supergroup_forwards.json")))
  func readsTheSupergroup() throws {
    let found = try collected("telegram/SYNTHETIC_supergroup_forwards.json")
    #expect(found.format == .telegram)
    #expect(found.records.count == 9)
    #expect(found.sink.leftOut == [.serviceMessage: 1, .unsupportedMessage: 1])
    let authors = found.records.filter { $0.original != nil }.map {
      "\($0.id.split(separator: "/").last ?? "") \($0.original ?? "")"
    }
    #expect(
      authors == [
        "3 telegram:channel555", "4 Hidden Person", "5 telegram:user999", "8 telegram:channel555",
        "10 telegram:user200",
      ])
    #expect(found.records.allSatisfy { $0.parent.isEmpty })
  }

  @Test(.enabled(if: hasCollection("telegram/SYNTHETIC_full_account_export.json")))
  func readsTheAccount() throws {
    let found = try collected("telegram/SYNTHETIC_full_account_export.json")
    #expect(found.format == .telegram)
    // Fourteen entries, of which one is a service message and one is not supported.
    #expect(found.records.count == 12)
    #expect(found.records.count { $0.original != nil } == 7)
    #expect(Set(found.records.map(\.id)).count == 12)
  }

  @Test(.enabled(if: hasCollection("telegram/mehrdad_test_data.json")))
  func readsOtherShapes() throws {
    let found = try collected("telegram/mehrdad_test_data.json")
    #expect(found.format == .telegram)
    #expect(found.records.count == 7)
    let old = try collected("telegram/SYNTHETIC_old_numeric_from_id_2021.json")
    #expect(old.format == .telegram)
    #expect(old.records.map(\.original) == [nil, "Other"])
    #expect(old.records.map(\.time) == ["2021-01-31T21:02:29", "2021-01-31T21:03:29"])
    let escaped = try collected("telegram/SYNTHETIC_invalid_x_escape.json")
    #expect(escaped.format == .telegram)
    #expect(escaped.sink.names["telegram:user1"] == "A\u{1F}B")
    let dataset = try collected("telegram/SYNTHETIC_tgdataset_shape.json")
    #expect(dataset.format == .tgdataset)
    #expect(dataset.records.map(\.original) == ["telegram:channel2222", nil])
  }
}
