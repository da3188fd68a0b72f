/// The map on the page, and what is laid open beside it.
extension ReportPage {
  var mapPart: HTMLText {
    guard let map else { return "<p>\(say(.reportMapMissing))</p>\n" }
    return """
      <p class="soft">\(say(.reportMapNote))</p>
      <div id="map-view" class="scroll map">
      \(HTMLText(drawing: map))
      </div>

      """
  }

  var dataPart: HTMLText { "" }
}
