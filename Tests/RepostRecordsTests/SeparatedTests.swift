import Foundation
import RepostRecords
import Testing

@Suite struct SeparatedTests {
  /// The fields of the only record's sender, recipients and note.
  private func fields(_ text: String) throws -> [String] {
    let parts = try readRecords(text).recordLines[0].split(
      separator: "|", omittingEmptySubsequences: false)
    return [String(parts[2]), String(parts[3]), String(parts[12])]
  }

  @Test(arguments: [
    ("from,to,note\na,b,c\n", ["a", "b", "c"]),
    ("from,to,note\n a ,\u{3000}b\u{3000},\u{A0}c\t\n", ["a", "b", "c"]),
    ("from,to,note\n\"a\" , \"b\",\"c\"\n", ["a", "b", "c"]),
    ("from,to,note\n\"a, b\",\"b\",\"c\"\"d\"\"\"\n", ["a, b", "b", "c\"d\""]),
    ("from,to,note\na\"b,c\"\",it's\n", ["a\"b", "c\"\"", "it's"]),
    ("from,to,note\na,b,\"line\nline\"\n", ["a", "b", "line\nline"]),
    ("from,to,note\n\n\na,b,c\n\n", ["a", "b", "c"]),
    ("\nfrom,to,note\n,,\n  \na,b,c\n", ["a", "b", "c"]),
    ("from,to,note\na,b;；c ; a;b,\n", ["a", "b+c+a", ""]),
    ("from;to;note\na;\"b;c\";d\n", ["a", "b+c", "d"]),
    ("from\tto\tnote\na\tb,c\t\"d\te\"\n", ["a", "b,c", "d\te"]),
    ("from\tto\tnote\n\tb\t\n", ["?", "b", ""]),
    ("Sender,RECIPIENTS,no te\na,b,c\n", ["a", "b", "c"]),
  ])
  func reads(_ text: String, expected: [String]) throws {
    #expect(try fields(text) == expected)
  }

  @Test(arguments: [
    (
      "from,to\na,b\nc,\"d\n\ne,f\n",
      "3:3: found a quote that is never closed; expected a closing \"; close it, or write a \" "
        + "inside a quoted field twice; the file may be cut"
    ),
    (
      "from,to\n张,\"b\"c\n",
      "2:6: found text after a closing quote; expected a separator or the end of the line; write "
        + "a \" inside a quoted field twice"
    ),
    (
      "from,to,note\na,b,c\r\na,b\n",
      "3:1: found 2 fields; expected 3 as in the header; the row is cut or lacks a separator"
    ),
    (
      "from,to,note\na",
      "2:1: found 1 field; expected 3 as in the header; the row is cut or lacks a separator"
    ),
    (
      "from,to\n甲,b,c,d\n",
      "2:5: found 4 fields; expected 2 as in the header; put fields that hold a separator in quotes"
    ),
    ("", "1:1: found an empty file; expected a row of headers and at least one record"),
    ("  \n\n", "1:1: found an empty file; expected a row of headers and at least one record"),
    ("from,to\n", "1:1: found no records; expected at least one record"),
    ("from,to\n,\n\n", "1:1: found no records; expected at least one record"),
    (
      "from,sender,to\na,b,c\n",
      "1:6: found the headers 'from' and 'sender', which both mean 'from'; expected one column "
        + "for a field; rename or remove one of them"
    ),
    (
      "from,to,certainty\na,b,sure\n",
      "2:5: found the certainty 'sure'; expected 'confirmed', 'probable', 'alleged'"
    ),
    (
      "from,to\na;b,c\n",
      "2:1: found several names, 'a;b', in 'from'; expected one; write a record for each"
    ),
    (
      "from,to\n*,c\n",
      "2:1: found '*' in 'from'; expected a name; only 'to' can be a broadcast"
    ),
  ])
  func errors(_ text: String, message: String) {
    #expect(failure { try readRecords(text) } == "records.csv:" + message)
  }

