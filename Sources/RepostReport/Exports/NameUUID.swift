import Crypto

/// Ids that follow from names: UUIDs of version 5 (RFC 9562).
struct NameUUID: Sendable {
  private let space: [UInt8]

  /// Makes ids of one case: the same inputs give the same ids, and others different ones.
  ///
  /// - Parameter inputs: The hashes of the inputs.
  init(inputs: [String]) {
    // The space that RFC 9562 gives to URLs.
    let urls: [UInt8] = [
      0x6B, 0xA7, 0xB8, 0x11, 0x9D, 0xAD, 0x11, 0xD1, 0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4, 0x30,
      0xC8,
    ]
    space = Self.bytes("urn:repost-tracer:" + inputs.joined(separator: ","), in: urls)
  }

  /// The id of a name, in lower-case hexadecimal with hyphens.
  func callAsFunction(_ name: String) -> String {
    var text = ""
    for (place, byte) in Self.bytes(name, in: space).enumerated() {
      if [4, 6, 8, 10].contains(place) { text += "-" }
      text += byte < 16 ? "0" : ""
      text += String(byte, radix: 16)
    }
    return text
  }

  private static func bytes(_ name: String, in space: [UInt8]) -> [UInt8] {
    var bytes = Array(Insecure.SHA1.hash(data: space + Array(name.utf8)).prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x50
    bytes[8] = bytes[8] & 0x3F | 0x80
    return bytes
  }
}
