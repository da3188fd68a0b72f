/// An element of a page that is open.
struct Element: Sendable {
  let page: Page
  /// What the driver and scripts know it by; as an argument of a script it is the element itself.
  let reference: JSON

  private var path: String {
    page.session + "/element/" + (reference.object?.values.first?.string ?? "")
  }

  private func get(_ what: String) async throws -> JSON {
    try await page.driver.send("GET", path + what)
  }

  /// Clicks into its middle, where nothing else may cover it.
  func click() async throws { try await page.driver.send("POST", path + "/click", [:]) }

  /// Puts the focus on it and types.
  func type(_ text: String) async throws {
    try await page.driver.send("POST", path + "/value", ["text": .string(text)])
  }

  /// Empties a field.
  func clear() async throws { try await page.driver.send("POST", path + "/clear", [:]) }

  /// The text that is seen of it.
  func text() async throws -> String { try await get("/text").description }

  /// The value of an attribute; `nil` where it has none.
  func attribute(_ name: String) async throws -> String? {
    try await get("/attribute/" + name).string
  }

  func property(_ name: String) async throws -> JSON { try await get("/property/" + name) }

  /// The computed value of a property of CSS.
  func css(_ name: String) async throws -> String { try await get("/css/" + name).description }

  /// Whether anything of it is seen.
  func isShown() async throws -> Bool { try await get("/displayed") == true }

  /// What a screen reader calls it.
  func name() async throws -> String { try await get("/computedlabel").description }

  /// Where it is in what is seen of the page.
  func place() async throws -> Place {
    let box = try await page.script(
      "const r = arguments[0].getBoundingClientRect(); return [r.x, r.y, r.width, r.height]",
      reference)
    return Place(
      x: box[0].number ?? 0, y: box[1].number ?? 0, width: box[2].number ?? 0,
      height: box[3].number ?? 0)
  }
}

/// A rectangle in what is seen of a page.
struct Place: Hashable {
  let x: Double
  let y: Double
  let width: Double
  let height: Double

  var middle: (x: Double, y: Double) { (x + width / 2, y + height / 2) }
}
