/// Which packages have fonts for characters that no installed font has.
enum FontAdvice {
  /// The names of Debian's packages, each once; none for characters that have no meaning of their own.
  static func packages(for characters: [Unicode.Scalar]) -> [String] {
    var packages: [String] = []
    for character in characters {
      guard let package = package(for: character), !packages.contains(package) else { continue }
      packages.append(package)
    }
    return packages
  }

  private static func package(for character: Unicode.Scalar) -> String? {
    switch character.properties.generalCategory {
    case .privateUse, .unassigned: return nil
    default: break
    }
    return switch character.value {
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
