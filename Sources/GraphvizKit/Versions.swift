import GraphvizShim

extension Graphviz {
  /// The name and version of a library.
  public struct LibraryVersion: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// Its version, as it tells it.
    public let version: String
  }

  /// The versions of Graphviz and of the library that finds its fonts, where that one is there.
  ///
  /// What is drawn depends on both, and on the fonts that are installed.
  public var versions: [LibraryVersion] {
    var versions: [LibraryVersion] = []
    let (version, _) = collecting(false) { () throws(GraphvizError) in
      gvs_version().map { String(cString: $0) }
    }
    if case .success(let text?) = version {
      versions.append(LibraryVersion(name: "graphviz", version: text))
    }
    let number = gvs_fontconfig_version()
    if number > 0 {
      versions.append(
        LibraryVersion(
          name: "fontconfig",
          version: "\(number / 10_000).\(number / 100 % 100).\(number % 100)"))
    }
    return versions
  }
}
