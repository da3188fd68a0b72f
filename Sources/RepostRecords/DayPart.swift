/// A part of the day, as Chinese times name it before the hour.
enum DayPart: CaseIterable {
  case smallHours
  case morning
  case forenoon
  case noon
  case afternoon
  case dusk
  case evening

  /// The words for it.
  var words: [StaticString] {
    switch self {
    case .smallHours: ["凌晨"]
    case .morning: ["早上", "早晨", "清晨"]
    case .forenoon: ["上午"]
    case .noon: ["中午"]
    case .afternoon: ["下午"]
    case .dusk: ["傍晚"]
    case .evening: ["晚上"]
    }
  }

  /// The hour of 24 that an hour in this part of the day means.
  ///
  /// It is `nil` where the two contradict each other, or where people mean different hours by them,
  /// such as by 上午12点.
  func hour(_ stated: Int) -> Int? {
    switch (self, stated) {
    case (.smallHours, 0...6), (.morning, 1...11), (.forenoon, 0...11), (.noon, 10...14),
      (.afternoon, 12...23), (.dusk, 16...20), (.evening, 17...24):
      stated
    case (.smallHours, 12): 0
    case (.noon, 1...2), (.afternoon, 1...11), (.dusk, 4...8), (.evening, 5...12): stated + 12
    default: nil
    }
  }
}
