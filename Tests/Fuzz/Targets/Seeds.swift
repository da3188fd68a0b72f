import Foundation
import RepostFormats
import RepostRecords
import RepostReport

extension FuzzTarget {
  /// Inputs that a target takes, made of the samples of the package; fuzzing changes them.
  var seeds: [[UInt8]] {
    let texts = Self.hostileTexts.map { Array($0.utf8) }
    switch name {
    case "foreign": return Self.foreignFiles.map { [$0.format, 63] + $0.bytes }
    case "workbook": return Self.files("formats/xlsx", ending: "xlsx")
    case "sheet": return Self.sheets.map { Array($0.utf8) }
    case "entities": return Self.files("", ending: "entities.csv").map { [0] + $0 }
    case "case-file": return Self.files("", ending: "case.yaml")
    case "time": return Self.times.map { [1] + Array($0.utf8) }
    case "labels": return texts.map { [40, 10] + $0 }
    case "escapes": return texts
    case "dot": return texts + [Array(texts.joined(separator: [0]))]
    case "pipeline": return Self.cases + Self.foreignFiles.map { [$0.format, 1] + $0.bytes }
    default: return InputFormat(rawValue: name).map(Self.records) ?? []
    }
  }

  private static let samples = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "samples")

  /// The files below a folder of the samples whose paths end so.
  private static func files(_ folder: String, ending: String) -> [[UInt8]] {
    let folder = samples.appending(path: folder)
    let paths = FileManager.default.enumerator(atPath: folder.path)?
      .compactMap { $0 as? String }.filter { $0.hasSuffix(ending) }.sorted()
    return (paths ?? []).compactMap { path in
      (try? Data(contentsOf: folder.appending(path: path))).map { Array($0) }
    }
  }

  private static var foreignFiles: [(format: UInt8, bytes: [UInt8])] {
    formats.enumerated().flatMap { index, format in
      files("formats/\(format.rawValue)", ending: "").filter { $0.count < 1 << 15 }
        .map { (UInt8(index), $0) }
    }
  }

  private static var cases: [[UInt8]] {
    let line = Array("=====\n".utf8)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: samples.path)) ?? []
    return names.sorted().compactMap { name in
      let parts = ["records.csv", "entities.csv", "case.yaml"].map { file in
        files(name, ending: file).first ?? []
      }
      return parts[0].isEmpty ? nil : [252, 4] + parts.joined(separator: line)
    }
  }

  private static func records(_ format: InputFormat) -> [[UInt8]] {
    files("", ending: "records.csv").map { csv in
      let options: [UInt8] = [0xF0]
      switch format {
      case .csv: return options + csv
      case .tsv: return options + csv.map { $0 == UInt8(ascii: ",") ? 9 : $0 }
      case .json, .ndjson:
        let request = CaseRequest(inputs: [.bytes(name: "records.csv", csv)])
        guard let input = try? readCase(request) else { return options }
        var bytes = options
        try? writeNativeRecords(input, as: format == .json ? .json : .ndjson) { bytes += $0 }
        return bytes
      }
    }
  }

  private static let sheets = [
    """
    <worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>from</t></is></c>\
    <c r="B1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="str"><v>A</v></c>\
    <c r="B2" t="s"><v>2</v></c><c r="C2" s="1"><v>43011.5</v></c></row><row><c t="b"><v>1</v></c>\
    <c><v>12</v></c><c s="2"><v>0.25</v></c></row></sheetData></worksheet>\0<sst><si><t>to</t></si>\
    <si><r><t>ti</t></r><r><t>me</t></r></si><si><t>B</t><rPh><t>x</t></rPh></si></sst>\0<styleSheet>\
    <numFmts><numFmt numFmtId="164" formatCode="yyyy/m/d h:mm:ss"/></numFmts><cellXfs><xf numFmtId="0"/>\
    <xf numFmtId="164"/><xf numFmtId="20"/></cellXfs></styleSheet>
    """
  ]

  private static let times = [
    "2017-10-03T21:15:07+08:00", "2017-10-03 21:15", "2017-10", "2017", "2017/10/3 21:15",
    "2017年10月3日21时15分", "2017-10-03/2017-10-05T12:00:00.5Z", "", "不详", "20171003T211507Z",
    "Tue, 3 Oct 2017 21:15:07 +0800 (CST)", "1507036507", "2017-11-05T01:30:00",
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.999999-12:00", "下午3点20分",
  ]

  private static let hostileTexts = [
    "张某甲", "<script>alert(1)</script>", #"\N \G C:\new"#, "&copy;&#1;]]>", "张\u{202E}gnp.exe",
    "bell\u{7}", #"say "hi" --> {a|b}"#, "=HYPERLINK(\"x\")", "", "a;b\r\nc\td", "＝1", "\u{FEFF}x",
    "e" + String(repeating: "\u{301}", count: 30), "👨‍👩‍👧‍👦 🇨🇳", "\u{2028}\u{FFFE}\u{E000}", "'; --",
    String(repeating: "长", count: 120), "a  b ", "\u{1B}[2J",
  ]
}
