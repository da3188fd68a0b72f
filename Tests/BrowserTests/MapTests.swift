import Testing

extension BrowserTests {
  @Suite struct MapTests {
    @Test func buttonsAndKeysZoom() async throws {
      let page = try await open()
      let fit = try await width(page)
      try await page.find("#zoom-in").click()
      let larger = try await width(page)
      #expect(larger > fit * 1.2)
      try await page.find("#zoom-out").click()
      #expect(abs(try await width(page) - fit) < 2)
      try await page.script("document.getElementById('map-view').focus()")
      try await page.press("++")
      #expect(try await width(page) > fit * 1.5)
      try await page.press("0")
      #expect(abs(try await width(page) - fit) < 2)
      try await page.press("-")
      #expect(try await width(page) < fit)
    }

    @Test func dragAndKeysMoveIt() async throws {
      let page = try await open()
      try await page.script("setScale(1); document.getElementById('map').scrollIntoView()")
      let middle = try await page.find("#map-view").place().middle
      try await page.drag([middle, (middle.x - 60, middle.y - 20), (middle.x - 200, middle.y - 60)])
      let moved = try await scrolled(page)
      #expect(moved > 300)
      #expect(try await !page.find("#card").isShown())
      try await page.script("document.getElementById('map-view').focus({preventScroll: true})")
      try await page.press(Key.right)
      #expect(try await scrolled(page) == moved + 70)
    }

    @Test func thePlainWheelIsThePagesUntilTheMapHasTheFocus() async throws {
      let page = try await open()
      try await page.script("document.getElementById('map').scrollIntoView()")
      let middle = try await page.find("#map-view").place().middle
      let (before, top) = (
        try await width(page), try await page.script("return scrollY").number ?? 0
      )
      try await page.wheel(middle, by: 120)
      try await page.wait(until: "return scrollY > \(top + 50)")
      #expect(try await width(page) == before)
      try await page.script("document.getElementById('map').scrollIntoView()")
      try await page.wheel(middle, by: -120, holding: Key.control)
      try await page.wait(
        until:
          "return document.querySelector('#map-view svg').getBoundingClientRect().width > \(before + 50)"
      )
    }

    @Test func twoFingersZoom() async throws {
      let page = try await Browser.open(
        try await Report.sample("fax-and-mms-en", "en").path, .phone)
      try await page.script("document.getElementById('map-view').scrollIntoView()")
      let before = try await width(page)
      try await page.pinch(try await page.find("#map-view").place().middle, from: 30, to: 120)
      #expect(try await width(page) > before * 1.5)
    }

    @Test func theKeyboardAloneOpensAndClosesACard() async throws {
      let page = try await open()
      try await page.script("document.getElementById('map-view').focus()")
      try await page.press(Key.enter)
      #expect(try await page.focused().attribute("id") == "entity-Zong")
      #expect(try await page.focused().name() == "Zong, person, zone authorised")
      try await page.press(Key.right)
      #expect(
        try await page.focused().name() == "R1: Zong → 12 counties (districts), courier, 2017-07")
      try await page.press(Key.enter)
      #expect(try await page.find("#card-title").text() == "Hop R1")
      try await page.press(Key.escape)
      #expect(try await page.focused().attribute("id") == "hop-R1")
      try await page.press(Key.end + Key.home)
      #expect(try await page.focused().attribute("id") == "entity-Zong")
      try await page.press(Key.escape)
      #expect(try await page.focused().attribute("id") == "map-view")
    }

    @Test func oneTabStopLeadsThroughTheMap() async throws {
      let page = try await open()
      let stops = try await page.script(
        "return document.querySelectorAll('#map-view svg [tabindex=\"0\"]').length")
      #expect(stops == 1)
      let unnamed = try await page.script(
        "return [...document.querySelectorAll('#map-view [role=button]')].filter(g => !g.getAttribute('aria-label')).length"
      )
      #expect(unnamed == 0)
    }

    @Test func aMapOfTwoThousandHopsIsWholeAndFiltered() async throws {
      var records = "id,time,from,to,channel\n"
      for record in 1...2_000 {
        let day = record / 80 + 1
        records += "R\(record),2024-03-\(day < 10 ? "0" : "")\(day),P\(record / 3),P\(record),"
        records += record % 2 == 0 ? "email\n" : "fax\n"
      }
      let report = try await Report.of(["records.csv": records])
      let page = try await Browser.open(report.path)
      #expect(try await page.takeLog().messages == [])
      #expect(try await page.script("return known.hops.size") == 2_000)
      let size = try await page.script(
        "return new Blob([document.getElementById('case-data').textContent]).size")
      #expect((size.number ?? .infinity) < 700_000)
      try await page.script(
        """
        document.getElementById('filters').open = true;
        document.querySelector('[data-kind=channel] input[value="1"]').click()
        """)
      #expect(try await page.find("#filter-state").text().hasPrefix("1000 of 2000 hops shown."))
      let shown = try await page.script(
        "return [...document.querySelectorAll('tr[data-hop]')].filter(row => !row.hidden).length")
      #expect(shown == 1_000)
      #expect(try await page.card("who-2000").contains("steps: R"))
    }

    private func open() async throws -> Page {
      try await Browser.open(try await Report.sample("fax-and-mms-en", "en").path)
    }

    private func width(_ page: Page) async throws -> Double {
      try await page.find("#map-view svg").place().width
    }

    private func scrolled(_ page: Page) async throws -> Double {
      let value = try await page.script(
        "const v = document.getElementById('map-view'); return v.scrollLeft + v.scrollTop")
      return value.number ?? 0
    }
  }
}
