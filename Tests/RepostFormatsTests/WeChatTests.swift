import Testing

@testable import RepostFormats

@Suite struct WeChatTests {
  @Test func readsAGroupOfMemoTrace() throws {
    let found = try sample("memotrace/街坊群_utf8.csv")
    #expect(found.format?.rawValue == "memotrace")
    #expect(found.problem == nil)
    #expect(
      found.records.map(\.fields) == [
        """
        line 2
        id 街坊群_utf8.csv:7:11
        time 2026-03-01T12:05:00Z
        from wechat:wxid_hetian
        to group 7 of 街坊群_utf8.csv
        channel wechat-group
        item text:1f94f4479b2d5107b67b1f0f66937698
        time as written: 2026-03-01 20:05:00
        """,
        """
        line 4
        id 街坊群_utf8.csv:7:12/1
        time 2026-03-01T12:06:40Z
        from wechat:wxid_ning
        to group 7 of 街坊群_utf8.csv
        channel wechat-group
        item text:1f94f4479b2d5107b67b1f0f66937698
        original 何田
        time as written: 2026-03-01 20:06:40
        forwarded chat record: 群聊的聊天记录 何田: 明早八点在东门集合，不要带横幅
        original time: 2026-03-01 20:05
        original time UTC: 2026-03-01T12:05:00Z
        original message id: 9007199254740993
        original account hash: 41b7
        """,
        """
        line 4
        id 街坊群_utf8.csv:7:12/2
        time 2026-03-01T12:06:40Z
        from wechat:wxid_ning
        to group 7 of 街坊群_utf8.csv
        channel wechat-group
        item md5:d205fc3df103b57f137242314a05edef
        original Lena
        time as written: 2026-03-01 20:06:40
        forwarded chat record: 群聊的聊天记录 何田: 明早八点在东门集合，不要带横幅
        original time: 2026-03-01 20:06
        md5: d205fc3df103b57f137242314a05edef
        """,
        """
        line 4
        id 街坊群_utf8.csv:7:12/3
        time 2026-03-01T12:06:40Z
        from wechat:wxid_ning
        to group 7 of 街坊群_utf8.csv
        channel wechat-group
        item text:f53a2adf5c9ea639c5f19a2170f44744
        original 宁远
        time as written: 2026-03-01 20:06:40
        forwarded chat record: 群聊的聊天记录 何田: 明早八点在东门集合，不要带横幅
        original time: 2026-03-01 20:07:09
        """,
        """
        line 4
        id 街坊群_utf8.csv:7:12/3/1
        time 2026-03-01T12:06:40Z
        from wechat:wxid_ning
        to group 7 of 街坊群_utf8.csv
        channel wechat-group
        item text:3a0d038c09af6c96869d4555c12e71d5
        original Lena
        time as written: 2026-03-01 20:06:40
        forwarded chat record: 群聊的聊天记录 何田: 明早八点在东门集合，不要带横幅
        within the chat record forwarded by: 宁远
        original time: 2026-02-28 09:00
        """,
        """
        line 14
        id 街坊群_utf8.csv:7:13
        time 2026-03-01T12:08:20Z
        from owner of 街坊群_utf8.csv
        to group 7 of 街坊群_utf8.csv
        channel wechat-group
        item wechat-article:MzA5:2650000001:2
        original wechat:gh_0123456789ab
        time as written: 2026-03-01 20:08:20
        """,
        """
        line 16
        id 街坊群_utf8.csv:7:15
        time 2026-03-01T20:10
        from wechat:wxid_lena
        to group 7 of 街坊群_utf8.csv
        channel wechat-group
        item text:1f94f4479b2d5107b67b1f0f66937698
        original wechat:wxid_hetian
        note quotes a message; the file does not tell which record the quoted message is
        time as written: 2026/3/1 20:10
        quoted message: 9007199254740993
        quoted time: 1772366700
        comment: 这份名单是从哪里来的，谁发的
        """,
        """
        line 16
        id 街坊群_utf8.csv:7:15/comment
        time 2026-03-01T20:10
        from wechat:wxid_lena
        to group 7 of 街坊群_utf8.csv
        channel wechat-group
        item text:ce077161ca1083a007ae4f47e1c22605
        note the text beside a quote
        time as written: 2026/3/1 20:10
        """,
        """
        line 17
        id 街坊群_utf8.csv:7:16
        time 2026-03-01T12:11:40Z
        from wechat:wxid_lena
        to group 7 of 街坊群_utf8.csv
        channel wechat-group
        item text:745493b48d2c71099c9b49f36ef0b68f
        note the payload cannot be read: what was passed on is not known
        time as written: 2026-03-01 20:11:40
        payload: <msg><appmsg><title>a & b</title>
        """,
        """
        line 18
        id 街坊群_utf8.csv:7:17
        time 2026-03-01T12:12:40Z
        from wechat:wxid_lena
        to group 7 of 街坊群_utf8.csv
        channel wechat-group
        item md5:d205fc3df103b57f137242314a05edef
        time as written: 2026-03-01 20:12:40
        md5: d205fc3df103b57f137242314a05edef
        """,
      ])
    #expect(
      found.records.map { found.sink.titles[$0.item] } == [
        "明早八点在东门集合，不要带横幅",
        "明早八点在东门集合，不要带横幅",
        "[图片]",
        "Lena的聊天记录",
        "名单还没有核对完，先不要发",
        "停水通知",
        "明早八点在东门集合，不要带横幅",
        "这份名单是从哪里来的，谁发的",
        "[5]",
        "[图片]",
      ])
    #expect(
      found.sink.names == [
        "group 7 of 街坊群_utf8.csv": "街坊群",
        "owner of 街坊群_utf8.csv": "wxid_me",
        "wechat:gh_0123456789ab": "示例水务",
        "wechat:wxid_hetian": "何田",
        "wechat:wxid_lena": "Lena",
        "wechat:wxid_ning": "宁远（同事）",
      ])
    #expect(
      found.sink.kinds == [
        "Lena": .person,
        "group 7 of 街坊群_utf8.csv": .group,
        "owner of 街坊群_utf8.csv": .person,
        "wechat:gh_0123456789ab": .account,
        "wechat:wxid_hetian": .person,
        "wechat:wxid_lena": .person,
        "wechat:wxid_ning": .person,
        "何田": .person,
        "宁远": .person,
      ])
    #expect(found.sink.leftOut == [.call: 1, .empty: 1, .revoked: 1])
    #expect(found.sink.skipped.map(\.line) == [21])
    #expect(found.sink.remarks.map(\.line) == [14])
    #expect(found.sink.ends.map(\.line) == [])
  }

  @Test func readsAChatOfTwoOfMemoTrace() throws {
    let found = try sample("memotrace/private_utf8.csv")
    #expect(found.format?.rawValue == "memotrace")
    #expect(found.problem == nil)
    #expect(
      found.records.map(\.fields) == [
        """
        line 2
        id private_utf8.csv:3:1
        time 2026-03-01T12:05:00Z
        from contact 3 of private_utf8.csv
        to owner of private_utf8.csv
        channel wechat
        item text:27e1df157fc704122ebdbaa29a1deb0a
        time as written: 2026-03-01 20:05:00
        """,
        """
        line 3
        id private_utf8.csv:3:2
        time 2026-03-01T12:06:00Z
        from owner of private_utf8.csv
        to contact 3 of private_utf8.csv
        channel wechat
        item text:9a87a805cee0b0c4a45185f028d198a7
        time as written: 2026-03-01 20:06:00
        """,
        """
        line 4
        id private_utf8.csv:3:3
        time 2026-03-01T12:07:00Z
        from contact 3 of private_utf8.csv
        to owner of private_utf8.csv
        channel wechat
        item text:3fce96c2fb78ff2539cce1d58a73f796
        note the file does not hold the content of this message
        time as written: 2026-03-01 20:07:00
        """,
      ])
    #expect(
      found.records.map { found.sink.titles[$0.item] } == [
        "The list of names is not for the press",
        "ok",
        "[文件]",
      ])
    #expect(
      found.sink.names == [
        "contact 3 of private_utf8.csv": "private"
      ])
    #expect(
      found.sink.kinds == [
        "contact 3 of private_utf8.csv": .person,
        "owner of private_utf8.csv": .person,
      ])
    #expect(found.sink.leftOut == [.noTransmission: 1])
    #expect(found.sink.skipped.map(\.line) == [])
    #expect(found.sink.remarks.map(\.line) == [])
    #expect(found.sink.ends.map(\.line) == [])
  }

  @Test func readsAGroupOfPyWxDump() throws {
    let found = try sample("pywxdump/555@chatroom_0_5000.csv")
    #expect(found.format?.rawValue == "pywxdump")
    #expect(found.problem == nil)
    #expect(
      found.records.map(\.fields) == [
        """
        line 2
        id wechat:9007199254740993
        time 2026-03-01T20:05:00
        from wechat:wxid_hetian
        to wechat:555@chatroom
        channel wechat-group
        item text:8e77949fbc6daf1db031c92e4750c87a
        type: 文本
        """,
        """
        line 3
        id wechat:9007199254740995/1
        time 2026-03-01T20:06:40
        from owner of 555@chatroom_0_5000.csv
        to wechat:555@chatroom
        channel wechat-group
        item text:8e77949fbc6daf1db031c92e4750c87a
        original 何田
        type: 合并转发的聊天记录
        forwarded chat record: 群聊的聊天记录 何田: 水停了
        original time: 2026-03-01 20:05
        original message id: 9007199254740993
        """,
        """
        line 3
        id wechat:9007199254740995/2
        time 2026-03-01T20:06:40
        from owner of 555@chatroom_0_5000.csv
        to wechat:555@chatroom
        channel wechat-group
        item text:27e1df157fc704122ebdbaa29a1deb0a
        original O'Hara
        type: 合并转发的聊天记录
        forwarded chat record: 群聊的聊天记录 何田: 水停了
        original time: 2026-03-01 20:06
        """,
        """
        line 5
        id wechat:9007199254740997
        time 2026-03-01T20:10
        from wechat:wxid_lena
        to wechat:555@chatroom
        channel wechat-group
        item text:2dd6c834ea441a12d48566a47a94bd3b
        original 何田
        note quotes a message; the file does not tell which record the quoted message is
        time as written: 2026/3/1 20:10
        type: 引用回复
        quoted time: 2026-03-01 20:05:00
        comment: 谁说的
        """,
        """
        line 8
        id wechat:9007199254740999
        time 2026-03-01T20:11:00
        from wechat:wxid_lena
        to wechat:555@chatroom
        channel wechat-group
        item text:cd6734c4f005daa3ef3caf665f984105
        type: 图片
        src: FileStorage\\MsgAttach\\a.dat
        """,
        """
        line 11
        id 
        time 2026-03-01T20:13:00
        from wechat:wxid_lena
        to wechat:555@chatroom
        channel wechat-group
        item wechat-article:MzA5:2650000001:2
        type: (分享)卡片式链接
        src: https://mp.weixin.qq.com/s?__biz=MzA5&mid=2650000001&idx=2
        """,
        """
        line 15
        id wechat:9007199254741005
        time 2026-03-01T20:14:00
        from wechat:wxid_ning
        to wechat:555@chatroom
        channel wechat-group
        item text:8e77949fbc6daf1db031c92e4750c87a
        parent wechat:9007199254740993
        original wechat:wxid_hetian
        note quotes a message
        type: 引用回复
        quoted message: 9007199254740993
        quoted time: 1772366700
        comment: 这份名单是从哪里来的，谁发的
        """,
        """
        line 15
        id wechat:9007199254741005/comment
        time 2026-03-01T20:14:00
        from wechat:wxid_ning
        to wechat:555@chatroom
        channel wechat-group
        item text:ce077161ca1083a007ae4f47e1c22605
        note the text beside a quote
        type: 引用回复
        """,
      ])
    #expect(
      found.records.map { found.sink.titles[$0.item] } == [
        "水停了",
        "水停了",
        "The list of names is not for the press",
        "水停了",
        "图片",
        "停水通知 摘要",
        "水停了",
        "这份名单是从哪里来的，谁发的",
      ])
    #expect(
      found.sink.names == [
        "wechat:555@chatroom": "555@chatroom",
        "wechat:wxid_hetian": "wxid_hetian",
        "wechat:wxid_lena": "wxid_lena",
        "wechat:wxid_ning": "wxid_ning",
      ])
    #expect(
      found.sink.kinds == [
        "O'Hara": .person,
        "owner of 555@chatroom_0_5000.csv": .person,
        "wechat:555@chatroom": .group,
        "wechat:wxid_hetian": .person,
        "wechat:wxid_lena": .person,
        "wechat:wxid_ning": .person,
        "何田": .person,
      ])
    #expect(found.sink.leftOut == [.revoked: 1, .systemMessage: 1])
    #expect(found.sink.skipped.map(\.line) == [])
    #expect(found.sink.remarks.map(\.line) == [11])
    #expect(found.sink.ends.map(\.line) == [])
  }

  @Test func readsContentAsJSON() throws {
    let found = try sample("pywxdump/contentjson.csv")
    #expect(found.format?.rawValue == "pywxdump")
    #expect(found.problem == nil)
    #expect(
      found.records.map(\.fields) == [
        """
        line 2
        id wechat:7001
        time 2026-03-01T20:05:00
        from wechat:wxid_lena
        to owner of contentjson.csv
        channel wechat
        item text:27e1df157fc704122ebdbaa29a1deb0a
        type: 文本
        """,
        """
        line 3
        id wechat:7002/1
        time 2026-03-01T20:06:00
        from owner of contentjson.csv
        to wechat:wxid_lena
        channel wechat
        item text:8e77949fbc6daf1db031c92e4750c87a
        original 何田
        type: 合并转发
        forwarded chat record: 群聊的聊天记录
        original time: 2026-03-01 20:05
        original message id: 9007199254740993
        """,
        """
        line 3
        id wechat:7002/2
        time 2026-03-01T20:06:00
        from owner of contentjson.csv
        to wechat:wxid_lena
        channel wechat
        item text:27e1df157fc704122ebdbaa29a1deb0a
        original O'Hara
        type: 合并转发
        forwarded chat record: 群聊的聊天记录
        original time: 2026-03-01 20:06
        """,
      ])
    #expect(
      found.records.map { found.sink.titles[$0.item] } == [
        "The list of names is not for the press",
        "水停了",
        "The list of names is not for the press",
      ])
    #expect(
      found.sink.names == [
        "wechat:wxid_lena": "wxid_lena"
      ])
    #expect(
      found.sink.kinds == [
        "O'Hara": .person,
        "owner of contentjson.csv": .person,
        "wechat:wxid_lena": .person,
        "何田": .person,
      ])
    #expect(found.sink.leftOut == [:])
    #expect(found.sink.skipped.map(\.line) == [])
    #expect(found.sink.remarks.map(\.line) == [])
    #expect(found.sink.ends.map(\.line) == [])
  }

  @Test func readsAChatWithoutARoom() throws {
    let found = try sample("pywxdump/weflow.csv")
    #expect(found.format?.rawValue == "pywxdump")
    #expect(found.problem == nil)
    #expect(
      found.records.map(\.fields) == [
        """
        line 2
        id wechat:9007199254740993
        time 2026-03-01T12:05:00Z
        from wechat:wxid_hetian
        to chat in weflow.csv
        channel wechat
        item text:a4ab84488a05b56a9a3c160802e6cadf
        time as written: 2026-03-01T12:05:00.000Z
        type: 文本
        """,
        """
        line 3
        id wechat:9007199254740995
        time 2026-03-01T12:06:40Z
        from owner of weflow.csv
        to chat in weflow.csv
        channel wechat
        item text:9ba971f84f9397968e56e0a2fd2a366d
        note the file does not hold the messages of this forwarded chat record
        time as written: 2026-03-01T12:06:40.000Z
        type: 合并转发
        """,
      ])
    #expect(
      found.records.map { found.sink.titles[$0.item] } == [
        "今晚八点全区停水两小时",
        "[聊天记录] 群聊的聊天记录 何田: 今晚八点全区停水两小时",
      ])
    #expect(
      found.sink.names == [
        "owner of weflow.csv": "wxid_me",
        "wechat:wxid_hetian": "wxid_hetian",
      ])
    #expect(
      found.sink.kinds == [
        "chat in weflow.csv": .group,
        "owner of weflow.csv": .person,
        "wechat:wxid_hetian": .person,
      ])
    #expect(found.sink.leftOut == [:])
    #expect(found.sink.skipped.map(\.line) == [])
    #expect(found.sink.remarks.map(\.line) == [3])
    #expect(found.sink.ends.map(\.line) == [])
  }

  @Test func readsChatsOfChatlog() throws {
    let found = try sample("chatlog/chatlog.json")
    #expect(found.format?.rawValue == "chatlog")
    #expect(found.problem == nil)
    #expect(
      found.records.map(\.fields) == [
        """
        line 2
        id wechat:555@chatroom:1772366700000
        time 2026-03-01T20:05:00+08:00
        from wechat:wxid_hetian
        to wechat:555@chatroom
        channel wechat-group
        item text:1f94f4479b2d5107b67b1f0f66937698
        path: [0]
        """,
        """
        line 15
        id wechat:555@chatroom:1772366800000/1
        time 2026-03-01T20:06:40+08:00
        from wechat:wxid_ning
        to wechat:555@chatroom
        channel wechat-group
        item text:1f94f4479b2d5107b67b1f0f66937698
        original 何田
        path: [1]
        forwarded chat record: 群聊的聊天记录 何田: 明早八点
        original time: 2026-03-01 20:05
        original time UTC: 2026-03-01T12:05:00Z
        """,
        """
        line 15
        id wechat:555@chatroom:1772366800000/2
        time 2026-03-01T20:06:40+08:00
        from wechat:wxid_ning
        to wechat:555@chatroom
        channel wechat-group
        item text:bfa3db4752daa9c7bcbf45688590081d
        original Lena
        path: [1]
        forwarded chat record: 群聊的聊天记录 何田: 明早八点
        original time: 2026-03-01 20:06
        """,
        """
        line 15
        id wechat:555@chatroom:1772366800000/2/1
        time 2026-03-01T20:06:40+08:00
        from wechat:wxid_ning
        to wechat:555@chatroom
        channel wechat-group
        item md5:d205fc3df103b57f137242314a05edef
        original 宁远
        path: [1]
        forwarded chat record: 群聊的聊天记录 何田: 明早八点
        within the chat record forwarded by: Lena
        original time: 2026-02-28 09:00
        md5: d205fc3df103b57f137242314a05edef
        """,
        """
        line 76
        id wechat:555@chatroom:1772366900000
        time 2026-03-01T20:08:20+08:00
        from owner of chatlog.json
        to wechat:555@chatroom
        channel wechat-group
        item text:1f94f4479b2d5107b67b1f0f66937698
        original wechat:wxid_hetian
        note quotes a message; the file does not tell which record the quoted message is
        path: [2]
        quoted time: 2026-03-01T20:05:00+08:00
        comment: 看这个
        """,
        """
        line 117
        id wechat:555@chatroom:1772367000000
        time 2026-03-01T20:10:00+08:00
        from wechat:wxid_lena
        to wechat:555@chatroom
        channel wechat-group
        item md5:d205fc3df103b57f137242314a05edef
        path: [4]
        md5: d205fc3df103b57f137242314a05edef
        """,
        """
        line 133
        id wechat:gh_0123456789ab:1772367100000
        time 2026-03-01T20:11:40+08:00
        from wechat:gh_0123456789ab
        to owner of chatlog.json
        channel public-account
        item wechat-article:MzA5:2650000001:2
        path: [5]
        """,
        """
        line 150
        id wechat:wxid_lena:1772367200000
        time 2026-03-01T20:13:20+08:00
        from wechat:wxid_lena
        to owner of chatlog.json
        channel wechat
        item md5:00112233445566778899aabbccddeeff
        path: [6]
        md5: 00112233445566778899aabbccddeeff
        """,
      ])
    #expect(
      found.records.map { found.sink.titles[$0.item] } == [
        "明早八点在东门集合，不要带横幅",
        "明早八点在东门集合，不要带横幅",
        "记录",
        "[图片]",
        "明早八点在东门集合，不要带横幅",
        "[图片]",
        "停水通知",
        "名单.docx",
      ])
    #expect(
      found.sink.names == [
        "owner of chatlog.json": "wxid_me",
        "wechat:555@chatroom": "街坊群",
        "wechat:gh_0123456789ab": "示例水务",
        "wechat:wxid_hetian": "何田",
        "wechat:wxid_lena": "Lena",
        "wechat:wxid_ning": "宁远",
      ])
    #expect(
      found.sink.kinds == [
        "Lena": .person,
        "owner of chatlog.json": .person,
        "wechat:555@chatroom": .group,
        "wechat:gh_0123456789ab": .account,
        "wechat:wxid_hetian": .person,
        "wechat:wxid_lena": .person,
        "wechat:wxid_ning": .person,
        "何田": .person,
        "宁远": .person,
      ])
    #expect(found.sink.leftOut == [.revoked: 1])
    #expect(found.sink.skipped.map(\.line) == [167])
    #expect(found.sink.remarks.map(\.line) == [76])
    #expect(found.sink.ends.map(\.line) == [])
  }

  @Test func namesTheOwnerAsTold() throws {
    var options = ImportOptions()
    options.owner = "wechat:wxid_me"
    let found = try sample("memotrace/街坊群_utf8.csv", options: options)
    #expect(found.records[5].from == "wechat:wxid_me")
    #expect(found.sink.remarks.isEmpty)
    #expect(found.sink.names["wechat:wxid_me"] == nil)
  }

  @Test func keepsWhatComesBeforeACut() {
    let headers = "id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime\n"
    let row = "1,7,文本,0,wxid_a,wxid_a,今晚八点全区停水,,2026-03-01 20:05:00\n"
    let table = Imported(headers + row + "2,8,文本,0,wxid_a,wxid_a,\"cut", file: "a.csv")
    #expect(table.records.map(\.id) == ["wechat:7"])
    #expect(table.sink.ends.map(\.line) == [3])
    let short = Imported(headers + row + "2,8\n", file: "a.csv")
    #expect(short.sink.skipped.map(\.line) == [3])
    let message =
      #"{"seq": 1, "time": "", "talker": "a", "isChatRoom": false, "sender": "a","#
      + #" "isSelf": false, "type": 1, "subType": 0, "content": "text"}"#
    let array = Imported("[\(message),\n{\"seq\": 2, \"tal", file: "a.json")
    #expect(array.records.map(\.id) == ["wechat:a:1"])
    #expect(array.sink.ends.map(\.line) == [2])
    #expect(array.sink.ends.map(\.found) == ["the end of the file"])
  }

  @Test func refusesWhatIsNoArray() {
    #expect(Imported("{\"seq\": 1}", file: "a.json", as: .chatlog).problem?.line == 1)
  }

  @Test func leavesTablesOfOthersAlone() {
    for headers in ["id,time,from,to,channel,item", "sender,recipient,date", "Type,SubType"] {
      #expect(Imported(headers + "\n1,2,3\n", file: "a.csv").format == nil)
    }
    #expect(
      Imported("[{\"seq\": 1, \"from\": \"a\", \"to\": \"b\"}]", file: "a.json").format == nil)
  }

  @Test func readsDeepChatRecordsToALimit() {
    var record = "<dataitem datatype=\"1\"><datadesc>the innermost of many</datadesc></dataitem>"
    for _ in 0..<40 {
      record =
        "<dataitem datatype=\"17\"><sourcename>a</sourcename><recordxml><recordinfo><datalist>"
        + record + "</datalist></recordinfo></recordxml></dataitem>"
    }
    let payload =
      "<msg><appmsg><title>t</title><type>19</type><recorditem><![CDATA[<recordinfo><datalist>"
      + record + "</datalist></recordinfo>]]></recorditem></appmsg></msg>"
    let found = Imported(
      "id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime\n"
        + "1,7,x,0,a,a,\"\(payload.replacing("\"", with: "\"\""))\",,\n", file: "a.csv")
    #expect(found.records.count == WeChatRecords.depthLimit)
    #expect(found.records.last?.note == "chat records nested deeper than 16 are not read")
  }

  @Test func readsPythonLiterals() {
    let value = PythonLiteral.value(
      of: #"{'a': ["x'y", 'q\'\n\u4e2d\xe9', None, True, 12], 'b': {}}"#)
    #expect(value?["a"]?.elements.map(\.text) == ["x'y", "q'\n中é", nil, nil, "12"])
    #expect(value?["b"]?.members.isEmpty == true)
    for wrong in ["{'a'", "{a: 1}", "{} x", "[1 2]", String(repeating: "[", count: 100_000)] {
      #expect(PythonLiteral.value(of: wrong) == nil)
    }
  }

  @Test func namesPagesWithoutWhatChangesFromShareToShare() {
    let page = "wechat-article:MzA=:26:1"
    #expect(
      WeChatContent.item(url: "https://mp.weixin.qq.com/s?__biz=MzA=&mid=26&idx=1&sn=f") == page)
    #expect(WeChatContent.item(url: "http://mp.weixin.qq.com/s?mid=26&amp;__biz=MzA=#rd") == page)
    #expect(
      WeChatContent.item(url: "https://mp.weixin.qq.com/s/Ab-1?scene=2")
        == "url:mp.weixin.qq.com/s/Ab-1")
    #expect(WeChatContent.item(url: "https://example.org/a?b=1#c") == "url:example.org/a?b=1")
    #expect(WeChatContent.item(url: "no address") == "")
  }

  @Test func readsTimesAsProgramsWriteThem() {
    let times = [
      "1776405582": "2026-04-17T05:59:42Z", "1776405582000": "2026-04-17T05:59:42Z",
      "2024/10/4 11:42": "2024-10-04T11:42", "2026-04-17 13:59:42": "2026-04-17T13:59:42",
      "2026-04-17T05:59:42.000Z": "2026-04-17T05:59:42Z",
      "2026-04-17T13:59:42+08:00": "2026-04-17T13:59:42+08:00", "2026-04-17": "2026-04-17",
    ]
    for (written, iso) in times { #expect(WrittenTime(written)?.iso == iso) }
    for wrong in ["", "1.77641E+09", "2026-02-30 10:00", "2026-04-17 24:00", "17/04/2026", "x"] {
      #expect(WrittenTime(wrong) == nil)
    }
  }

  @Test(.enabled(if: hasCollection("wechat/SYNTHETIC_memotrace_group_utf8.csv")))
  func readsTheGroupOfMemoTrace() throws {
    let found = try collected("wechat/SYNTHETIC_memotrace_group_utf8.csv")
    #expect(found.format == .memotrace)
    #expect(found.records.map(\.original) == [nil, "甲", "乙", "丙", "丁", "wechat:gh_0123456789ab"])
    #expect(found.records[2].item == "md5:d205fc3df103b57f137242314a05edef")
    #expect(found.records[5].item == "wechat-article:MzA:2650000001:1")
    #expect(found.sink.leftOut == [.revoked: 1])
  }

  @Test(.enabled(if: hasCollection("wechat/SYNTHETIC_chatlog_api.json")))
  func readsTheChatsOfChatlog() throws {
    let found = try collected("wechat/SYNTHETIC_chatlog_api.json")
    #expect(found.format == .chatlog)
    #expect(found.records.map(\.original) == [nil, "甲", "wechat:wxid_a"])
    #expect(found.records.map(\.parent) == ["", "", ""])
    #expect(found.records[2].from == "owner of SYNTHETIC_chatlog_api.json")
  }

  @Test(.enabled(if: hasCollection("wechat/SYNTHETIC_weflow_iso.csv")))
  func keepsIDsThatAreTooLongForNumbers() throws {
    let found = try collected("wechat/SYNTHETIC_weflow_iso.csv")
    #expect(found.records.map(\.id) == ["wechat:9007199254740993", "wechat:9007199254740995"])
  }

  @Test(.enabled(if: hasCollection("wechat/weclone_test_0_730.csv")))
  func readsTheChatsOfWeClone() throws {
    let json = try collected("wechat/weclone_example_chat_contentjson.csv")
    #expect(json.format == .pywxdump)
    #expect(json.records.count == 34)
    #expect(json.sink.leftOut == [.systemMessage: 1])
    #expect(json.records.allSatisfy { $0.original == nil && $0.parent.isEmpty })
    let table = try collected("wechat/weclone_test_0_730.csv")
    #expect(table.format == .pywxdump)
    #expect(table.records.count == 93)
    #expect(table.sink.leftOut == [.revoked: 2, .empty: 1])
    #expect(table.records[0].time == "2024-10-04T11:42")
    // Four rows name the owner's account and deny that the owner sent them.
    #expect(table.records.count { $0.note.hasPrefix("'is_sender'") } == 4)
    #expect(Set(table.records.compactMap(\.from)).count == 2)
  }
}
