import Foundation
import RepostRecords
import RepostTrace

/// A table of a file: the names of its columns, and its rows.
struct WrittenTable {
  var header: [String]
  var rows: [[String]]

  /// Changes the cells of a column, where there is one.
  mutating func change(_ names: String..., cell: (String) -> String) {
    for column in header.indices where names.contains(header[column]) {
      for row in rows.indices { rows[row][column] = cell(rows[row][column]) }
    }
  }

  /// Adds a row of named cells; the others are empty.
  mutating func add(_ cells: [String: String]) {
    rows.append(header.map { cells[$0] ?? "" })
  }
}

/// A case as its files say it, before they are written in some format and encoding.
struct WrittenCase {
  var records: WrittenTable
  var entities: WrittenTable
  var caseFile: String

  /// What a sample of the package says.
  init(sample name: String) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "samples/\(name)")
    func text(_ name: String) throws -> String {
      try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }
    records = WrittenTable(csv: try text("records.csv"))
    entities = WrittenTable(csv: try text("entities.csv"))
    for (chinese, english) in Self.headers {
      if let column = records.header.firstIndex(of: chinese) { records.header[column] = english }
      if let column = entities.header.firstIndex(of: chinese) { entities.header[column] = english }
    }
    caseFile = try text("case.yaml")
  }

  /// Columns that a change has to find.
  private static let headers = [
    "编号": "id", "时间": "time", "发送人": "from", "接收人": "to", "文件": "item", "来源记录": "parent",
    "原作者": "original", "指使人": "directed_by", "审批人": "approved_by", "标识": "id", "圈层": "zone",
    "成员": "members", "别名": "aliases",
  ]

  /// What a random case says.
  init(_ reference: ReferenceCase) {
    records = WrittenTable(
      header: [
        "id", "time", "from", "to", "channel", "item", "parent", "original", "directed_by",
        "approved_by", "certainty",
      ],
      rows: reference.records.map { record in
        [
          record.id, record.timeText, record.from ?? "", record.to.joined(separator: ";"),
          record.channel, record.item, record.parent ?? "", record.original ?? "",
          record.directedBy.joined(separator: ";"), record.approvedBy.joined(separator: ";"),
          record.certainty,
        ]
      })
    entities = WrittenTable(
      header: ["id", "kind", "zone", "members", "size"],
      rows: reference.entities.map { entity in
        [
          entity.id, entity.kind, entity.zone ?? "", entity.members.joined(separator: ";"),
          entity.size.map { String($0) } ?? "",
        ]
      })
    caseFile = "zones: [\(reference.zones.joined(separator: ", "))]\n"
    caseFile += "boundary: \(reference.boundary)\nitems:\n"
    for item in reference.items {
      caseFile += "  - id: \(item.id)\n"
      if let issuer = item.issuer { caseFile += "    issuer: \"\(issuer)\"\n" }
      if let zone = item.permittedZone { caseFile += "    permitted_zone: \(zone)\n" }
      if let channels = item.approvedChannels {
        caseFile += "    approved_channels: [\(channels.joined(separator: ", "))]\n"
      }
      caseFile += "    derived_from: [\(item.derivedFrom.joined(separator: ", "))]\n"
    }
  }

  /// The answers to the case, once it is written to files and read from them.
  func answers(
    _ form: WrittenForm = WrittenForm(), _ change: (inout CaseRequest) -> Void = { _ in }
  ) throws -> ReferenceResult {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "repost-tracer-written-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files(form) {
      try Data(form.encoding.bytes(of: text)).write(to: folder.appending(path: name))
    }
    var request = CaseRequest(inputs: [.path(folder.path)])
    change(&request)
    return referenceResult(Trace(try readCase(request)))
  }

  private func files(_ form: WrittenForm) -> [String: String] {
    var files = ["case.yaml": caseFile]
    if let cut = form.cut {
      // Without their folder they would be read in the order in which they are named.
      for (part, rows) in [records.rows.prefix(cut), records.rows.dropFirst(cut)].enumerated() {
        // Files of one folder are read in the order of their names.
        let name = part == 0 ? "records.\(form.format.rawValue)" : "records.\(form.second.rawValue)"
        let table = WrittenTable(header: records.header, rows: Array(rows))
        files[name] = table.text(part == 0 ? form.format : form.second)
      }
    } else {
      files["records.\(form.format.rawValue)"] = records.text(form.format)
    }
    // A file of entities without any is an error, not an empty list.
    if !entities.rows.isEmpty {
      files["entities.\(form.format.rawValue)"] = entities.text(form.format)
    }
    return files
  }
}

/// How the files of a case are written.
struct WrittenForm {
  var format = InputFormat.csv
  var encoding = WrittenEncoding.utf8
  /// The number of records that stand in the first of two files, where there are two.
  var cut: Int?
  /// The format of the second, which comes after the first by its name.
  var second = InputFormat.tsv
}

extension WrittenTable {
  /// Reads CSV as the samples have it.
  init(csv: String) {
    var table: [[String]] = []
    var row: [String] = []
    var cell = ""
    var isQuoted = false
    for character in csv {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        row.append(cell)
        cell = ""
      case "\n" where !isQuoted, "\r\n" where !isQuoted:
        table.append(row + [cell])
        (row, cell) = ([], "")
      default: cell.append(character)
      }
    }
    if !row.isEmpty || !cell.isEmpty { table.append(row + [cell]) }
    header = table[0]
    rows = Array(table.dropFirst())
  }

  func text(_ format: InputFormat) -> String {
    switch format {
    case .csv: lines(separator: ",")
    case .tsv: lines(separator: "\t")
    case .json: "[" + objects.joined(separator: ",\n") + "]\n"
    case .ndjson: objects.map { $0 + "\n" }.joined()
    }
  }

  private func lines(separator: String) -> String {
    ([header] + rows).map { row in
      row.map { cell in
        let isPlain = !cell.contains { $0 == "\"" || $0.isNewline || String($0) == separator }
        return isPlain ? cell : "\"" + cell.replacing("\"", with: "\"\"") + "\""
      }
      .joined(separator: separator) + "\n"
    }
    .joined()
  }

  private var objects: [String] {
    rows.map { row in
      let members = zip(header, row).filter { !$1.isEmpty }.map { name, cell in
        "\(Self.quoted(name)): \(Self.quoted(cell))"
      }
      return "{" + members.joined(separator: ", ") + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\":
        quoted += "\\"
        quoted.unicodeScalars.append(scalar)
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
