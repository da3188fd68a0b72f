import Foundation
import RepostGraph
import RepostRecords
import RepostReport
import RepostTrace
import Testing

@Test(arguments: sampleNames)
func traceOfASampleIsAsRecorded(name: String) throws {
  let json = traceJSON(try sample(name), version: "0.0.0", full: false)
  try expectGolden(text(json), "\(name).trace.json")
  #expect(try object(json)["schema"] as? String == "repost-tracer/trace/1")
}

@Test func everySampleGivesJSON() throws {
  for name in sampleNames {
    let trace = try sample(name)
    let json = traceJSON(trace, version: "0.0.0", full: true)
    #expect(try object(json)["hops"] as? [Any] != nil, "\(name)")
    #expect(json == traceJSON(trace, version: "0.0.0", full: true), "\(name)")
    #expect(try object(forwardersJSON(trace, version: "0"))["forwarders"] as? [Any] != nil)
    #expect(try object(itemsJSON(trace, version: "0"))["items"] as? [Any] != nil)
  }
}

@Test func leavesUnknownThingsNull() throws {
  let trace = try trace(
    "id,time,from,to,channel,parent,original\nR1,,,A,,,\nR2,2020-01,A,B;*,web,,\nR3,,C,D,,,A\n")
  let json = try object(traceJSON(trace, version: "0", full: false))
  let hops = try #require(json["hops"] as? [[String: Any]])
  #expect(hops[0]["from"] as? String == "?R1")
  #expect(hops[0]["time"] is NSNull)
  #expect(hops[0]["channel"] as? String == "unknown")
  #expect(hops[2]["to"] as? String == "*")
  #expect(hops[3]["basis"] as? String == "origin-only")
  let gaps = try #require(json["gaps"] as? [[String: Any]])
  #expect(gaps.map { $0["hint"] as? String } == [nil, "A"])
  let forwarders = try #require(json["forwarders"] as? [[String: Any]])
  #expect(forwarders.allSatisfy { $0["responsible"] is NSNull })
  let range = try #require(
    (json["summary"] as? [String: Any])?["knowledge_range"] as? [String: Any])
  #expect(range["unnamed_up_to"] is NSNull)
  #expect(json["families"] == nil)
  let entities = try #require(json["entities"] as? [[String: Any]])
  #expect(entities.allSatisfy { $0["zone"] as? String == "unknown" })
}

@Test func leavesOutTheLongTablesPast20000Hops() throws {
  var records = "from,to\n"
  for record in 0..<20_001 { records += "P\(record),P\(record + 1)\n" }
  let trace = try trace(records)
  let short = try object(traceJSON(trace, version: "0", full: false))
  #expect(short["truncated"] as? Bool == true)
  #expect(short["hops"] == nil && short["entities"] == nil && short["received_only"] == nil)
  #expect((short["forwarders"] as? [Any])?.count ?? 0 >= 1000)
  let full = try object(traceJSON(trace, version: "0", full: true))
  #expect(full["truncated"] == nil)
  #expect((full["hops"] as? [Any])?.count == 20_001)
  #expect((full["forwarders"] as? [Any])?.count == 20_001)
}

/// In a group of ten thousand, everyone can have it from everyone before: a hundred million pairs.
@Test func ofVeryManySourcesTheFirstAreListedAndAllCounted() throws {
  var records = "id,time,from,to\n"
  for day in 0..<1003 {
    // The last on file is the first in time.
    let minute = 2000 - day
    records += "R\(day),2020-01-01T\(10 + minute / 600):\(10 + minute % 50):00Z,P\(day),B\n"
  }
  records += "R1003,2021-01-01,B,C;D\n"
  let trace = try trace(records)
  let json = try object(traceJSON(trace, version: "0", full: true))
  let hops = try #require(json["hops"] as? [[String: Any]])
  let last = hops.filter { $0["record"] as? String == "R1003" }
  #expect(last.count == 2)
  for hop in last {
    #expect(hop["parents_total"] as? Int == 1003)
    let order = trace.graph.order.records.map { trace.input.records.id(Int($0)) }
    #expect(hop["parents"] as? [String] == Array(order.prefix(1000)))
  }
  #expect(hops.filter { $0["parents_total"] != nil }.count == 2)
  let forwarders = try #require(json["forwarders"] as? [[String: Any]])
  let actor = try #require(forwarders.first { $0["entity"] as? String == "B" })
  let received = try #require(actor["received"] as? [String: Any])
  #expect(received["sources_total"] as? Int == 1003)
  #expect(received["records_total"] as? Int == 1003)
  #expect((received["sources"] as? [Any])?.count == 1000)
  #expect((received["records"] as? [Any])?.count == 1000)
  let csv = text(forwardersCSV(trace, language: .english))
  let row = try #require(csv.split(separator: "\r\n").first { $0.contains(",B,") })
  #expect(row.split(separator: ",").count { $0.hasSuffix("; … and 903 more") } == 2)
}

private func object(_ json: [UInt8]) throws -> [String: Any] {
  try #require(try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any])
}
