import Crypto
import Foundation
import RepostRecords

/// The list of what a run wrote, of which inputs, with which options: `manifest.json`.
struct ResultManifest {
  /// A file that a run wrote.
  struct Output {
    let name: String
    let sha256: String
    let bytes: Int
  }

  static let name = "manifest.json"
  private static let schema = "repost-tracer/manifest/1"

  let outputs: [Output]

  /// The manifest of files about to be written.
  init(_ files: [ResultFile]) {
    outputs = files.map {
      Output(name: $0.name, sha256: Self.sha256($0.bytes), bytes: $0.bytes.count)
    }
  }

  /// Reads a manifest, or gives `nil` where the bytes are none.
  init?(json: [UInt8]) {
    guard
      let object = try? JSONSerialization.jsonObject(with: Data(json)) as? [String: Any],
      object["schema"] as? String == Self.schema,
      let listed = object["outputs"] as? [[String: Any]]
    else { return nil }
    var outputs: [Output] = []
    for entry in listed {
      guard let name = entry["path"] as? String, let sha256 = entry["sha256"] as? String,
        let bytes = entry["bytes"] as? Int, !name.contains("/"), !["", ".", ".."].contains(name)
      else { return nil }
      outputs.append(Output(name: name, sha256: sha256, bytes: bytes))
    }
    self.outputs = outputs
  }

  func json(version: String, options: [String], inputs: [InputFile]) -> [UInt8] {
    var json = JSONText()
    json.object { json in
      json.key("schema")
      json.string(Self.schema)
      json.writeTool(version: version)
      json.key("options")
      json.strings(options)
      json.key("inputs")
      json.array { json in
        for file in inputs {
          json.writeFile(path: file.path, sha256: file.sha256, bytes: file.bytes)
        }
      }
      json.key("outputs")
      json.array { json in
        for file in outputs {
          json.writeFile(path: file.name, sha256: file.sha256, bytes: file.bytes)
        }
      }
    }
    return json.finish()
  }

  static func sha256(_ bytes: [UInt8]) -> String { bytes.withUnsafeBytes { sha256($0) } }

  static func sha256(_ bytes: UnsafeRawBufferPointer) -> String {
    var hash = SHA256()
    hash.update(bufferPointer: bytes)
    return hash.finalize().map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}

extension JSONText {
  fileprivate mutating func writeFile(path: String, sha256: String, bytes: Int) {
    object(.line) { json in
      json.key("path")
      json.string(path)
      json.key("sha256")
      json.string(sha256)
      json.key("bytes")
      json.number(bytes)
    }
  }
}
