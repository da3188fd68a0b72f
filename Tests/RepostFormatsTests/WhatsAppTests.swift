import Testing

@testable import RepostFormats

@Suite struct WhatsAppTests {
  @Test func readsAGroupOfAndroid() throws {
    let found = try sample("whatsapp/WhatsApp Chat with 河滨街坊.txt")
    #expect(found.format?.rawValue == "whatsapp")
    #expect(found.problem == nil)
    #expect(
      found.records.map(\.fields) == [
        """
        line 3
        id 
        time 2024-12-01T09:05
        from 林晓
        to chat in WhatsApp Chat with 河滨街坊.txt
        channel whatsapp-group
        item text:9675214233bbb2747fe481a698067077
        """,
        """
        line 4
        id 
        time 2024-12-01T09:06
        from tel:+00123456789
        to chat in WhatsApp Chat with 河滨街坊.txt
        channel whatsapp-group
        item text:38e4c77e80d29fb9c5d9ee23c6f8fa18
        """,
        """
        line 8
        id 
        time 2024-12-01T09:07
        from Boris
        to chat in WhatsApp Chat with 河滨街坊.txt
        channel whatsapp-group
        item text:d8b3348c28e78e6e4e44d61033333e69
        attachment: <Media omitted>
        """,
        """
        line 9
        id 
        time 2024-12-01T09:08
        from Boris
        to chat in WhatsApp Chat with 河滨街坊.txt
        channel whatsapp-group
        item text:9698be08c36abe76dd26772f4d729964
        attachment: IMG-20241201-WA0001.jpg
        """,
        """
        line 11
        id 
        time 2024-12-01T09:09
        from Boris
        to chat in WhatsApp Chat with 河滨街坊.txt
        channel whatsapp-group
        item text:59e3c58ff652a8dba7687763871f8b6c
        """,
        """
        line 14
        id 
        time 2024-12-01T09:12
        from owner of WhatsApp Chat with 河滨街坊.txt
        to chat in WhatsApp Chat with 河滨街坊.txt
        channel whatsapp-group
        item text:9675214233bbb2747fe481a698067077
        note edited; what was sent first is not in the file
        """,
        """
        line 16
        id 
        time 2024-12-13T21:14
        from Boris
        to chat in WhatsApp Chat with 河滨街坊.txt
        channel whatsapp-group
        item text:53b24bced2fcb2fc315efe9c3649c29d
        """,
      ])
    #expect(
      found.records.map { found.sink.titles[$0.item] } == [
        "今晚八点全区停水两小时，请储水",
        "Notice of the waterworks: no supply toni…",
        "<Media omitted>",
        "the list of names, page one",
        "ok",
        "今晚八点全区停水两小时，请储水",
        "see you at 9:30 14/13/24, 10:00 - no dat…",
      ])
    #expect(
      found.sink.names == [
        "Boris": "Boris",
        "chat in WhatsApp Chat with 河滨街坊.txt": "河滨街坊",
        "tel:+00123456789": "+00 123 456 789",
        "林晓": "林晓",
      ])
    #expect(
      found.sink.kinds == [
        "Boris": .person,
        "chat in WhatsApp Chat with 河滨街坊.txt": .group,
        "owner of WhatsApp Chat with 河滨街坊.txt": .person,
        "tel:+00123456789": .person,
        "林晓": .person,
      ])
    #expect(found.sink.leftOut == [.call: 1, .empty: 1, .revoked: 1, .systemMessage: 2])
    #expect(found.sink.skipped.map(\.line) == [])
    #expect(found.sink.remarks.map(\.line) == [17])
    #expect(found.sink.ends.map(\.line) == [])
  }

  @Test func readsAChatOfIOS() throws {
    let found = try sample("whatsapp/_chat.txt")
    #expect(found.format?.rawValue == "whatsapp")
    #expect(found.problem == nil)
    #expect(
      found.records.map(\.fields) == [
        """
        line 2
        id 
        time 2026-03-01T20:05:07
        from 林晓
        to chat in _chat.txt
        channel whatsapp-group
        item text:9675214233bbb2747fe481a698067077
        """,
        """
        line 3
        id 
        time 2026-03-01T20:06:00
        from Boris
        to chat in _chat.txt
        channel whatsapp-group
        item text:7b4d94ed68ae8b8544b4fe3bb5c78377
        attachment: 00000012-PHOTO-2026-03-01-20-06-00.jpg
        """,
        """
        line 5
        id 
        time 2026-03-01T00:08:00
        from tel:+00123456790
        to chat in _chat.txt
        channel whatsapp-group
        item text:20e8eef7eb7ef493509541b858f8d0ae
        """,
      ])
    #expect(
      found.records.map { found.sink.titles[$0.item] } == [
        "今晚八点全区停水两小时，请储水",
        "00000012-PHOTO-2026-03-01-20-06-00.jpg",
        "https://example.org/a: b 2026/3/1 下午8:09…",
      ])
    #expect(
      found.sink.names == [
        "Boris": "Boris",
        "tel:+00123456790": "+00 123 456 790",
        "林晓": "林晓",
      ])
    #expect(
      found.sink.kinds == [
        "Boris": .person,
        "chat in _chat.txt": .group,
        "tel:+00123456790": .person,
        "林晓": .person,
      ])
    #expect(found.sink.leftOut == [.systemMessage: 2])
    #expect(found.sink.skipped.map(\.line) == [])
    #expect(found.sink.remarks.map(\.line) == [4])
    #expect(found.sink.ends.map(\.line) == [])
  }

  @Test func readsAChatWithMonthsFirst() throws {
    let found = try sample("whatsapp/ios12h.txt")
    #expect(found.format?.rawValue == "whatsapp")
    #expect(found.problem == nil)
    #expect(
      found.records.map(\.fields) == [
        """
        line 1
        id 
        time 2026-03-01T20:05:07
        from Lena Ro
        to chat in ios12h.txt
        channel whatsapp
        item text:27e1df157fc704122ebdbaa29a1deb0a
        """,
        """
        line 2
        id 
        time 2026-03-01T00:06:00
        from Boris
        to chat in ios12h.txt
        channel whatsapp
        item text:2d8c70d81a154e852d04c28aae62f4a5
        attachment: image omitted
        """,
        """
        line 3
        id 
        time 2026-03-13T12:07:00
        from Lena Ro
        to chat in ios12h.txt
        channel whatsapp
        item text:dcaf49ca6a154daf8c430ff08d294f35
        """,
      ])
    #expect(
      found.records.map { found.sink.titles[$0.item] } == [
        "The list of names is not for the press",
        "image omitted",
        "POLL: Who has the list?",
      ])
    #expect(
      found.sink.names == [
        "Boris": "Boris",
        "Lena Ro": "Lena Ro",
      ])
    #expect(
      found.sink.kinds == [
        "Boris": .person,
        "Lena Ro": .person,
        "chat in ios12h.txt": .group,
      ])
    #expect(found.sink.leftOut == [:])
    #expect(found.sink.skipped.map(\.line) == [])
    #expect(found.sink.remarks.map(\.line) == [])
    #expect(found.sink.ends.map(\.line) == [])
  }

  /// The times of the messages in a text.
  private func times(
    _ text: String, _ order: ImportOptions.DateOrder? = nil
  ) -> (times: [String], problem: FormatProblem?) {
    var options = ImportOptions()
    options.dateOrder = order
    let found = Imported(text, file: "_chat.txt", options: options)
    return (found.records.map(\.time), found.problem)
  }

  @Test func asksForAnOrderThatTheFileDoesNotTell() {
    let text = "01/12/24, 09:05 - Ann: a\n02/12/24, 09:06 - Bob: b\n"
    let problem = times(text).problem
    #expect(problem?.isUsage == true)
    #expect(problem?.line == 1)
    #expect(
      problem?.advice
        == "tell the order of day, month and year by '--date-order dmy' or '--date-order mdy'")
    #expect(times(text, .dayFirst).times == ["2024-12-01T09:05", "2024-12-02T09:06"])
    #expect(times(text, .monthFirst).times == ["2024-01-12T09:05", "2024-02-12T09:06"])
    let short = "15-01-20, 09:05 - Ann: a\n"
    #expect(times(short).problem?.advice?.hasSuffix("dmy' or '--date-order ymd'") == true)
    #expect(times(short, .yearFirst).times == ["2015-01-20T09:05"])
  }

  @Test func decidesTheOrderByAnyLineOfTheFile() {
    let days = "01/12/24, 09:05 - Ann: a\n13/12/24, 09:06 - Bob: b\n"
    #expect(times(days).times == ["2024-12-01T09:05", "2024-12-13T09:06"])
    let months = "1/12/24, 9:05 PM - Ann: a\n1/13/24, 12:06 am - Bob: b\n"
    #expect(times(months).times == ["2024-01-12T21:05", "2024-01-13T00:06"])
    // Before 2009 there was nothing to export, so 01 and 08 are no years.
    #expect(
      times("15-01-20, 09:05 - A: a\n01-02-20, 09:05 - A: b\n").times.first == "2020-01-15T09:05")
    #expect(times("15-01-08, 09:05 - A: a\n").times == ["2015-01-08T09:05"])
    #expect(times("05/05/24, 09:05 - A: a\n").times == ["2024-05-05T09:05"])
  }

  @Test func skipsDatesThatAreNoneInTheOrderTold() {
    var options = ImportOptions()
    options.dateOrder = .dayFirst
    let found = Imported(
      "01/12/24, 09:05 - Ann: a\n12/25/24, 09:06 - Bob: b\nmore of b\n02/12/24, 09:07 - Ann: c\n",
      file: "_chat.txt", options: options)
    #expect(found.records.map(\.line) == [1, 4])
    #expect(found.sink.skipped.map(\.line) == [2])
  }

  @Test func readsHeadersOfAllForms() throws {
    let forms = [
      "15.04.2016, 15:04 - N: t": "2016-04-15T15:04",
      "2016-04-15, 3:04 PM - N: t": "2016-04-15T15:04",
      "[13/11/2025, 12:25:55\u{202F}PM] N: t": "2025-11-13T12:25:55",
      "\u{200E}[15-01-20 02:22:56] N: t": "2020-01-15T02:22:56",
      "2024/12/10, 14:30 - N: t": "2024-12-10T14:30",
      "[2018/06/13 1:55:00 p. m.] N: t": "2018-06-13T13:55:00",
      "13.6.2018 klo 21.25.15 - N: t": "2018-06-13T21:25:15",
      "13.06.18 21.25.15: N: t": "2018-06-13T21:25:15",
      "2024年12月1日 下午3:04 - N: t": "2024-12-01T15:04",
      "[2024/12/1 上午12:05:06] N: t": "2024-12-01T00:05:06",
      "24. 12. 1. 오후 3:04 - N: t": "2024-12-01T15:04",
      "23/06/2018, 1:55 p.m. - N: t": "2018-06-23T13:55",
    ]
    for (line, time) in forms {
      let header = try #require(WhatsAppHeader(line), "\(line)")
      let order: ImportOptions.DateOrder = line.hasPrefix("24.") ? .yearFirst : .dayFirst
      #expect(header.time(order) == time)
      #expect(header.message?.name == "N")
      #expect(header.message?.text == "t")
    }
    let none = [
      "", "x", "2024-01-02 is only text", "12:30 - N: t", "1/2/24", "1/2/24, 25:00 - N: t",
      "1/2-24, 10:00 - N: t", "1/2/24, 10:00 N: t", "[1/2/24, 10:00 N: t", "123/2/24, 10:00 - N: t",
      "1/2/24, 13:00 PM - N: t",
    ]
    for line in none { #expect(WhatsAppHeader(line) == nil, "\(line)") }
  }

  @Test func readsNames() {
    #expect(
      WhatsAppHeader("1/2/24, 10:00 - Jessie & James: hi: you")?.message?.name == "Jessie & James")
    #expect(WhatsAppHeader("1/2/24, 10:00 - N:")?.message?.text == "")
    #expect(WhatsAppHeader("1/2/24, 10:00 - Ann named the group \"A: B\"")?.message == nil)
    #expect(WhatsAppHeader("1/2/24, 10:00 - see https://example.org")?.message == nil)
  }

  @Test func keepsOneChannelForAWholeChat() {
    let third = "1/13/24, 10:00 - A: a\n1/13/24, 10:01 - B: b\n1/13/24, 10:02 - C: c\n"
    let group = Imported(third, file: "WhatsApp Chat with X.txt")
    #expect(group.records.map(\.channel) == Array(repeating: "whatsapp-group", count: 3))
    #expect(group.sink.names["chat in WhatsApp Chat with X.txt"] == "X")
    let lines = (0..<WhatsAppReader.pendingLimit).map { _ in "1/13/24, 10:00 - A: a" }
    let long = Imported(
      lines.joined(separator: "\n") + "\n1/13/24, 10:01 - B: b\n1/13/24, 10:02 - C: c",
      file: "_chat.txt")
    #expect(Set(long.records.map(\.channel)) == ["whatsapp"])
    #expect(long.records.count == WhatsAppReader.pendingLimit + 2)
  }

  @Test func keepsNoMoreThanTheStartOfAVeryLongMessage() {
    let line = String(repeating: "words ", count: 1000)
    let text = "1/13/24, 10:00 - A: a\n" + String(repeating: line + "\n", count: 400)
    let found = Imported(text, file: "_chat.txt")
    #expect(
      found.records.map(\.note) == ["longer than 1048576 bytes, of which the item has the first"])
  }

  @Test func saysThatAVeryLongLineIsCut() {
    let text = "1/13/24, 10:00 - A: " + String(repeating: "words ", count: 300_000)
    #expect(Imported(text, file: "_chat.txt").records.map(\.note.isEmpty) == [false])
  }

  @Test func leavesTextsOfOthersAlone() {
    let others = [
      "time,from,to\n2024-01-02 10:00,a,b\n", "[2024-01-02 10:00:00] INFO: started\n",
      "[2024-01-02 10:00:00] started\n", "2024-01-02 10:00:00 Ann(10001)\nhi\n", "# a heading\n",
    ]
    for text in others { #expect(Imported(text, file: "_chat.txt").format != .whatsapp) }
  }

  @Test(.enabled(if: hasCollection("whatsapp/whatstk_pokemon.txt")))
  func readsTheChatsOfWhatstk() throws {
    let pokemon = try collected("whatsapp/whatstk_pokemon.txt")
    #expect(pokemon.format == .whatsapp)
    // Of 20 entries one is a line of the system, and one is such a line under a name.
    #expect(pokemon.records.count == 18)
    #expect(pokemon.sink.leftOut == [.systemMessage: 2])
    #expect(pokemon.records.last?.time == "2016-10-31T12:23")
    let half = try collected("whatsapp/whatstk_example-12h.txt")
    #expect(half.records.count == 18)
    #expect(half.sink.leftOut == [.systemMessage: 2])
    #expect(half.records.last?.time == "2016-10-31T14:23")
    let lorem = try collected("whatsapp/whatstk_lorem_head120.txt")
    let senders = Dictionary(grouping: lorem.records, by: { $0.from ?? "" }).mapValues(\.count)
    #expect(senders == ["Mary": 29, "tel:+1123456789": 38, "Giuseppe": 29, "John": 24])
    #expect(lorem.records[0].time == "2020-01-15T02:22:56")
  }

  @Test(
    .enabled(if: hasCollection("whatsapp/whatsreader_android-group-chat.txt")),
    arguments: [
      ("android-group-chat", true, 42, 8),
      ("chats_android-private-chat_WhatsApp_Chat_with_Alice", true, 43, 2),
      ("parser-tests_asian-ampm-format-test", false, 4, 1),
      ("parser-tests_asian-format-test", false, 5, 0),
      ("parser-tests_dot-time-klo-format-test", false, 3, 0),
      ("parser-tests_european-ampm-format-test", false, 4, 0),
      ("parser-tests_german-format-test", true, 5, 1),
      ("parser-tests_ios-format-test", false, 3, 1),
    ])
  func readsTheChatsOfWhatsReader(
    _ name: String, _ isAsked: Bool, _ count: Int, _ system: Int
  ) throws {
    let path = "whatsapp/whatsreader_\(name).txt"
    var options = ImportOptions()
    #expect(try (collected(path).problem?.isUsage == true) == isAsked)
    if isAsked { options.dateOrder = .dayFirst }
    let found = try collected(path, options: options)
    #expect(found.format == .whatsapp)
    #expect(found.problem == nil)
    #expect(found.records.count == count)
    #expect(found.sink.leftOut[.systemMessage, default: 0] == system)
    #expect(found.sink.skipped.isEmpty)
  }
}
