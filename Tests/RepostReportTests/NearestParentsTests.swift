import RepostGraph
import RepostRecords
import Testing

@testable import RepostReport
@testable import RepostTrace

@Test func theNearestParentsOfAllHopsAreThoseOfEach() throws {
  for name in sampleNames {
    let trace = try sample(name)
    let nearest = NearestParents(trace)
    for hop in 0..<trace.graph.hopCount {
      #expect(nearest.parent(ofHop: hop) == trace.nearestParent(ofHop: hop), "\(name) \(hop)")
    }
  }
}

@Test func soTheyAreWhereManyPostInGroups() throws {
  var random = Numbers()
  for _ in 0..<20 {
    var records = "id,time,from,to\n"
    for record in 0..<60 {
      let day = Int.random(in: 1...28, using: &random)
      let time = Bool.random(using: &random) ? "2024-01-\(day < 10 ? "0" : "")\(day)" : "2024-01"
      let to = ["G", "H", "P\(Int.random(in: 0..<9, using: &random))"].randomElement(using: &random)
      records += "R\(record),\(time),P\(Int.random(in: 0..<9, using: &random)),\(to ?? "G")\n"
    }
    let trace = try trace(records, entities: "id,kind\nG,group\nH,group\n")
    let nearest = NearestParents(trace)
    for hop in 0..<trace.graph.hopCount {
      #expect(nearest.parent(ofHop: hop) == trace.nearestParent(ofHop: hop), "\(records) \(hop)")
    }
  }
}

/// Numbers that are the same in every run (Steele, Lea and Flood, 2014).
private struct Numbers: RandomNumberGenerator {
  private var state: UInt64 = 7

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var number = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
    number = (number ^ (number >> 27)) &* 0x94d0_49bb_1331_11eb
    return number ^ (number >> 31)
  }
}
