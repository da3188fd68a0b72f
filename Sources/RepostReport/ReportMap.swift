/// The map on the page, its tools, and the place of the card that is opened from it.
extension ReportPage {
  var mapPart: HTMLText {
    guard let map else {
      return """
        <p>\(missingMapNote)</p>
        <div id="map-part">
        \(mapTools)<div id="map-body">
        \(cardPlace)</div>
        </div>

        """
    }
    return """
      <p class="soft">\(say(.reportMapNote))</p>
      \(reducedMapNote)\(mapPartNote)<div id="map-part">
      \(mapTools)<div id="map-body">
      <div class="scroll map" id="map-view">
      \(HTMLText(drawing: map))
      </div>
      \(cardPlace)</div>
      </div>

      """
  }

  private var missingMapNote: String {
    guard case .missing(let problem) = mapState else { return say(.reportMapMissing) }
    return say(.reportMapFailed, ["problem": problem])
  }

  private var reducedMapNote: HTMLText {
    guard case .reduced(let problem) = mapState else { return "" }
    return "<p>\(say(.reportMapReduced, ["problem": problem]))</p>\n"
  }

  private var cardPlace: HTMLText {
    "<aside id=\"card\" tabindex=\"-1\" aria-labelledby=\"card-title\" hidden=\"hidden\"></aside>\n"
  }

  /// What works with the script only, and is shown by it.
  private var mapTools: HTMLText {
    """
    <div id="map-tools" hidden="hidden">
    <div class="bar">
    <div class="find">
    <label for="find">\(say(.mapFind))</label>
    <input id="find" type="text" role="combobox" aria-expanded="false" aria-controls="find-hits" \
    aria-autocomplete="list" autocomplete="off" spellcheck="false"/>
    <ul id="find-hits" role="listbox" aria-label="\(say(.mapFind))" hidden="hidden"></ul>
    <p id="find-state" class="unseen" role="status"></p>
    </div>
    <div class="zoom" role="group" aria-label="\(say(.reportMap))">
    \(button("zoom-out", "−", .mapZoomOut))\(button("zoom-in", "+", .mapZoomIn))\
    \(button("zoom-fit", .mapFit))\(button("map-large", .mapLarge))</div>
    </div>
    <details id="filters">
    <summary>\(say(.filterHeading))</summary>
    <div id="filter-choices"></div>
    <p class="soft">\(say(.filterNote))</p>
    </details>
    <details id="course">
    <summary>\(say(.courseHeading))</summary>
    <div class="bar">
    <label>\(say(.courseBy)) <select id="course-by">\
    <option value="time">\(say(.courseByTime))</option>\
    <option value="level">\(say(.courseByLevel))</option></select></label>
    \(button("course-back", "◀", .courseBack))\(button("course-play", .coursePlay))\
    \(button("course-forward", "▶", .courseForward))
    <label>\(say(.courseSpeed)) <select id="course-speed">\
    <option value="2000">\(say(.courseSlow))</option>\
    <option value="1000" selected="selected">\(say(.courseNormal))</option>\
    <option value="350">\(say(.courseFast))</option></select></label>
    \(button("course-reset", .courseReset))</div>
    <input id="course-place" type="range" min="0" step="1" aria-label="\(say(.coursePlace))"/>
    <p id="course-note" class="soft"></p>
    </details>
    <div id="map-state" role="status"><p id="course-state"></p><p id="filter-state"></p></div>
    \(button("filter-reset", .filterReset, isHidden: true))</div>

    """
  }

  /// A button with a sign in place of its words.
  private func button(_ id: String, _ sign: String, _ name: Phrase) -> HTMLText {
    """
    <button type="button" id="\(id)" aria-label="\(say(name))" title="\(say(name))">\(sign)</button>

    """
  }

  private func button(_ id: String, _ name: Phrase, isHidden: Bool = false) -> HTMLText {
    isHidden
      ? "<button type=\"button\" id=\"\(id)\" hidden=\"hidden\">\(say(name))</button>\n"
      : "<button type=\"button\" id=\"\(id)\">\(say(name))</button>\n"
  }
}
