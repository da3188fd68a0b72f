import Foundation
public import RepostRecords

/// The sorts of text in which pseudonyms can be turned back.
public enum RevealFormat: String, CaseIterable, Sendable {
  case csv
  case json
  case xml
  case html
  case dot
  case txt

  /// The sort of a file by the ending of its name, or `nil` where it is none.
  public init?(fileName: String) {
    switch URL(filePath: fileName).pathExtension.lowercased() {
    case "csv": self = .csv
    case "json", "ndjson", "jsonld": self = .json
    case "xml", "graphml", "gexf": self = .xml
    case "html", "svg": self = .html
    case "dot", "gv": self = .dot
    case "txt", "yaml": self = .txt
    default: return nil
    }
  }
}

/// Puts true names and ids back where pseudonyms stand by themselves, written as the format wants them.
///
/// What people read gets names; in tables and JSON what is called a name gets the name and all else the id.
///
/// - Parameters:
///   - bytes: What a run with pseudonyms wrote.
///   - format: What sort of text it is.
///   - key: What stands behind pseudonyms.
/// - Returns: The text with true names; nothing else in it is changed.
public func revealed(_ bytes: [UInt8], as format: RevealFormat, _ key: PseudonymKey) -> [UInt8] {
  let names = RevealedNames(key)
  return bytes.withUnsafeBytes { text in
    switch format {
    case .csv: RevealedCSV(names).reveal(text)
    case .json: RevealedJSON(names, onlyNames: false, escape: { $0 }).reveal(text)
    case .xml: RevealedMarkup(names, isGraph: true).reveal(text)
    case .html: RevealedMarkup(names, isGraph: false).reveal(text)
    case .dot: RevealedDOT(names).reveal(text)
    case .txt: names.put(in: text, .shown, { visible($0) }) ?? Array(text)
    }
  }
}

/// The words by which tables and JSON call a name.
func isNameHeader(_ header: String) -> Bool {
  ["name", "label", "姓名", "名称"].contains(header.lowercased())
}
