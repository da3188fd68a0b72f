/// What a process asks of the child that draws for it.
struct DrawingRequest: WireValue {
  /// The most bytes of memory that the child may have.
  let memory: Int

  /// The most seconds for which the child may compute.
  let seconds: Int

  let task: DrawingTask

  static func read(_ message: [UInt8]) throws(WireError) -> Self {
    try WireReader.value(kind, in: message)
  }

  var message: [UInt8] {
    WireWriter.message(Self.kind, self)
  }

  private static let kind = "GvRq"
}

enum DrawingTask: Sendable {
  case render(Rendering)
  case measure(Drawing)
  case arrange(Drawing, Graphviz.Engine)
}

/// What the child gives back.
enum DrawingReply: WireValue {
  case output(Graphviz.Output)
  case sizes([NodeID: Graphviz.Box])
  case arrangement(Arrangement)
  case failure(GraphvizError)

  static func read(_ message: [UInt8]) throws(WireError) -> Self {
    try WireReader.value(kind, in: message)
  }

  var message: [UInt8] {
    WireWriter.message(Self.kind, self)
  }

  private static let kind = "GvRp"
}

extension DrawingRequest {
  init(from reader: inout WireReader) throws(WireError) {
    self.init(memory: try reader.read(), seconds: try reader.read(), task: try reader.read())
    guard memory > 0, seconds > 0 else { throw WireError() }
  }

  func write(to writer: inout WireWriter) {
    writer.write(memory)
    writer.write(seconds)
    writer.write(task)
  }
}

extension DrawingTask: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    if let rendering: Rendering = try reader.read() {
      self = .render(rendering)
    } else if let engine: String = try reader.read() {
      self = .arrange(try reader.read(), Graphviz.Engine(engine))
    } else {
      self = .measure(try reader.read())
    }
  }

  func write(to writer: inout WireWriter) {
    switch self {
    case .render(let rendering):
      writer.write(Optional(rendering))
    case .measure(let drawing):
      writer.write(Rendering?.none)
      writer.write(String?.none)
      writer.write(drawing)
    case .arrange(let drawing, let engine):
      writer.write(Rendering?.none)
      writer.write(Optional(engine.name))
      writer.write(drawing)
    }
  }
}

extension Rendering: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    let drawing: Drawing = try reader.read()
    let formats: [Graphviz.Format] = try reader.read()
    let engine: String = try reader.read()
    let dpi: Double = try reader.read()
    let pixels: Int = try reader.read()
    guard dpi > 0, dpi.isFinite, pixels > 0 else { throw WireError() }
    self.init(
      drawing, as: formats, engine: Graphviz.Engine(engine), dpi: dpi, maximumPixels: pixels)
  }

  func write(to writer: inout WireWriter) {
    writer.write(drawing)
    writer.write(formats)
    writer.write(engine.name)
    writer.write(dpi)
    writer.write(maximumPixels)
  }
}

extension DrawingReply {
  init(from reader: inout WireReader) throws(WireError) {
    if let output: Graphviz.Output = try reader.read() {
      self = .output(output)
    } else if let sizes: [NodeID: Graphviz.Box] = try reader.read() {
      guard sizes.values.allSatisfy(\.isDrawn) else { throw WireError() }
      self = .sizes(sizes)
    } else if let arrangement: Arrangement = try reader.read() {
      self = .arrangement(arrangement)
    } else {
      self = .failure(try reader.read())
    }
  }

  func write(to writer: inout WireWriter) {
    switch self {
    case .output(let output):
      writer.write(Optional(output))
    case .sizes(let sizes):
      writer.write(Graphviz.Output?.none)
      writer.write(Optional(sizes))
    case .arrangement(let arrangement):
      writer.write(Graphviz.Output?.none)
      writer.write([NodeID: Graphviz.Box]?.none)
      writer.write(Optional(arrangement))
    case .failure(let error):
      writer.write(Graphviz.Output?.none)
      writer.write([NodeID: Graphviz.Box]?.none)
      writer.write(Arrangement?.none)
      writer.write(error)
    }
  }
}

extension Graphviz.Output: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    self.init(dot: try reader.read(), box: try reader.read())
    guard box.isDrawn else { throw WireError() }
    let formats: [Graphviz.Format] = try reader.read()
    for format in formats {
      files[format] = Array(try reader.readRaw())
    }
    dpi = try reader.read()
    guard dpi.map({ $0 > 0 && $0.isFinite }) != false else { throw WireError() }
    let missing: String = try reader.read()
    missingCharacters = Array(missing.unicodeScalars)
    messages = try reader.read()
  }

  func write(to writer: inout WireWriter) {
    writer.write(dot)
    writer.write(box)
    let formats = Array(files.keys)
    writer.write(formats)
    for format in formats {
      writer.write(raw: files[format] ?? [])
    }
    writer.write(dpi)
    writer.write(String(String.UnicodeScalarView(missingCharacters)))
    writer.write(messages)
  }
}

extension Arrangement: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    self.init(
      frame: try reader.read(), nodes: try reader.read(), sizes: try reader.read(),
      clusters: try reader.read(), edges: try reader.read())
  }

  func write(to writer: inout WireWriter) {
    writer.write(frame)
    writer.write(nodes)
    writer.write(sizes)
    writer.write(clusters)
    writer.write(edges)
  }
}

extension Arrangement.Edge: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    self.init(
      path: try reader.read(), labelPlace: try reader.read(), labelSize: try reader.read())
  }

  func write(to writer: inout WireWriter) {
    writer.write(path)
    writer.write(labelPlace)
    writer.write(labelSize)
  }
}

extension Graphviz.Box {
  /// Whether the sides are such as Graphviz gives to what it draws.
  fileprivate var isDrawn: Bool {
    width >= 0 && height >= 0 && width.isFinite && height.isFinite
  }
}

extension GraphvizMessage.Level: WireValue {}
extension GraphvizMessage.Origin: WireValue {}

extension GraphvizMessage: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    self.init(level: try reader.read(), origin: try reader.read(), text: try reader.read())
  }

  func write(to writer: inout WireWriter) {
    writer.write(level)
    writer.write(origin)
    writer.write(text)
  }
}

extension GraphvizError: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    let kind: String = try reader.read()
    switch kind {
    case "unavailable": self = .unavailable(try reader.read(), try reader.read())
    case "layout": self = .layout(try reader.read())
    case "render": self = .render(try reader.read(), try reader.read())
    case "drawing": self = .drawing(try reader.read())
    default: throw WireError()
    }
  }

  func write(to writer: inout WireWriter) {
    switch self {
    case .unavailable(let name, let messages):
      writer.write("unavailable")
      writer.write(name)
      writer.write(messages)
    case .layout(let messages):
      writer.write("layout")
      writer.write(messages)
    case .render(let format, let messages):
      writer.write("render")
      writer.write(format)
      writer.write(messages)
    default:
      // The other errors happen in the parent.
      writer.write("drawing")
      writer.write(description)
    }
  }
}
