/// Keys that stand for no letter, as the protocol writes them.
enum Key {
  static let enter = "\u{E007}"
  static let tab = "\u{E004}"
  static let escape = "\u{E00C}"
  static let space = " "
  static let backspace = "\u{E003}"
  static let pageUp = "\u{E00E}"
  static let pageDown = "\u{E00F}"
  static let end = "\u{E010}"
  static let home = "\u{E011}"
  static let left = "\u{E012}"
  static let up = "\u{E013}"
  static let right = "\u{E014}"
  static let down = "\u{E015}"
  static let shift = "\u{E008}"
  static let control = "\u{E009}"
}

/// What hands do: keys, mouse, wheel and fingers.
extension Page {
  /// Presses keys one after the other, wherever the focus is.
  ///
  /// - Parameters:
  ///   - keys: The keys, each a character of its own.
  ///   - held: A key that is held down meanwhile.
  /// - Throws: ``BrowserError`` where the browser does not do it.
  func press(_ keys: String, holding held: String? = nil) async throws {
    var steps: [JSON] = []
    if let held { steps.append(["type": "keyDown", "value": .string(held)]) }
    for key in keys {
      steps.append(["type": "keyDown", "value": .string(String(key))])
      steps.append(["type": "keyUp", "value": .string(String(key))])
    }
    if let held { steps.append(["type": "keyUp", "value": .string(held)]) }
    try await act([["type": "key", "id": "keys", "actions": .array(steps)]])
  }

  /// Presses the mouse or a finger down at the first point, moves through the others and lets go.
  ///
  /// - Parameters:
  ///   - points: Points in what is seen of the page; one alone is a click or a tap.
  ///   - isFinger: Whether it is a finger.
  /// - Throws: ``BrowserError`` where the browser does not do it.
  func drag(_ points: [(x: Double, y: Double)], isFinger: Bool = false) async throws {
    try await act([pointer("pointer", points, isFinger: isFinger)])
  }

  /// Moves the mouse to a point.
  func point(_ place: (x: Double, y: Double)) async throws {
    try await act([
      [
        "type": "pointer", "id": "mouse", "parameters": ["pointerType": "mouse"],
        "actions": [move(place, 0)],
      ]
    ])
  }

  /// Turns the wheel at a point; forward, away from the hand, is negative.
  func wheel(_ place: (x: Double, y: Double), by amount: Double, holding held: String? = nil)
    async throws
  {
    let turn: JSON = [
      "type": "scroll", "x": .number(place.x.rounded()), "y": .number(place.y.rounded()),
      "deltaX": 0, "deltaY": .number(amount), "duration": 0, "origin": "viewport",
    ]
    if let held { try await hold(held, isDown: true) }
    try await act([["type": "wheel", "id": "wheel", "actions": [turn]]])
    if let held { try await hold(held, isDown: false) }
  }

  /// Two fingers that stand left and right of a point move apart or together.
  ///
  /// - Parameters:
  ///   - place: The point between them.
  ///   - start: How far each is from the point first.
  ///   - end: How far each is from it at last.
  /// - Throws: ``BrowserError`` where the browser does not do it.
  func pinch(_ place: (x: Double, y: Double), from start: Double, to end: Double) async throws {
    func way(_ side: Double) -> [(x: Double, y: Double)] {
      (0...5).map { (place.x + side * (start + (end - start) * Double($0) / 5), place.y) }
    }
    try await act([
      pointer("first", way(-1), isFinger: true), pointer("second", way(1), isFinger: true),
    ])
  }

  private func hold(_ key: String, isDown: Bool) async throws {
    try await act(
      [
        [
          "type": "key", "id": "keys",
          "actions": [["type": isDown ? "keyDown" : "keyUp", "value": .string(key)]],
        ]
      ], isReleased: !isDown)
  }

  private func pointer(_ id: String, _ points: [(x: Double, y: Double)], isFinger: Bool) -> JSON {
    var steps = points.prefix(1).map { move($0, 0) }
    steps.append(["type": "pointerDown", "button": 0])
    steps += points.dropFirst().map { move($0, 16) }
    steps.append(["type": "pointerUp", "button": 0])
    return [
      "type": "pointer", "id": .string(id),
      "parameters": ["pointerType": isFinger ? "touch" : "mouse"], "actions": .array(steps),
    ]
  }

  private func move(_ place: (x: Double, y: Double), _ time: Double) -> JSON {
    [
      "type": "pointerMove", "x": .number(place.x.rounded()), "y": .number(place.y.rounded()),
      "duration": .number(time), "origin": "viewport",
    ]
  }

  private func act(_ sources: JSON, isReleased: Bool = true) async throws {
    try await post("/actions", ["actions": sources])
    if isReleased { try await driver.send("DELETE", session + "/actions") }
  }
}
