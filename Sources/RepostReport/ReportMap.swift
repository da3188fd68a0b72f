/// The map on the page, and what is laid open beside it.
extension ReportPage {
  var mapPart: HTMLText {
    var html = heading("map")
    if let map {
      html += "<p class=\"soft\">\(say(.reportMapNote))</p>\n<div class=\"scroll map\">\n"
      html += HTMLText(drawing: map)
      html += "\n</div>\n"
    } else {
      html += "<p>\(say(.reportMapMissing))</p>\n"
    }
    return html
  }
}
