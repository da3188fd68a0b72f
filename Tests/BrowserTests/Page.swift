import Foundation

/// A page that is open in the browser.
struct Page: Sendable {
  let driver: ChromeDriver
  let session: String

  /// Sends a command about this page.
  @discardableResult
  func post(_ command: String, _ body: JSON = [:]) async throws -> JSON {
    try await driver.send("POST", session + command, body)
  }

  /// Sends a command of Chromium's own protocol, such as `Page.printToPDF`.
  @discardableResult
  func devtools(_ command: String, _ values: JSON = [:]) async throws -> JSON {
    try await post("/goog/cdp/execute", ["cmd": .string(command), "params": values])
  }

  // MARK: Opening

  func startTab() async throws {
    let old = try await driver.send("GET", session + "/window")
    let new = try await post("/window/new", ["type": "tab"])["handle"]
    try await post("/window", ["handle": old])
    try await driver.send("DELETE", session + "/window")
    try await post("/window", ["handle": new])
  }

  /// Sets how the page is looked at.
  func look(_ viewing: Browser.Viewing) async throws {
    try await devtools(
      "Emulation.setDeviceMetricsOverride",
      [
        "width": .number(Double(viewing.width)), "height": .number(Double(viewing.height)),
        "deviceScaleFactor": 1, "mobile": .bool(viewing.isTouched),
      ])
    try await devtools(
      "Emulation.setTouchEmulationEnabled", ["enabled": .bool(viewing.isTouched)])
    try await devtools(
      "Emulation.setEmulatedMedia",
      [
        "media": viewing.isPrinted ? "print" : "",
        "features": [
          [
            "name": "prefers-reduced-motion",
            "value": viewing.hasLessMotion ? "reduce" : "no-preference",
          ]
        ],
      ])
    try await devtools(
      "Emulation.setScriptExecutionDisabled", ["value": .bool(!viewing.hasScript)])
    if !viewing.before.isEmpty {
      try await devtools(
        "Page.addScriptToEvaluateOnNewDocument", ["source": .string(viewing.before)])
    }
  }

  func load(_ path: String, fragment: String = "") async throws {
    var address = URL(filePath: path).absoluteString
    if !fragment.isEmpty { address += "#" + fragment }
    try await post("/url", ["url": .string(address)])
  }

  // MARK: Asking

  /// Runs the body of a function in the page.
  ///
  /// - Parameters:
  ///   - body: The function's body; what it returns is given back.
  ///   - arguments: Its `arguments`.
  /// - Returns: What it returned.
  /// - Throws: ``BrowserError`` where it threw.
  @discardableResult
  func script(_ body: String, _ arguments: JSON...) async throws -> JSON {
    try await post("/execute/sync", ["script": .string(body), "args": .array(arguments)])
  }

  /// The first element that a selector names.
  ///
  /// - Throws: ``BrowserError`` where there is none.
  func find(_ selector: String) async throws -> Element {
    Element(
      page: self,
      reference: try await post(
        "/element", ["using": "css selector", "value": .string(selector)]))
  }

  /// All elements that a selector names.
  func all(_ selector: String) async throws -> [Element] {
    let found = try await post(
      "/elements", ["using": "css selector", "value": .string(selector)])
    return (found.array ?? []).map { Element(page: self, reference: $0) }
  }

  /// The element that takes the keys.
  func focused() async throws -> Element {
    Element(page: self, reference: try await driver.send("GET", session + "/element/active"))
  }

  func title() async throws -> String {
    try await driver.send("GET", session + "/title").description
  }

  /// Waits until a function that is asked again and again returns true.
  ///
  /// - Throws: ``BrowserError`` where it does not within the time.
  func wait(until body: String, within time: Duration = .seconds(5)) async throws {
    let deadline = ContinuousClock.now + time
    while try await script(body) != true {
      guard ContinuousClock.now < deadline else { throw BrowserError("never true: \(body)") }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  /// What the page did since it was opened, or since this was last asked.
  struct Log {
    /// What stands on the console, breaches of the page's policy included.
    var messages: [String] = []
    /// The addresses that were asked for.
    var requests: [String] = []
  }

  func takeLog() async throws -> Log {
    var log = Log()
    for entry in try await post("/se/log", ["type": "browser"]).array ?? [] {
      log.messages.append("\(entry["level"]) \(entry["source"]): \(entry["message"])")
    }
    for entry in try await post("/se/log", ["type": "performance"]).array ?? [] {
      let event = try JSON(Data((entry["message"].string ?? "").utf8))["message"]
      switch event["method"] {
      case "Network.requestWillBeSent":
        log.requests.append(event["params"]["request"]["url"].description)
      case "Network.webSocketCreated", "Network.webTransportCreated":
        log.requests.append(event["params"]["url"].description)
      default: break
      }
    }
    return log
  }

  // MARK: Pictures

  /// A picture of what is seen, or of the whole page, as PNG.
  func picture(isWhole: Bool = false) async throws -> Data {
    var values: [String: JSON] = ["format": "png"]
    if isWhole {
      let size = try await devtools("Page.getLayoutMetrics")["cssContentSize"]
      values["captureBeyondViewport"] = true
      values["clip"] = [
        "x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1,
      ]
    }
    return try bytes(await devtools("Page.captureScreenshot", .object(values))["data"])
  }

  /// The page as it is printed, on the paper that it names itself.
  func pdf() async throws -> Data {
    try bytes(
      await devtools("Page.printToPDF", ["preferCSSPageSize": true, "printBackground": false])[
        "data"])
  }

  private func bytes(_ value: JSON) throws -> Data {
    guard let data = value.string.flatMap({ Data(base64Encoded: $0) }) else {
      throw BrowserError("no bytes came back")
    }
    return data
  }

  // MARK: What is read aloud

  /// A part of the page as a screen reader has it.
  struct Spoken: Hashable {
    let role: String
    let name: String
    /// Whether keys can reach it.
    let isFocusable: Bool
  }

  /// Everything that a screen reader has of the page.
  func spoken() async throws -> [Spoken] {
    let nodes = try await devtools("Accessibility.getFullAXTree")["nodes"].array ?? []
    return nodes.filter { $0["ignored"] != true }.map { node in
      Spoken(
        role: node["role"]["value"].description, name: node["name"]["value"].string ?? "",
        isFocusable: (node["properties"].array ?? []).contains {
          $0["name"] == "focusable" && $0["value"]["value"] == true
        })
    }
  }
}
