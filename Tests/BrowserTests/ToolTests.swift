import Testing

extension BrowserTests {
  @Suite struct ToolTests {
    @Test func aNameIsFoundByKeysAlone() async throws {
      let page = try await open()
      let field = try await page.find("#find")
      try await field.type("ZHANG")
      #expect(try await page.all("#find-hits [role=option]").count == 2)
      #expect(try await page.find("#find-state").property("textContent") == "2 hits")
      #expect(try await field.attribute("aria-expanded") == "true")
      try await page.press(Key.down + Key.down)
      #expect(try await field.attribute("aria-activedescendant") == "hit-1")
      try await page.press(Key.enter)
      #expect(try await page.find("#card-title").text() == "Zhang B")
      let (map, shape) = (
        try await page.find("#map-view").place(), try await page.find("#entity-Zhang_20_B").place()
      )
      #expect(shape.x >= map.x && shape.x + shape.width <= map.x + map.width)
      try await page.press(Key.escape)
      #expect(try await page.focused().attribute("id") == "find")
      try await field.clear()
      try await field.type("nobody of this name")
      #expect(try await page.find("#find-state").text() == "Nothing found by this name or number.")
    }

    @Test func filtersDimTheMapAndShortenTheTableButNotTheAnswer() async throws {
      let page = try await open()
      let answer = try await page.find(".part-answer").text()
      try await page.find("#filters summary").click()
      for value in ["all", "2"] {
        let box = "[data-kind=channel] input[value=\"\(value)\"]"
        try await page.script("document.querySelector(arguments[0]).click()", .string(box))
      }
      #expect(
        try await page.find("#filter-state").text()
          == "8 of 12 hops shown. 6 of these stay because the answer rests on them.")
      #expect(try await page.find("#hop-R1").attribute("class")?.contains("off") == true)
      #expect(try await page.find("#hop-R8").attribute("class")?.contains("off") == false)
      #expect(try await !page.find("#record-1").isShown())
      #expect(try await page.find("#record-8").isShown())
      #expect(try await page.find(".part-answer").text() == answer)
      #expect(try await page.find("#filter-echo").isShown())
      // A citation of a record that is filtered out still leads to it.
      try await page.script("location.hash = 'record-1'")
      try await page.wait(until: "return !document.getElementById('record-1').hidden")
      try await page.find("#filter-reset").click()
      #expect(try await page.find("#filter-state").property("textContent") == "")
      #expect(try await page.all("#map-view .off").isEmpty)
    }

    @Test func theCourseTellsWhatIsCertainAndWhatIsNot() async throws {
      let report = try await Report.of([
        "records.csv": """
        id,time,from,to
        R1,2024-01-01,A,B
        R2,2024-01,A,C
        R3,2024-01-05,B,D
        R4,,B,E
        R5,2024-03-01,D,F
        """
      ])
      let page = try await Browser.open(report.path)
      try await page.find("#course summary").click()
      #expect(
        try await page.find("#course-note").text()
          == "1 hop without a time is shown throughout: R4.")
      let slider = try await page.find("#course-place")
      #expect(try await slider.attribute("max") == "3")
      try await slider.type(Key.home)
      #expect(
        try await page.find("#course-state").text()
          == "Up to and including 2024-01-01: 2 hops; 1 more may have been made by then (dashed); 2 certainly later (dim)"
      )
      func classes(_ id: String) async throws -> String {
        try await page.find("#" + id).attribute("class") ?? ""
      }
      #expect(try await classes("hop-R2").contains("perhaps"))
      #expect(try await classes("hop-R3").contains("later"))
      #expect(try await classes("entity-F").contains("later"))
      for id in ["hop-R1", "hop-R4", "entity-A"] {
        let found = try await classes(id)
        #expect(!found.contains("later") && !found.contains("perhaps"), "\(id)")
      }
      try await page.find("#course-forward").click()
      #expect(try await !classes("hop-R3").contains("later"))
      try await page.find("#course-reset").click()
      #expect(try await page.all("#map-view .later, #map-view .perhaps").isEmpty)
      #expect(try await page.find("#course-state").property("textContent") == "")
    }

    @Test func itPlaysToTheEnd() async throws {
      let page = try await open()
      try await page.find("#course summary").click()
      #expect(try await page.find("#course-by").property("value") == "level")
      try await page.script(
        "const s = document.getElementById('course-speed'); s.value = '350'")
      try await page.find("#course-play").click()
      #expect(try await page.find("#course-play").text() == "Pause")
      #expect(!(try await page.all("#map-view .later")).isEmpty)
      try await page.wait(
        until: "return document.getElementById('course-play').textContent === 'Play'")
      #expect(try await page.all("#map-view .later").isEmpty)
    }

    @Test func tablesAreSortedByTheirHeaders() async throws {
      let page = try await open()
      let column = ".part-people th:nth-child(5)"
      func figures() async throws -> [Int] {
        let texts = try await page.script(
          "return [...document.querySelectorAll('.part-people td:nth-child(5)')].map(c => c.textContent)"
        )
        return texts.strings.compactMap { Int($0) }
      }
      let before = try await figures()
      try await page.find(column + " button").click()
      #expect(try await page.find(column).attribute("aria-sort") == "ascending")
      #expect(try await figures() == before.sorted())
      try await page.find(column + " button").click()
      #expect(try await page.find(column).attribute("aria-sort") == "descending")
      #expect(try await figures() == before.sorted(by: >))
      try await page.find(column + " button").click()
      #expect(try await page.find(column).attribute("aria-sort") == nil)
      #expect(try await figures() == before)
    }

    @Test func aRowLeadsToTheMapAndTheCardToItsRow() async throws {
      let page = try await open()
      try await page.find(".part-forwarders tr[data-who] .show").click()
      #expect(try await page.find("#card-title").text() == "Zong")
      try await page.script(
        "[...document.querySelectorAll('#card a')].find(a => a.textContent === arguments[0]).click()",
        "All forwarders")
      #expect(try await page.focused().attribute("data-who") == "0")
    }

    @Test func namesOfAnyKindStayText() async throws {
      let name = "</script><img src=x onerror=alert(1)>"
      let report = try await Report.of([
        "records.csv":
          "id,from,to,note,\(name)\nR1,\(name),B,\(name),\(name)\n<b>2,B,\"a\"\"'&amp;\",\(name),x\n"
      ])
      let page = try await Browser.open(report.path)
      #expect(try await page.takeLog().messages == [])
      for fragment in ["who-1", "who-2", "who-3", "hop-1", "hop-2"] {
        _ = try await page.card(fragment)
        #expect(try await page.all("#card img, #card script, #card b b").isEmpty)
      }
      #expect(try await page.card("who-1").contains(name))
      try await page.find("#find").type("<img")
      #expect(try await page.find("#find-hits").text().contains(name))
      #expect(try await page.takeLog().messages == [])
    }

    private func open() async throws -> Page {
      try await Browser.open(try await Report.sample("fax-and-mms-en", "en").path)
    }
  }
}
