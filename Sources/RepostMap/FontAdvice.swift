/// Which packages have fonts for characters that no installed font has.
enum FontAdvice {
  /// The names of Debian's packages, each once.
  static func packages(for characters: [Unicode.Scalar]) -> [String] {
    var packages: [String] = []
    for character in characters {
      let package = package(for: character)
      if !packages.contains(package) { packages.append(package) }
    }
    return packages
  }

  private static func package(for character: Unicode.Scalar) -> String {
    switch character.value {
    // Rare Han characters, of which the larger families have some and this one the most.
    case 0x20000...0x3FFFF: "fonts-noto-cjk-extra"
    case 0x2E80...0x9FFF, 0xAC00...0xD7AF, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFFEF:
      "fonts-noto-cjk"
    case 0x1F000...0x1FAFF where character.properties.isEmojiPresentation:
      "fonts-noto-color-emoji"
    default: "fonts-noto-core"
    }
  }
}
