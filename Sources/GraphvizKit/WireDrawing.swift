extension AttributeName: WireValue {}
extension Graphviz.Format: WireValue {}

extension NodeID: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    let name: String = try reader.read()
    guard Self.isToken(name) else { throw WireError() }
    self.init(name)
  }

  func write(to writer: inout WireWriter) {
    writer.write(description)
  }
}

extension Graphviz.Box: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    self.init(width: try reader.read(), height: try reader.read())
  }

  func write(to writer: inout WireWriter) {
    writer.write(width)
    writer.write(height)
  }
}

extension Point: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    self.init(x: try reader.read(), y: try reader.read())
  }

  func write(to writer: inout WireWriter) {
    writer.write(x)
    writer.write(y)
  }
}

extension Frame: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    self.init(lowerLeft: try reader.read(), upperRight: try reader.read())
  }

  func write(to writer: inout WireWriter) {
    writer.write(lowerLeft)
    writer.write(upperRight)
  }
}

extension EdgePath: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    self.init(
      curves: try reader.read(), tailTip: try reader.read(), headTip: try reader.read())
  }

  func write(to writer: inout WireWriter) {
    writer.write(points)
    writer.write(tailTip)
    writer.write(headTip)
  }
}

extension Label: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    if let lines: [String] = try reader.read() {
      self = .plain(PlainLabel(lines: lines.map { DrawnText(clean: $0) }))
    } else {
      self = .html(HTMLLabel(markup: try reader.read(), text: try reader.read()))
    }
  }

  func write(to writer: inout WireWriter) {
    switch self {
    case .plain(let label):
      writer.write(Optional(label.lines.map(\.description)))
    case .html(let label):
      writer.write([String]?.none)
      writer.write(label.markup)
      writer.write(label.text)
    }
  }
}

extension Drawing: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    self.init()
    label = try reader.read()
    attributes = try reader.read()
    nodeDefaults = try reader.read()
    edgeDefaults = try reader.read()
    parts = try reader.read()
    edges = try reader.read()
  }

  func write(to writer: inout WireWriter) {
    writer.write(label)
    writer.write(attributes)
    writer.write(nodeDefaults)
    writer.write(edgeDefaults)
    writer.write(parts)
    writer.write(edges)
  }
}

extension Drawing.Part: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    if let node: Drawing.Node = try reader.read() {
      self = .node(node)
    } else {
      self = .cluster(try reader.read(), try reader.read(), try reader.read())
    }
  }

  func write(to writer: inout WireWriter) {
    switch self {
    case .node(let node):
      writer.write(Optional(node))
    case .cluster(let id, let frame, let content):
      writer.write(Drawing.Node?.none)
      writer.write(id)
      writer.write(frame)
      writer.write(content)
    }
  }
}

extension Drawing.Node: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    self.init(
      id: try reader.read(), label: try reader.read(), place: try reader.read(),
      size: try reader.read(), attributes: try reader.read())
  }

  func write(to writer: inout WireWriter) {
    writer.write(id)
    writer.write(label)
    writer.write(place)
    writer.write(size)
    writer.write(attributes)
  }
}

extension Drawing.Edge: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    self.init(
      tail: try reader.read(), head: try reader.read(), label: try reader.read(),
      labelPlace: try reader.read(), path: try reader.read(), attributes: try reader.read())
  }

  func write(to writer: inout WireWriter) {
    writer.write(tail)
    writer.write(head)
    writer.write(label)
    writer.write(labelPlace)
    writer.write(path)
    writer.write(attributes)
  }
}
