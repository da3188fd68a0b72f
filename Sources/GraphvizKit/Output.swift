extension Graphviz {
  /// What a drawing can be made as.
  public enum Format: String, CaseIterable, Sendable {
    case svg, png, pdf

    // The renderer is named because another plug-in would draw otherwise.
    var renderer: String {
      switch self {
      case .svg: "svg:svg:core"
      case .png: "png:cairo:cairo"
      case .pdf: "pdf:cairo:cairo"
      }
    }
  }

  /// A way to give nodes their places.
  public struct Engine: Hashable, Sendable {
    let name: String

    /// Names an engine of a plug-in; `fdp` gives another picture every time.
    public init(_ name: String) {
      self.name = name
    }

    /// Puts nodes in ranks along the edges.
    public static let dot = Self("dot")

    /// Puts nodes on circles around one of them.
    public static let twopi = Self("twopi")

    /// Puts rings of nodes in circles.
    public static let circo = Self("circo")

    /// Lets edges pull nodes together, for small drawings.
    public static let neato = Self("neato")

    /// Lets edges pull nodes together, for large drawings.
    public static let sfdp = Self("sfdp")

    /// Keeps the places that the drawing gives, which every node and cluster then needs.
    ///
    /// The whole is moved so that its lower left corner is at the origin. Graphviz searches a way for
    /// an edge without a path, which can fail where nodes overlap or are in the same place; when all
    /// edges have paths, there is nothing to search.
    public static let placed = Self("nop2")
  }

  /// The size of a drawing, in points of 1/72 inch.
  public struct Box: Hashable, Sendable {
    public let width: Double
    public let height: Double

    public init(width: Double, height: Double) {
      self.width = width
      self.height = height
    }
  }

  /// A finished drawing.
  public struct Output: Sendable {
    /// The bytes of each format that was asked for.
    public internal(set) var files: [Format: [UInt8]] = [:]

    /// The drawing as DOT, with no other places than were given.
    ///
    /// Graphviz draws the same from it, but may put nodes of a rank in another order.
    public let dot: String

    /// The size without the space around the drawing.
    public let box: Box

    /// The dots per inch of the PNG, or `nil` when none was made.
    public internal(set) var dpi: Double?

    /// The characters of the labels that no installed font has, in the order in which they come.
    ///
    /// PNG and PDF have boxes in their places; a reader of SVG may have a font of their own.
    public internal(set) var missingCharacters: [Unicode.Scalar] = []

    /// What Graphviz said, in order.
    public internal(set) var messages: [GraphvizMessage] = []

    init(dot: String, box: Box) {
      self.dot = dot
      self.box = box
    }
  }
}

extension Graphviz.Box {
  /// The box with the space that Graphviz leaves around it, by `pad` and `margin` of the drawing.
  func padded(for attributes: Attributes) -> Self {
    func inches(_ name: AttributeName) -> Double? {
      attributes[name]?.split(separator: ",").compactMap { Double($0) }.max()
    }
    let space = 72 * ((inches(.pad) ?? 4 / 72) + (inches(.margin) ?? 0))
    return Self(width: width + 2 * space, height: height + 2 * space)
  }

  /// The dots per inch at which no side is longer than a page of PDF can be; 0: none is.
  var pageResolution: Double {
    let side = 14_400.0
    return max(width, height) <= side ? 0 : 72 * side / max(width, height)
  }

  /// The dots per inch at which the box has no more than some pixels and no side above 20,000.
  func resolution(atMost dpi: Double, pixels: Int) -> Double {
    let side = 20_000.0
    var dpi = min(dpi, 72 * side / max(width, height))
    dpi = min(dpi, 72 * (Double(pixels) / (width * height)).squareRoot())
    // Graphviz rounds each side, possibly up.
    while (width * dpi / 72).rounded() * (height * dpi / 72).rounded() > Double(pixels) {
      dpi *= 0.999
    }
    return dpi
  }
}
