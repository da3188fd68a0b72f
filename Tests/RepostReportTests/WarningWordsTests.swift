import Foundation
import RepostFormats
import RepostRecords
import RepostTrace
import Testing

@testable import RepostReport

@Suite struct WarningWordsTests {
  /// Records and an entities file that give a warning of every code but those of other programs' files.
  private static let records = """
    id,time,from,to,parent,item
    N1,,A,,,n
    S1,,A,A;B,,s
    P1,,A,B,R9,p
    M1,,A,B,,m
    M2,,C,D,M1,m
    L1,2020,A,B,,l
    L2,2019,B,C,L1,l
    C1,,A,B,C2,c
    C2,,B,A,C1,c
    O1,2020,A,B,,o
    O2,2020,B,A,,o
    T1,soon,A,B,,t
    T2,2020/2019,B,A,,t
    D1,,A,B,,d
    D1,,A,C,,d
    E1,2020-01-01,A,B,,e
    E2,2020-01-01,A,B,,e
    X1,2020,A,B,,x
    X2,2021,C,A,,x
    Z1,,Ann,ann,,z
    B1,,"A;B",C,,b
    B2,,A
    Y1,,A,B,Y1,y

    """

  /// A file of another program that is cut.
  private static let graph = """
    digraph {
      a -> b [time="2020-01-01 10:00"];
      a -> ];
      b -> c
    """

  private func traced(_ files: [(name: String, text: String)]) throws -> Trace {
    try withFolder { folder in
      for (name, text) in files {
        try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
      }
      let isFolder = files.count > 1
      var request = CaseRequest(inputs: [.path(isFolder ? folder : folder + "/" + files[0].name)])
      request.badRows = .skip
      return Trace(try readCase(request))
    }
  }

  private func nativeTrace() throws -> Trace {
    try traced([("records.csv", Self.records), ("entities.csv", "id,kind,zone\nA,person,mars\n")])
  }

  /// Whether a text has three words of English in a row.
  private func hasEnglish(_ text: String) throws -> Bool {
    text.contains(try Regex("[A-Za-z']+[ ,;]+[A-Za-z']+[ ,;]+[A-Za-z']+"))
  }

  @Test func aWarningOfEveryCodeIsInChinese() throws {
    let say = Wording(language: .chinese)
    var codes: Set<WarningCode> = []
    for trace in [try nativeTrace(), try traced([("g.dot", Self.graph)])] {
      for warning in trace.warnings {
        let text = say.message(warning)
        #expect(try !hasEnglish(text), "\(warning.code): \(text)")
        #expect(try hasEnglish(warning.message), "\(warning.code): \(warning.message)")
        #expect(!text.contains("原文为英文"), "\(warning.code): \(text)")
        codes.insert(warning.code)
      }
      let lines = checkText(trace, language: .chinese).split(separator: "\n")
      for line in lines { #expect(try !hasEnglish(String(line)), "\(line)") }
    }
    #expect(codes == Set(WarningCode.allCases))
  }

  @Test(arguments: [
    (
      WarningCode.unknownParent, "载明的来源记录“R9”不在输入中；发送人从何处取得，改由其他记录推断"
    ),
    (.badRow, "该行已跳过：读到字段“from”中有几个名称：“A;B”；应为一个；原文为“B1,,\"A;B\",C,,b”"),
    (
      .unknownZone,
      "“A”的圈层“mars”不是本案的圈层，按不明计；本案的圈层为“authorised”、“internal”、“external”、“public”、“overseas”"
    ),
  ])
  func saysInChineseWhatItSaysInEnglish(code: WarningCode, text: String) throws {
    let warning = try #require(try nativeTrace().warnings.first { $0.code == code })
    #expect(Wording(language: .chinese).message(warning) == text)
  }

  @Test func theTableOfWarningsAndTheListAreInTheSameWords() throws {
    let trace = try nativeTrace()
    let list = checkText(trace, language: .chinese)
    #expect(
      list.contains("records.csv:4: 提示：来源记录缺失（unknown-parent）：载明的来源记录“R9”不在输入中；"))
    #expect(list.contains("推断（记录P1）\n"))
    let page = text(reportHTML(trace, language: .chinese, svg: [], version: "0"))
    #expect(page.contains("载明的来源记录“R9”不在输入中"))
    #expect(!page.contains("is not in the input"))
  }

  @Test func everySentenceHasChinese() throws {
    let pairs =
      RecordSentence.allCases.map { ($0.rawValue, $0.chinese) }
      + FileSentence.allCases.map { ($0.rawValue, $0.chinese) }
    for (english, chinese) in pairs {
      #expect(try slots(english) == slots(chinese), "\(english)")
      let hasWords = english.replacing(try Regex("\\{[^}]*\\}|'"), with: "").contains(
        where: \.isLetter)
      #expect(try !hasWords || chinese.contains(Regex("\\p{Han}|From|^\\{")), "\(english)")
      #expect(try !hasEnglish(chinese.replacing(try Regex("SEND.*SUBMIT"), with: "")), "\(chinese)")
      // Signs of Chinese stand between Chinese words.
      #expect(try !chinese.contains(Regex("\\p{Han}[,;:?!()\"]|[,;:?!(\"]\\p{Han}")), "\(chinese)")
      #expect(try !english.contains(Regex("\\p{Han}|[，。：；、（）“”]")), "\(english)")
    }
  }

  @Test func namesCannotMoveWhatStandsBesideThem() throws {
    let trace = try trace("id,from,to,parent\nR1,A,B,\u{202E}R9\n")
    let text = Wording(language: .chinese).message(try #require(trace.warnings.first))
    #expect(text.hasPrefix("载明的来源记录“\\u{202e}R9”不在输入中"))
  }

  @Test func wordsOfALibraryAreMarkedAsEnglish() throws {
    let cut = try traced([
      (
        "g.graphml",
        """
        <graphml><graph edgedefault="directed"><edge source="a" target="b"/>
        """
      )
    ])
    let warning = try #require(cut.warnings.first { $0.code == .cutFile })
    let text = Wording(language: .chinese).message(warning)
    #expect(text.contains("（原文为英文）"), "\(text)")
    #expect(text.hasSuffix("；此前的内容均已读取，其后的缺失"), "\(text)")
  }

  @Test func withPseudonymsNoWarningRepeatsTheInput() throws {
    for (name, text) in [("records.csv", Self.records), ("g.dot", Self.graph)] {
      let read = try withFolder { folder in
        try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
        var request = CaseRequest(inputs: [.path(folder + "/" + name)])
        request.badRows = .skip
        return try readCase(request)
      }
      var key = PseudonymKey()
      let hidden = read.pseudonymised(&key, PseudonymOptions())
      let say = Wording(language: .chinese)
      for warning in hidden.warnings {
        #expect(warning.detail == .withheld)
        let text = say.message(warning)
        #expect(text.hasSuffix("；要看输入中的原文，请不用化名再运行"))
        #expect(!text.contains(try Regex("[A-Za-z]")), "\(text)")
      }
      #expect(hidden.warnings.count == read.warnings.count && !read.warnings.isEmpty)
      for warning in Trace(hidden).warnings { #expect(!say.message(warning).contains("Ann")) }
    }
  }

  private func slots(_ template: String) throws -> Set<Substring> {
    Set(template.matches(of: try Regex("\\{([0-9])")).compactMap { $0.output[1].substring })
  }
}
