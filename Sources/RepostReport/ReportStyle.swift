import Crypto
import Foundation

/// A style sheet or a script that the page carries, with the hash by which its policy lets it in.
struct PagePart {
  let text: HTMLText
  /// What a Content-Security-Policy names it by.
  let source: String

  /// How the report looks: on a screen, on a phone, on A4 paper.
  static let style = PagePart(PackageResources.report_css + PackageResources.map_css)
  /// What the map and the tables of the report do when they are pointed at.
  static let script = PagePart(
    PackageResources.report_case_js + PackageResources.report_card_js
      + PackageResources.report_open_js + PackageResources.report_map_js
      + PackageResources.report_find_js + PackageResources.report_filter_js
      + PackageResources.report_js)

  private init(_ file: [UInt8]) {
    // A page that is read as XML must not take a comparison for the start of an element.
    let text = "/*<![CDATA[*/\n" + String(decoding: file, as: UTF8.self) + "/*]]>*/"
    self.text = HTMLText(part: text)
    let digest = SHA256.hash(data: Array(text.utf8))
    source = "'sha256-\(Data(digest).base64EncodedString())'"
  }
}
