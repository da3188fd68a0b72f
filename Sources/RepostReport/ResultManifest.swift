import Crypto
import Foundation

/// The list of what a run wrote, of which inputs, with which options: `manifest.json`.
///
/// Its last member is the SHA-256 of all that stands before it, which tells whether it was edited.
struct ResultManifest {
  /// A file that a run wrote.
  struct Output {
    let name: String
    let sha256: String
    let bytes: Int
  }

  static let name = "manifest.json"
  private static let schema = "repost-tracer/manifest/2"

  let outputs: [Output]
  let run: RunDescription
  /// Whether it is as it was written.
  let isIntact: Bool

  /// The manifest of files about to be written.
  init(_ files: [ResultFile], of run: RunDescription) {
    outputs = files.map {
      Output(name: $0.name, sha256: Self.sha256($0.bytes), bytes: $0.bytes.count)
    }
    self.run = run
    isIntact = true
  }

  var json: [UInt8] {
    var json = JSONText()
    json.object { json in
      json.key("schema")
      json.string(Self.schema)
      json.writeTool(version: run.version)
      json.key("libraries")
      json.array { json in
        for library in run.libraries {
          json.object(.line) { json in
            json.key("name")
            json.string(library.name)
            json.key("version")
            json.string(library.version)
          }
        }
      }
      json.key("arguments")
      json.strings(run.arguments)
      json.key("inputs")
      json.array { json in
        for file in run.inputs {
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
    return Self.sealed(json.finish())
  }

  static func sha256(_ bytes: [UInt8]) -> String { bytes.withUnsafeBytes { sha256($0) } }

  static func sha256(_ bytes: UnsafeRawBufferPointer) -> String {
    var hash = SHA256()
    hash.update(bufferPointer: bytes)
    return hexadecimal(hash.finalize())
  }

  static func hexadecimal(_ digest: SHA256.Digest) -> String {
    digest.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}

extension ResultManifest {
  private static let end = Array("\n}\n".utf8)

  /// Adds the hash of an object's members as its last member.
  private static func sealed(_ json: [UInt8]) -> [UInt8] {
    let members = Array(json.dropLast(end.count))
    return members + seal(of: members)
  }

  private static func seal(of members: [UInt8]) -> [UInt8] {
    Array(",\n  \"sha256\": \"\(sha256(members))\"".utf8) + end
  }

  private static func isIntact(_ json: [UInt8]) -> Bool {
    let length = seal(of: []).count
    return json.count > length
      && json.suffix(length).elementsEqual(seal(of: Array(json.dropLast(length))))
  }

  /// Reads a manifest, or gives `nil` where the bytes are none.
  init?(json: [UInt8]) {
    guard
      let object = try? JSONSerialization.jsonObject(with: Data(json)) as? [String: Any],
      object["schema"] as? String == Self.schema,
      let tool = object["tool"] as? [String: Any], let version = tool["version"] as? String,
      let libraries = object["libraries"] as? [[String: Any]],
      let arguments = object["arguments"] as? [String],
      let inputs = (object["inputs"] as? [[String: Any]])?.map(Self.file),
      let outputs = (object["outputs"] as? [[String: Any]])?.map(Self.file)
    else { return nil }
    var read: [RunDescription.Library] = []
    for library in libraries {
      guard let name = library["name"] as? String, let version = library["version"] as? String
      else { return nil }
      read.append(RunDescription.Library(name: name, version: version))
    }
    let files = inputs.compactMap(\.self)
    self.outputs = outputs.compactMap(\.self)
      .filter { !$0.name.contains("/") && !["", ".", ".."].contains($0.name) }
    guard files.count == inputs.count, self.outputs.count == outputs.count else { return nil }
    run = RunDescription(
      version: version, libraries: read, arguments: arguments,
      inputs: files.map {
        RunDescription.Input(path: $0.name, sha256: $0.sha256, bytes: $0.bytes)
      })
    isIntact = Self.isIntact(json)
  }

  private static func file(_ entry: [String: Any]) -> Output? {
    guard let name = entry["path"] as? String, let sha256 = entry["sha256"] as? String,
      let bytes = entry["bytes"] as? Int, bytes >= 0
    else { return nil }
    return Output(name: name, sha256: sha256, bytes: bytes)
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
