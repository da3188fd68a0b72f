import Testing

@testable import RepostFormats

@Suite struct QQTests {
  @Test func readsAllChats() throws {
    let found = try sample("qq/all.txt")
    #expect(found.format?.rawValue == "qq")
    #expect(found.problem == nil)
    #expect(
      found.records.map(\.fields) == [
        """
        line 9
        id 
        time 2026-03-01T20:05:28
        from 宁远
        to chat 宁远 in all.txt
        channel qq
        item text:9675214233bbb2747fe481a698067077
        """,
        """
        line 12
        id 
        time 2026-03-01T20:06:35
        from 林晓
        to chat 宁远 in all.txt
        channel qq
        item text:3fb645093257826c9e17c6682477b75d
        """,
        """
        line 24
        id 
        time 2026-03-01T20:07:05
        from qq:80000001
        to chat 河滨（一号楼 | 二号楼） in all.txt
        channel qq-group
        item text:9675214233bbb2747fe481a698067077
        title in the group: 管理员
        """,
        """
        line 27
        id 
        time 2026-03-01T00:08:06
        from mail:boris@example.org
        to chat 河滨（一号楼 | 二号楼） in all.txt
        channel qq-group
        item text:bb53bd8c26097cca7b698badfe8e8f5a
        note the file does not hold the messages of this forwarded chat record
        """,
        """
        line 30
        id 
        time 2026-03-01T20:09:06
        from Carol
        to chat 河滨（一号楼 | 二号楼） in all.txt
        channel qq-group
        item text:01b709cda0faff379f4ed7985ff248ef
        """,
        """
        line 35
        id 
        time 2026-03-01T20:10:00
        from qq:80000001
        to chat 河滨（一号楼 | 二号楼） in all.txt
        channel qq-group
        item text:3c7fec714932c9f36d2b8a48a4ca86b1
        note the file does not hold what this stands for
        """,
        """
        line 44
        id 
        time 2026-03-01T20:13:00
        from (^_^)
        to chat 河滨（一号楼 | 二号楼） in all.txt
        channel qq-group
        item text:c1ba53ece6c717572fda945b07c63b35
        """,
      ])
    #expect(
      found.records.map { found.sink.titles[$0.item] } == [
        "今晚八点全区停水两小时，请储水",
        "line one line two after a blank 2026-03-…",
        "今晚八点全区停水两小时，请储水",
        "[聊天记录]",
        "2026-03-01 is only text here ===========…",
        "[图片][图片][图片][图片]",
        "ok",
      ])
    #expect(
      found.sink.names == [
        "(^_^)": "(^_^)",
        "Carol": "Carol",
        "chat 宁远 in all.txt": "宁远",
        "chat 河滨（一号楼 | 二号楼） in all.txt": "河滨（一号楼 | 二号楼）",
        "mail:boris@example.org": "Boris",
        "qq:80000001": "何田",
        "宁远": "宁远",
        "林晓": "林晓",
      ])
    #expect(
      found.sink.kinds == [
        "(^_^)": .person,
        "Carol": .person,
        "chat 宁远 in all.txt": .group,
        "chat 河滨（一号楼 | 二号楼） in all.txt": .group,
        "mail:boris@example.org": .person,
        "qq:80000001": .person,
        "宁远": .person,
        "林晓": .person,
      ])
    #expect(found.sink.leftOut == [.empty: 1, .revoked: 1, .systemMessage: 1])
    #expect(found.sink.skipped.map(\.line) == [])
    #expect(found.sink.remarks.map(\.line) == [])
    #expect(found.sink.ends.map(\.line) == [])
  }

  private let title = "消息记录（此消息记录为文本格式，不支持重新导入）\n\n"
  private let rule = String(repeating: "=", count: 64) + "\n"

  @Test func keepsChatsOfOneNameApart() {
    let section = rule + "消息分组:a\n" + rule + "消息对象:Victor\n" + rule + "\n"
    let message = "2026-03-01 20:05:28 Victor\na text of some length\n\n"
    let found = Imported(
      title + section + message + section + message, file: "all.txt")
    #expect(
      found.records.map(\.to) == [
        ["chat Victor in all.txt"], ["chat Victor at line 12 in all.txt"],
      ])
    #expect(found.records.map(\.line) == [9, 18])
  }

  @Test func readsHeaders() throws {
    let noon = try #require(QQHeader("2026-03-01 12:00:01 PM 【群主】【x】 A (b)(12345)"))
    #expect(noon.time == "2026-03-01T12:00:01")
    #expect(noon.name == "【x】 A (b)")
    #expect(noon.title == "群主")
    #expect(noon.entity == "qq:12345")
    #expect(try #require(QQHeader("2026-03-01 9:00:01 A(1)")).entity == "A(1)")
    #expect(try #require(QQHeader("2026-03-01 9:00:01 系统消息(1000000)")).isSystem)
    let none = [
      "2026-03-01 is text", "2026-03-01 20:05:28", "2026-03-01 20:05:28 ", "2026-02-30 20:05:28 A",
      "2026-03-01 20:05 A", "2026-03-01 25:05:28 A", "2026-03-01 13:05:28 PM A", "",
    ]
    for line in none { #expect(QQHeader(line) == nil, "\(line)") }
  }

  @Test func keepsWhatAFileHoldsThatIsCutOrHasNoSections() {
    let found = Imported(
      title + "消息对象:A\nstray\n2026-03-01 20:05:28 A(12345)\ncut o", file: "all.txt")
    #expect(found.sink.skipped.map(\.line) == [3, 4])
    #expect(found.records.map(\.line) == [5])
    let cut = Imported(
      title + rule + "消息对象:A\n" + rule + "2026-03-01 20:05:28 A(12345)\ncut o", file: "all.txt")
    #expect(cut.sink.titles.values.sorted() == ["cut o"])
    #expect(cut.records.map(\.channel) == ["qq-group"])
  }

  @Test func keepsNoMoreThanTheStartOfAVeryLongMessage() {
    let line = String(repeating: "words ", count: 1000)
    let found = Imported(
      title + rule + "消息对象:A\n" + rule + "2026-03-01 20:05:28 A\n"
        + String(repeating: line + "\n", count: 400), file: "all.txt")
    #expect(
      found.records.map(\.note) == ["longer than 1048576 bytes, of which the item has the first"])
  }

  @Test func leavesTextsOfOthersAlone() {
    for text in ["2026-03-01 20:05:28 A(12345)\nhi\n", "消息记录\n", "时间: a\n内容: b\n"] {
      #expect(Imported(text, file: "all.txt").format == nil)
    }
  }

  @Test(.enabled(if: hasCollection("qq/SYNTHETIC_qq_all_records_multi.txt")))
  func readsTheExportsOfOthers() throws {
    let all = try collected("qq/SYNTHETIC_qq_all_records_multi.txt")
    #expect(all.format == .qq)
    #expect(Dictionary(grouping: all.records, by: \.to).values.map(\.count).sorted() == [2, 3])
    #expect(all.sink.titles[all.records[4].item] == "2024-01-02 is only text here")
    let group = try collected("qq/qq_pc_manager_group_12h.txt")
    #expect(group.format == .qq)
    // Six entries: three by the system, one without text.
    #expect(group.records.map(\.time) == ["2019-09-23T20:43:38", "2019-09-24T07:54:29"])
    #expect(group.sink.leftOut == [.systemMessage: 3, .empty: 1])
  }
}
