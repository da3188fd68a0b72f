import Foundation
import Testing

extension BrowserTests {
  @Suite struct CardTests {
    @Test func aClickOnAPersonOpensTheirCard() async throws {
      let page = try await open()
      #expect(try await !page.find("#card").isShown())
      try await page.clickShape("entity-Zhang_20_B")
      let card = try await page.find("#card").text()
      for piece in [
        "Zhang B", "person, zone internal", "Civil affairs office of a township",
        "Responsible, by the records.", "first exporter R8", "Had it from (1)",
        "Tao → Civil affairs WeChat group", "that it was read is not on record",
        "Passed it on to (1)", "recorded: the record names R7 as its source",
        "4 steps: R2#1 → R5#1 → R6 → R7",
      ] {
        #expect(card.contains(piece), "\(piece)")
      }
      #expect(try await page.script("return location.hash") == "#who-12")
    }

    @Test func theCardOfAHopHasItsRecordWhole() async throws {
      let page = try await open(fragment: "hop-12")
      let card = try await page.find("#card").text()
      for piece in [
        "Hop R9", "unnamed (?R9) → Overseas social site (name unknown)", "time not recorded",
        "web is no approved channel of “Cipher telegram”", "probable", "records.csv, line 10",
        "section 1, case 4, paragraph 1", "forwarded many times", "At least 6 steps",
        "R9: no time is on record.",
      ] {
        #expect(card.contains(piece), "\(piece)")
      }
    }

    @Test func ofWhoOnlyReceivedTheCardSaysSo() async throws {
      let page = try await open()
      let xu = try await page.row(of: "Zhao")
      try await page.script("document.querySelector(arguments[0]).click()", .string(xu + " .show"))
      let card = try await page.find("#card").text()
      #expect(card.contains("Received only: no record shows that this one passed it on."))
      #expect(!card.contains("Responsible, by the records."))
    }

    @Test func everyCardAgreesWithTheTrace() async throws {
      let report = try await Report.sample("fax-and-mms-en", "en")
      let trace = try JSON(
        Data(
          contentsOf: URL(filePath: report.path).deletingLastPathComponent()
            .appending(path: "trace.json")))
      let page = try await Browser.open(report.path)
      let hops = trace["hops"].array ?? []
      for (place, entity) in (trace["entities"].array ?? []).enumerated() {
        let card = try await page.card("who-\(place + 1)")
        let id = entity["id"]
        let name = entity["name"].string ?? ""
        #expect(card.contains(name))
        let sent = hops.filter { $0["from"] == id }
        #expect(card.contains("Passed it on to (\(sent.count))"), "\(name)")
        for hop in sent { #expect(card.contains("(\(hop["id"]))"), "\(name)") }
        for hop in hops where hop["to"] == id {
          #expect(card.contains("(\(hop["id"]))"), "\(name)")
        }
        let figures = try await page.script(
          "return [...document.querySelectorAll('#card .figures b')].map(b => b.textContent)")
        let expected = ["fan_out", "exposed", "reach", "sole_reach"].map { entity[$0].description }
        #expect(Array(figures.strings.prefix(4)) == expected, "\(name)")
        let forwarder = (trace["forwarders"].array ?? []).first { $0["entity"] == id }
        #expect(
          card.contains("Responsible, by the records.") == (forwarder?["responsible"] == true),
          "\(name)")
        for (_, records) in forwarder?["roles"].object ?? [:] {
          for record in records.strings { #expect(card.contains(record), "\(name)") }
        }
      }
      for (place, hop) in hops.enumerated() {
        let card = try await page.card("hop-\(place + 1)")
        #expect(card.contains("Hop \(hop["id"])"))
        if let depth = hop["depth"].number { #expect(card.contains("\(Int(depth))")) }
        #expect(card.contains("To outside\n\(hop["exit"] == true ? "yes" : "no")"), "\(hop)")
      }
    }

    @Test func escapeClosesTheCardAndTheFocusGoesBack() async throws {
      let page = try await open()
      try await page.clickShape("entity-Yang")
      #expect(try await page.focused().attribute("id") == "card")
      try await page.press(Key.escape)
      #expect(try await !page.find("#card").isShown())
      #expect(try await page.focused().attribute("id") == "entity-Yang")
      #expect(try await page.script("return location.hash") == "")
    }

    @Test func theWayBackLeadsToTheCardBefore() async throws {
      let page = try await open()
      try await page.clickShape("entity-Yang")
      try await page.clickShape("entity-Tao")
      #expect(try await page.find("#card-title").text() == "Tao")
      try await page.script("history.back()")
      try await page.wait(
        until: "return document.querySelector('#card-title').textContent === 'Yang'")
      try await page.script("history.back()")
      try await page.wait(until: "return document.querySelector('#card').hidden")
    }

    @Test func theChainToTheChosenLightsUp() async throws {
      let page = try await open(fragment: "who-12")
      let lit = try await page.script(
        "return [...document.querySelectorAll('#map-view .lit')].map(g => g.id)"
      ).strings
      for id in [
        "entity-Zong", "hop-R2_23_1", "link-entity-Duty_20_office-entity-Yang", "entity-Yang",
        "hop-R6", "hop-R7", "link-entity-Civil_20_affairs_20_group-entity-Zhang_20_B",
        "entity-Zhang_20_B",
      ] {
        #expect(lit.contains(id), "\(id)")
      }
      for id in ["hop-R1", "hop-R8", "entity-Zhao", "entity-_3f_R9"] {
        #expect(!lit.contains(id), "\(id)")
      }
    }

    @Test func otherPossibleSourcesAreMarkedAndNamed() async throws {
      let report = try await Report.of([
        "records.csv": """
        id,time,from,to
        R1,2024-01-01,A,B
        R2,2024-01-02,A,C
        R3,2024-01-03,B,D
        R4,2024-01-04,C,D
        R5,2024-01-05,D,E
        """
      ])
      let page = try await Browser.open(report.path, fragment: "hop-5")
      let card = try await page.find("#card").text()
      #expect(card.contains("3 steps: R1 → R3 → R5"))
      #expect(card.contains("This is one possible chain, the shortest by the records."))
      #expect(card.contains("Other possible sources, drawn dashed on the map: R4"))
      #expect(card.contains("R5: inferred: one of 2 sources; the records cannot tell which"))
      let classes = try await page.find("#hop-R4").attribute("class") ?? ""
      #expect(classes.contains("source") && !classes.contains("lit"))
    }

    private func open(fragment: String = "") async throws -> Page {
      try await Browser.open(
        try await Report.sample("fax-and-mms-en", "en").path, fragment: fragment)
    }
  }
}

extension Page {
  /// Clicks on a shape of the map.
  func clickShape(_ id: String) async throws {
    try await script(
      "document.getElementById(arguments[0]).scrollIntoView({block: 'center'})", .string(id))
    try await drag([find("#\(id)").place().middle])
  }

  /// The text of the card that an address opens.
  func card(_ fragment: String) async throws -> String {
    try await script("location.hash = arguments[0]", .string(fragment))
    try await wait(
      until: "return thingOf(location.hash) && opened && hashOf(opened) === location.hash")
    return try await find("#card").text()
  }

  /// The selector of the row of somebody in the table of people.
  func row(of name: String) async throws -> String {
    let id = try await script(
      """
      return [...document.querySelectorAll('.part-people tr[data-who]')]
        .find(row => row.cells[0].textContent.startsWith(arguments[0])).id
      """, .string(name))
    return "#\(id)"
  }
}
