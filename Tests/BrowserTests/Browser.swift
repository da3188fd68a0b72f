import Foundation

/// One headless Chromium for all tests.
///
/// Each test looks at a page in a new tab, and the tab before it
/// is closed, so tests that use it come one after the other.
struct Browser: Sendable {
  /// How a page is looked at.
  struct Viewing: Sendable {
    /// The size of what is seen of the page, in its own pixels.
    var width = 1_280
    var height = 900
    /// Whether fingers point at it, as on a phone.
    var isTouched = false
    /// Whether the page's script runs.
    var hasScript = true
    /// Whether the reader has asked for less motion.
    var hasLessMotion = false
    /// Whether it is laid out as it is printed.
    var isPrinted = false
    /// A script that runs before anything of the page does.
    var before = ""

    static let screen = Viewing()
    static let phone = Viewing(width: 360, height: 740, isTouched: true)
    static let withoutScript = Viewing(hasScript: false)
    static let printed = Viewing(width: 688, height: 1_002, isPrinted: true)
  }

  let driver: ChromeDriver
  private let session: String

  private static let started = Task { try await Browser() }

  /// Opens a page in a new tab.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - viewing: How it is looked at.
  ///   - fragment: The part of the page that its address names.
  /// - Returns: The page, which is gone when the next one is opened.
  /// - Throws: ``BrowserError`` where there is no browser or no page.
  static func open(
    _ path: String, _ viewing: Viewing = .screen, fragment: String = ""
  ) async throws -> Page {
    let browser = try await started.value
    let page = Page(driver: browser.driver, session: browser.session)
    try await page.startTab()
    try await page.look(viewing)
    _ = try await page.takeLog()
    try await page.load(path, fragment: fragment)
    return page
  }

  /// A folder for files of the tests, gone when they end.
  static var folder: URL { get async throws { try await started.value.driver.folder } }

  private init() async throws {
    driver = try await ChromeDriver()
    let arguments: [JSON] = [
      "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
      "--window-size=1280,900", "--hide-scrollbars", "--force-color-profile=srgb",
      "--disable-crash-reporter", "--disable-background-networking", "--no-first-run",
      "--host-resolver-rules=MAP * ~NOTFOUND",
      .string("--user-data-dir=" + driver.folder.appending(path: "profile").path),
    ]
    let started = try await driver.send(
      "POST", "/session",
      [
        "capabilities": [
          "alwaysMatch": [
            "browserName": "chrome",
            "goog:loggingPrefs": ["browser": "ALL", "performance": "ALL"],
            "goog:chromeOptions": [
              "args": .array(arguments),
              "prefs": ["session.restore_on_startup": 4, "session.startup_urls": ["about:blank"]],
            ],
          ]
        ]
      ])
    session = "/session/\(started["sessionId"])"
  }
}
