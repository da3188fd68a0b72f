import Foundation
import RepostRecords
import RepostReport
import Testing

/// True names are put back as each format wants them.
@Suite struct RevealTests {
  private static let hostile = #"=A "b" <i>&\ --> "#

  private func reveal(_ text: String, as format: RevealFormat) throws -> String {
    let name = try JSONSerialization.data(
      withJSONObject: ["id": Self.hostile, "name": "N" + Self.hostile, "kind": "person"])
    let json = """
      {"schema": "repost-tracer/pseudonyms/1", "secret": "\(String(repeating: "0f", count: 32))",
       "names": {"P-7F3A": \(String(decoding: name, as: UTF8.self)),
         "张某甲": {"id": "张三", "name": "张三", "kind": "person"},
         "P-AAAA": {"id": "k1", "name": "Kim", "kind": "person"},
         "P-BBBB": {"id": "k2", "name": "Kim", "kind": "person"}},
       "records": {"R-0001": "r one"}, "items": {},
       "files": {"F-1234.csv": {"id": "a.csv", "path": "x/a.csv"}}, "words": {}}
      """
    let content = try JSONDecoder().decode(PseudonymKey.Content.self, from: Data(json.utf8))
    let key = try #require(PseudonymKey(content))
    return String(decoding: revealed(Array(text.utf8), as: format, key), as: UTF8.self)
  }

  @Test func onlyWholeWordsAreTurnedBack() throws {
    let text = "P-AAAA1 xP-AAAA entity-P-AAAA P-AAAA_ (R-0001#2) ?R-0001 张某甲乙 由张某甲发出"
    #expect(
      try reveal(text, as: .txt)
        == "P-AAAA1 xP-AAAA entity-P-AAAA P-AAAA_ (r one#2) ?r one 张某甲乙 由张三发出")
  }

  @Test func namesThatAreSharedAreToldApart() throws {
    #expect(try reveal("P-AAAA, P-BBBB", as: .txt) == "Kim [k1], Kim [k2]")
  }

  @Test func jsonHasIDsAndNamesAndStaysJSON() throws {
    let json = try reveal(
      #"{"entity": "P-7F3A", "name": "P-7F3A", "P-AAAA": ["P-AAAA", "F-1234.csv", "F-1234.csv:3"]}"#,
      as: .json)
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    #expect(object?["entity"] as? String == Self.hostile)
    #expect(object?["name"] as? String == "N" + Self.hostile)
    #expect(object?["P-AAAA"] as? [String] == ["k1", "x/a.csv", "a.csv:3"])
  }

  @Test func escapedJSONIsUnderstood() throws {
    #expect(try reveal(#"["\u5f20\u67d0\u7532"]"#, as: .json) == #"["张三"]"#)
  }

  @Test func tablesKeepTheirGuardAgainstFormulas() throws {
    let csv = try reveal("No.,ID,Name\r\n1,P-7F3A,P-AAAA\r\n", as: .csv)
    #expect(csv == "No.,ID,Name\r\n1,\"'=A \"\"b\"\" <i>&\\ --> \",Kim\r\n")
  }

  @Test func tablesThatAreReadAgainHaveNone() throws {
    let csv = try reveal("id,time,from,to\nR-0001,,P-7F3A,\"P-AAAA;P-BBBB\"\n", as: .csv)
    #expect(csv == "id,time,from,to\nr one,,\"=A \"\"b\"\" <i>&\\ --> \",\"k1;k2\"\n")
  }

  @Test func markupIsEscapedWhereverANameStands() throws {
    let html = try reveal(
      """
      <p id="P-7F3A" title='P-7F3A'>P-7F3A</p><!-- P-7F3A --><style>P-7F3A</style>\
      <script>"P-7F3A"</script><script type="application/json">{"id":"P-7F3A","name":"P-7F3A"}</script>
      """, as: .html)
    let name = "N=A &quot;b&quot; &lt;i&gt;&amp;\\ --&gt; "
    #expect(
      html == """
        <p id="P-7F3A" title='\(name)'>\(name)</p>\
        <!-- N=A &quot;b&quot; &lt;i&gt;&amp;\\ &#45;&#45;&gt;  --><style>P-7F3A</style>\
        <script>"P-7F3A"</script><script type="application/json">{"id":"P-7F3A",\
        "name":"N=A \\"b\\" \\u003ci\\u003e\\u0026\\\\ --\\u003e "}</script>
        """)
  }

  @Test func graphsAreJoinedByIDs() throws {
    let xml = try reveal(
      #"<node id="P-AAAA"/><edge source="P-AAAA" target="P-BBBB" label="P-AAAA"/>"#, as: .xml)
    #expect(
      xml == #"<node id="k1"/><edge source="k1" target="k2" label="Kim [k1]"/>"#)
  }

  @Test func stringsOfDOTAreEscaped() throws {
    let dot = try reveal(
      #"digraph { "P-7F3A" [label=<<b>P-7F3A</b>>, tooltip="P-AAAA"] }"#, as: .dot)
    #expect(
      dot == #"digraph { "N=A \"b\" <i>&\\ --> " [label=<<b>N=A &quot;b&quot; "#
        + #"&lt;i&gt;&amp;\ --&gt; </b>>, tooltip="Kim [k1]"] }"#)
  }
}
