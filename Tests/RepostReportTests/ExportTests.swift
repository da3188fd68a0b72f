import Foundation
import RepostFormats
import RepostRecords
import RepostReport
import RepostTrace
import Testing

/// Two hops between the same two, one of unknown time; an unnamed actor; a group; a broadcast with a taker.
private func tiny() throws -> Trace {
  try trace(
    """
    id,time,from,to,channel,item,parent,directed_by,certainty,evidence,note
    R1,2024-03-01T09:00:00Z,Li,Wang,fax,notice,,Zhao,confirmed,exhibit 1,"<a ""copy"">"
    R2,,Li,Wang,fax,notice,,,alleged,,
    R3,2024-03-02,Wang,Class,wechat-group,notice,,,confirmed,,
    R4,2024-03,,*,weibo,notice,R3,,confirmed,,
    R5,2024-03-05,Sun,Site,web,notice,R4,,confirmed,,
    """,
    entities: """
      id,name,kind,zone,members
      Li,Li & Co,person,internal,
      Wang,Wang,person,internal,
      Class,Class group,group,external,Wang
      Site,A site,site,public,
      """)
}

private func export(
  _ trace: Trace, _ format: ExportFormat, _ part: ExportPart = .whole, jobs: Int = 1
) throws -> [UInt8] {
  var bytes: [UInt8] = []
  try writeExport(trace, as: format, part: part, version: "0", jobs: jobs) { bytes += $0 }
  return bytes
}

@Suite struct ExportTests {
  @Test(arguments: ExportFormat.allCases)
  func writesWhatTheGoldenHolds(_ format: ExportFormat) throws {
    let trace = try tiny()
    let parts: [(ExportPart, String)] =
      format.isPair ? [(.nodes, ".nodes.csv"), (.edges, ".edges.csv")] : [(.whole, "")]
    for (part, ending) in parts {
      // The folder of the case has another name each time.
      let written = text(try export(trace, format, part))
        .replacing(/[^"<>,]*repost-report-[0-9A-F-]+\//, with: "")
        .replacing(/repost-report-[0-9A-F-]+/, with: "a case").replacing("\r\n", with: "\n")
      try expectGolden(written, "tiny.\(format.rawValue)\(ending)")
    }
  }

  @Test(arguments: ExportFormat.allCases)
  func isTheSameOnAnyNumberOfProcessors(_ format: ExportFormat) throws {
    let lines = (0..<2_500).map { "p\($0 / 3),p\($0 / 3 + 1 + $0 % 3),2024-01-0\(1 + $0 / 600)" }
    let trace = try trace("from,to,time\n" + lines.joined(separator: "\n"))
    let parts: [ExportPart] = format.isPair ? [.nodes, .edges] : [.whole]
    for part in parts {
      #expect(try export(trace, format, part) == export(trace, format, part, jobs: 4))
    }
  }

  @Test(arguments: [ExportFormat.jgf, .prov, .caseUCO])
  func isJSON(_ format: ExportFormat) throws {
    for sample in [try tiny(), try sample("fax-and-mms")] {
      #expect(throws: Never.self) {
        try JSONSerialization.jsonObject(with: Data(try export(sample, format)))
      }
    }
  }

  @Test(arguments: [ExportFormat.graphml, .gexf, .dot, .caseUCO])
  func isReadBackAsTheSameRecords(_ format: ExportFormat) throws {
    let first = try tiny()
    let again = try readBack(export(first, format), format)
    let (wanted, found) = (first.input, again)
    func lines(_ input: ForwardingCase) throws -> [String] {
      var bytes: [UInt8] = []
      try writeNativeRecords(input, as: .ndjson) { bytes += $0 }
      return text(bytes).split(separator: "\n").map(String.init)
    }
    #expect(try lines(found) == lines(wanted))
    #expect(found.warnings.filter { $0.code != .undeclaredEntity }.isEmpty)
    #expect(found.entities.find("Li").map { found.entities.name($0) } == "Li & Co")
  }

  private func readBack(_ bytes: [UInt8], _ format: ExportFormat) throws -> ForwardingCase {
    try withFolder { folder in
      let path = folder + "/back" + format.endings[0]
      try Data(bytes).write(to: URL(filePath: path))
      var request = CaseRequest(inputs: [.path(path)])
      // What is stated as a day says nothing of the zone.
      request.timeZone = "UTC"
      return try readCase(request)
    }
  }

  @Test func giveEveryHopAndNodeAnIdOfItsOwn() throws {
    let trace = try trace(
      """
      id,from,to,parent
      R1,A,B;C,
      R1#1,B,D,R1
      R2,,*,R1
      R3,?R2,*R2,
      """)
    let edges = text(try export(trace, .csv, .edges)).split(separator: "\r\n").dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(edges.map { $0[3] } == ["R1#1'", "R1#2", "R1#1", "R2", "R3"])
    #expect(
      edges.map { "\($0[0])>\($0[1])" } == ["A>B", "A>C", "B>D", "??R2>**R2", "?R2>*R2"])
  }

  @Test func tellsTheFormatByTheEnding() {
    #expect(ExportFormat(fileName: "a.GraphML") == .graphml)
    #expect(ExportFormat(fileName: "a.neo4j.csv") == .neo4j)
    #expect(ExportFormat(fileName: "a.csv") == .csv)
    #expect(ExportFormat(fileName: "a.prov.json") == .prov)
    #expect(ExportFormat(fileName: "a.json") == nil)
    #expect(ExportFormat.csv.pair(of: "x/a.csv") == ("x/a-nodes.csv", "x/a-edges.csv"))
    #expect(ExportFormat.neo4j.pair(of: "a.csv") == ("a-nodes.csv", "a-edges.csv"))
  }

  @Test func inventsNoTimes() throws {
    let gexf = text(try export(try tiny(), .gexf))
    let edge = try #require(gexf.split(separator: "\n").first { $0.hasPrefix("<edge id=\"R2\"") })
    #expect(!edge.prefix { $0 != ">" }.contains(" start="))
    let node = try #require(gexf.split(separator: "\n").first { $0.hasPrefix("<node id=\"Li\"") })
    #expect(!node.contains(" start="))
    #expect(gexf.contains("end=\"2024-03-31T23:59:59.999999Z\""))
    let prov = text(try export(try tiny(), .prov))
    let hop = try #require(prov.split(separator: "\n").first { $0.hasPrefix("\"hop:R2\"") })
    #expect(!hop.contains("prov:startTime"))
  }

  @Test func keepsNamesOfProvApart() throws {
    let trace = try trace("from,to\na b,a_20b\na-b,a_2Db\n张,a:b")
    let prov = text(try export(trace, .prov))
    for name in ["agent:a_20b", "agent:a_5F20b", "agent:a_2Db", "agent:a_5F2Db", "agent:张"] {
      #expect(prov.split(separator: "\n").count { $0.hasPrefix("\"\(name)\"") } == 1)
    }
  }
}
