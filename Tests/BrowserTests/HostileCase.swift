import Foundation

/// A case in which every field says something that would be more than text if it were not escaped.
enum HostileCase {
  /// Runs before the page, and tells of whatever of the input has been run.
  static let watch = """
    window.pwned = [];
    for (const name of ['alert', 'confirm', 'prompt', 'open', 'print', 'fetch', 'eval']) {
      window[name] = text => { window.pwned.push(name + ' ' + text) };
    }
    """

  static let texts: [String] = [
    "<script>alert('ran')</script>", "</script><script>alert('ran')</script>",
    "\"><img src=x onerror=alert('ran')>", "'><svg onload=alert('ran')>",
    "<svg><script>alert('ran')</script></svg>", "<iframe src=\"javascript:alert('ran')\"></iframe>",
    "<a href=\"javascript:alert('ran')\">link</a>", "javascript:alert('ran')",
    "https://example.com/a?b=c&d", "</td></tr></table></section></main>",
    "</svg></div><h1>Title</h1>",
    "<style>*{display:none}</style>", "</style><style>body{visibility:hidden}</style>",
    "x{background:url(http://192.0.2.1/)}", "]]><b>x</b>", "--><b>x</b><!--",
    "<!-- <![CDATA[ <?x ?>",
    "\"]; graph [label=<<b>x</b>>]; a -> b [URL=\"javascript:alert('ran')\"",
    "\\N \\G \\L \\\" {a|<b>c}",
    "&lt;script&gt; &amp;amp; &#60;b&#62; &copy;", "${alert('ran')} {{alert('ran')}} {n} {who:a/b}",
    "\u{2028}alert('ran')\u{2029}", "*/alert('ran')/*",
    "\\u003cscript\\u003ealert('ran')\\u003c/script\\u003e",
    "\u{202E}gnp.exe\u{2066}\u{200F}", "bell\u{7}\u{1B}[31m\u{9F}\u{FEFF}\u{200B}", "__proto__",
    "constructor",
    "=cmd|' /C calc'!A0",
    "a\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301} \u{1F469}\u{200D}\u{1F4BB}",
    String(repeating: "long", count: 2_500), String(repeating: "很长的名字", count: 700),
    String(repeating: "<b> & ", count: 1_700),
  ]

  static let folder = "<b onclick=alert(1)>&amp;'\"<!--"

  /// The files of the case by name; each text stands in every kind of field once.
  static var files: [String: String] {
    ["records.ndjson": records, "entities.csv": entities, "case.yaml": settings]
  }

  private static func text(_ place: Int) -> String { texts[place % texts.count] }

  // Separators of lists would only cut the texts into pieces, and a name may have 1,000 bytes at most.
  private static func whole(_ place: Int) -> String {
    var name = text(place).replacing(";", with: "⁏")
    while name.utf8.count > 950 { name.removeLast(10) }
    return name
  }

  private static func id(_ place: Int) -> String { "E\(place) " + whole(place) }

  private static let zones = ["in \(texts[0])", "mid \(texts[2])", "out \(texts[6])"]

  private static var records: String {
    var lines = ""
    for place in texts.indices {
      var record: [String: JSON] = [
        "id": .string("R\(place) " + whole(place)), "from": .string(id(place)),
        "to": .string(id(place + 1)), "channel": .string(text(place + 2)),
        "item": .string("I\(place % 4) " + whole(place % 4)), "certainty": "probable",
        "directed_by": .string(id((place + 5) % texts.count)),
        "evidence": .string(whole(place + 3)),
        "note": .string(text(place + 4)), "time": .string("2024-01-\(10 + place % 20)T10:00:00Z"),
        "extra \(whole(place % 9))": .string(text(place + 6)),
      ]
      if place > 0 { record["parent"] = .string("R\(place - 1) " + whole(place - 1)) }
      lines += String(decoding: JSON.object(record).data, as: UTF8.self) + "\n"
    }
    return lines
  }

  private static var entities: String {
    var lines = "id,name,kind,zone,organisation,title,aliases,note\n"
    for place in texts.indices {
      let cells = [
        id(place), "N\(place) " + text(place + 1), "person", zones[min(place / 8, 2)],
        text(place + 3), text(place + 4), "A\(place) " + whole(place + 5), text(place + 6),
      ]
      lines += cells.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",") + "\n"
    }
    return lines
  }

  // JSON is YAML too.
  private static var settings: String {
    let items = (0..<4).map { place -> JSON in
      [
        "id": .string("I\(place) " + whole(place)), "title": .string(text(place + 4)),
        "marking": .string(text(place + 5)), "issuer": .string(id(place)),
        "permitted_zone": .string(zones[0]), "approved_channels": [.string(text(place + 7))],
        "rule": .string(text(place + 8)),
      ]
    }
    let settings: JSON = [
      "title": .string("Case " + texts.prefix(12).joined(separator: " ")),
      "zones": .array(zones.map { .string($0) }), "boundary": .string(zones[2]),
      "items": .array(items),
    ]
    return String(decoding: settings.data, as: UTF8.self)
  }
}