  @Test func columnsWithoutAMeaningAreKept() throws {
    let records = try readRecords("to,Case No.,from,,to be\nb,7,a,x,\n").records
    #expect(
      records.extras(0) == [
        ExtraField(name: "Case No.", value: "7"), ExtraField(name: "column 4", value: "x"),
      ])
  }

  @Test(arguments: [
    "id,time,from,to,channel,item,parent,original,directed_by,approved_by,certainty,evidence,note",
    "Record ID,Date,Sender,Recipient,CHANNEL,Document,Parent,Original,Directed-By,ApprovedBy,"
      + "Certainty,Evidence,Note",
    "record,timestamp,source,receivers,channel,content,parent,original,directed by,approved by,"
      + "certainty,evidence,note",
    "编号,时间,发送人,接收人,渠道,文件,来源记录,原作者,指使人,审批人,可信度,证据,备注",
    "編號,時間,發送人,接收人,渠道,檔案,來源記錄,原作者,指使人,審批人,可信度,證據,備註",
    "序号,日期,发件人,收件人,方式,材料,来源记录,原作者,指示人,审批人,可信度,证据编号,备注",
    "记录编号,发送时间,发送者,收件者,途径,文件名,来源记录,原作者,指示人,审批人,可信度,证据编号,备注",
    "编号,转发时间,转发人,接收者,发送方式,文件,来源记录,原作者,指示人,审批人,可信度,证据,备注",
    "编号,转发时间,寄件人,收到人,发送方式,文件,来源记录,原作者,指示人,审批人,可信度,证据,备注",
  ])
  func headers(_ headers: String) throws {
    let row = "R2,2017,甲,乙;丙,Fax,doc,R1,丁,戊;己,庚,很可能,E1;E2,text"
    #expect(
      try readRecords(headers + "\n" + row + "\n").recordLines
        == ["R2|2017|甲|乙+丙|fax|doc|R1|丁|戊+己|庚|probable|E1+E2|text|"])
  }

  @Test(arguments: [
    ("", "confirmed"), ("Confirmed", "confirmed"), ("确认", "confirmed"), ("已确认", "confirmed"),
    ("可能", "probable"), ("很可能", "probable"), ("据称", "alleged"), ("传闻", "alleged"),
    ("ALLEGED", "alleged"),
  ])
  func certainties(_ word: String, expected: String) throws {
    #expect(
      try readRecords("from,to,certainty\na,b,\(word)\n").records.certainty(0).word == expected)
  }

  @Test func channelsAreOneWithoutRegardToCase() throws {
    let records = try readRecords("from,to,channel\na,b, Fax\na,c,fax\na,d,FAX \na,e,\n").records
    #expect((0..<4).map { records.channel($0) } == ["fax", "fax", "fax", "unknown"])
    #expect((0..<4).map { records.channelKey($0) } == ["fax", "fax", "fax", "unknown"])
    #expect((0..<4).map { records.channelNumber($0) } == [0, 0, 0, 1])
  }

  @Test(arguments: [
    ("传真", "fax"), ("微信群", "wechat-group"), ("WeChat group", "wechat-group"), ("机要", "courier"),
    ("不明", "unknown"), ("E-mail", "email"), ("carrier pigeon", "carrier pigeon"),
  ])
  func knownChannelsHaveOneName(_ spelling: String, name: String) throws {
    let records = try readRecords("from,to,channel\na,b,\(spelling)\n").records
    #expect(records.channel(0) == name)
  }

  @Test func otherChannelsAreShownAsFirstSpelled() throws {
    let text = "from,to,channel,item\na,b,QQ,x\na,c,fax,y\na,d,qq,y\na,e,Unknown,y\na,f,,y\n"
    let all = try readRecords(text).records
    #expect((0..<5).map { all.channel($0) } == ["QQ", "fax", "QQ", "unknown", "unknown"])
    let some = try readRecords(text) { $0.item = "y" }.records
    #expect((0..<4).map { some.channel($0) } == ["fax", "QQ", "unknown", "unknown"])
    #expect((0..<4).map { some.channelKey($0) } == ["fax", "qq", "unknown", "unknown"])
  }

  @Test(arguments: ["from", "to", "original", "directed_by", "approved_by"])
  func namesOfMoreThanAThousandBytesAreNone(_ field: String) throws {
    let header = field == "to" ? "note,\(field),from" : "to,\(field),time"
    func text(_ length: Int) -> String {
      header + "\na," + String(repeating: "b", count: length) + ",2017\n"
    }
    #expect(try readRecords(text(1000)).records.count == 1)
    #expect(
      failure { try readRecords(text(1001)) }
        == "records.csv:2:3: found a name of 1001 bytes in '\(field)'; expected at most 1000; a "
        + "quote or a separator may be missing")
  }

  @Test func manyShortNamesMayBeLong() throws {
    let names = (0..<1000).map { "name \($0)" }.joined(separator: ";")
    let records = try readRecords("from,to,directed_by\na,\(names),\(names)\n").records
    #expect(records.recipients[0].count == 1000)
  }

  @Test(arguments: [100, 3_000_000])
  func aFirstLineThatIsTooLongIsNoHeader(_ length: Int) {
    let message = failure { try readRecords(String(repeating: "a", count: length)) }
    #expect(message.hasPrefix("records.csv:1:1: found "))
    #expect(message.utf8.count < 600)
    #expect(message.contains("a first line of more than 1048576 bytes") == (length > 100))
  }

  @Test func aFieldMayBeLong() throws {
    let note = String(repeating: "很长", count: 100_000)
    #expect(try fields("from,to,note\na,b,\"\(note)\"\n")[2] == note)
  }

  /// Records that are written with random quoting are read as they were.
  @Test(arguments: 0..<20)
  func roundTrip(_ seed: UInt64) throws {
    var generator = Numbers(seed: seed)
    let letters: [Character] = ["a", "b", "\"", ",", " ", "\n", "某", "é", "\t", "'", "x", "0"]
    func field(_ generator: inout Numbers) -> String {
      let count = Int.random(in: 1...8, using: &generator)
      let inner = (0..<count).map { _ in letters[Int.random(in: 0..<12, using: &generator)] }
      return "<" + String(inner) + ">"
    }
    var text = "from,to,note,extra\n"
    var expected: [[String]] = []
    for _ in 0..<50 {
      let row = (0..<4).map { _ in field(&generator) }
      expected.append(row)
      let written = row.map { field in
        let mustQuote = field.contains { $0 == "\n" || $0 == "," }
        guard mustQuote || Bool.random(using: &generator) else { return field }
        return "\"" + field.replacingOccurrences(of: "\"", with: "\"\"") + "\""
      }
      text += written.joined(separator: ",") + (Bool.random(using: &generator) ? "\r\n" : "\n")
    }
    let result = try readRecords(text)
    for record in 0..<50 {
      let recipients = result.records.recipients[record].map { result.entities.id(Int($0)) }
      let read: [String] = [
        result.records.actor(record).map { result.entities.id($0) } ?? "", recipients[0],
        result.records.note(record), result.records.extras(record)[0].value,
      ]
      #expect(read == expected[record])
    }
  }
}
