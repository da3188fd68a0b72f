import RepostGraph
import RepostRecords
import Testing

/// What is said of records that do not fit together, word for word.
@Suite struct GraphWarningsTests {
  @Test(arguments: [
    (
      "R1,2017-01-01,A,,",
      "r.csv:2 no-recipient R1: the record names no recipient, so it gives no hop; fill in who got "
        + "it, or '*' where it was published"
    ),
    (
      // A parent that gives no hop is passed over; its own row has said so.
      "R1,2017-01-01,A,,\nR2,2017-01-02,B,C,R1",
      "r.csv:2 no-recipient R1: the record names no recipient, so it gives no hop; fill in who got "
        + "it, or '*' where it was published"
    ),
    (
      "R1,2017-01-01,A,A;B,",
      "r.csv:2 self-forward R1: A is recorded as passing it to itself; that recipient is left out"
    ),
    (
      "R1,2017-01-01,A,B,R9",
      "r.csv:2 unknown-parent R1: parent 'R9' is not in the input; where the actor had it from is "
        + "inferred instead"
    ),
    (
      "R1,2017-01-01,A,B,\nR2,2017-01-02,C,D,R1",
      "r.csv:3 parent-mismatch R2: parent R1 did not go to C; taken to have had it by that record "
        + "all the same"
    ),
    (
      "R1,2017-01-02,A,B,\nR2,2017-01-01,B,C,R1",
      "r.csv:3 parent-after-child R2: parent R1 is dated certainly after this record; the link is "
        + "kept, check both times"
    ),
    (
      "R1,2017,A,B,R2\nR2,2017,B,A,R1",
      "r.csv:2 parent-cycle R1: 2 records name each other as parents in a circle; this one, the "
        + "first of them, is taken to name none instead of 'R2'\n"
        + "r.csv:2 ambiguous-origin R1: 2 hops can each have come from the others, for their times are "
        + "not precise enough; this one, the first of them, is taken as an origin"
    ),
    (
      "R1,2017,A,B,R1",
      "r.csv:2 parent-cycle R1: the record names itself as its parent; it is taken to name none"
    ),
    (
      "R1,2017,A,B,\nR2,2017,B,A,",
      "r.csv:2 ambiguous-origin R1: 2 hops can each have come from the others, for their times are "
        + "not precise enough; this one, the first of them, is taken as an origin"
    ),
    (
      "R1,2017-01-01,A,B,\nR2,2017-01-02,C,A,",
      "r.csv:2 sent-before-received R1: the actor passes it on before the first record of having "
        + "received it (R2); one of the two times may be wrong, or an earlier receipt is not on record"
    ),
  ])
  func saysWhatIsWrongAndWhere(rows: String, expected: String) throws {
    #expect(try warnings(rows).joined(separator: "\n") == expected)
  }

  @Test(arguments: [
    // A parent by which anyone who reads there can have had it is no mismatch.
    "R1,2017-01-01,A,*,\nR2,2017-01-02,C,D,R1",
    // Nor is one of an unnamed actor.
    "R1,2017-01-01,A,B,\nR2,2017-01-02,,D,R1",
  ])
  func staysSilentWhereNothingIsWrong(rows: String) throws {
    #expect(try warnings(rows) == [])
  }

  private func warnings(_ rows: String) throws -> [String] {
    let text = "id,time,from,to,parent\n" + rows + "\n"
    let input = try readCase(CaseRequest(inputs: [.bytes(name: "r.csv", Array(text.utf8))]))
    return ForwardingGraph(input).warnings.map {
      "\(input.inputs[$0.file ?? 0].path):\($0.line ?? 0) \($0.code.rawValue) \($0.record ?? ""): "
        + $0.message
    }
  }
}
