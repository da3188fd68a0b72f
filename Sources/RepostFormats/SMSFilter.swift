internal import Crypto

/// Makes a backup of messages small and well-formed before it is parsed.
///
/// - The Base64 of an attachment, the value of an attribute `data`, becomes ``mark``; it is never held as a
///   whole, and ``nextChecksum()`` tells the checksum of the decoded bytes.
/// - Two references to the halves of one character (`&#55357;&#56846;`) become the character; references
///   and bytes that XML forbids become U+FFFD.
/// - What is longer than ``valueLimit`` in another attribute is passed over.
///
/// What is taken out of a tag comes back as blanks and line ends behind it, so that lines and places stay
/// those of the file.
final class SMSFilter {
  /// Stands for the Base64 of an attachment.
  ///
  /// It is no longer than what it stands for, so that blanks can make up for what is missing.
  static let mark = "#"
  /// The value of an attribute is kept up to this length.
  static let valueLimit = 1 << 20

  private enum Place {
    case text
    case opening
    case declaring
    case declaration
    case instruction
    case comment
    case characterData
    case tag
    case value
    case attachment
  }

  private let input: ByteInput
  private var place = Place.text
  private var output: [UInt8] = []
  private var given = 0
  private var consumed = 0
  private var emitted = 0
  private var lostLines = 0
  private var isAfterReturn = false
  // The name that is being read in a tag or behind `<!`, and what came last in a comment.
  private var word: [UInt8] = []
  private var isWordOver = false
  private var last: (UInt8, UInt8) = (0, 0)
  private var quote: UInt8 = 0
  private var kept = 0
  private var isCut = false
  private var reference: [UInt8] = []
  private var highHalf: UInt32?
  private var attachment = Base64Hash()
  private var checksums: [SHA256Digest?] = []

  init(_ input: ByteInput) { self.input = input }

  /// The text that takes the place of the file's.
  var filtered: ByteInput {
    ByteInput { [self] (buffer) throws(FormatProblem) in try fill(buffer) }
  }

  /// The checksum of the attachment that the next mark stands for; `nil` where it cannot be decoded.
  func nextChecksum() -> SHA256Digest? { checksums.isEmpty ? nil : checksums.removeFirst() }

  private func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(FormatProblem) -> Int {
    while true {
      if given < output.count { return give(buffer) }
      if case .text = place, lostLines > 0 || emitted < consumed { return giveBlanks(buffer) }
      let ahead = try input.ahead()
      guard !ahead.isEmpty else { return 0 }
      output.removeAll(keepingCapacity: true)
      given = 0
      let count = take(ahead)
      input.skip(count)
      consumed += count
      emitted += output.count
    }
  }

  private func give(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, output.count - given)
    output.withUnsafeBytes { bytes in
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[given..<given + count]))
    }
    given += count
    return count
  }

  private func giveBlanks(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    let lines = min(buffer.count, lostLines)
    let blanks = min(buffer.count - lines, max(0, consumed - emitted - lines))
    for index in 0..<lines { buffer[index] = 0x0A }
    for index in lines..<lines + blanks { buffer[index] = 0x20 }
    lostLines -= lines
    emitted += lines + blanks
    return lines + blanks
  }

  /// Takes bytes, as many as go before blanks have to be given; returns how many.
  private func take(_ bytes: UnsafeRawBufferPointer) -> Int {
    var index = 0
    while index < bytes.count {
      switch place {
      case .text:
        let end = bytes[index...].firstIndex(of: UInt8(ascii: "<"))
        output.append(contentsOf: bytes[index..<(end ?? bytes.count)])
        guard let end else { return bytes.count }
        output.append(bytes[end])
        index = end + 1
        place = .opening
        continue
      case .opening: open(bytes[index])
      case .declaring: declare(bytes[index])
      case .declaration, .instruction, .comment, .characterData: pass(bytes[index])
      case .tag: tag(bytes[index])
      case .value: value(bytes[index])
      case .attachment where reference.isEmpty:
        let end = bytes[index...].firstIndex { $0 == quote || $0 == UInt8(ascii: "&") }
        lostLines += attachment.take(
          UnsafeRawBufferPointer(rebasing: bytes[index..<(end ?? bytes.count)]))
        guard let end else { return bytes.count }
        index = end
        endOfAttachment(bytes[index])
      case .attachment: referenceInAttachment(bytes[index])
      }
      index += 1
      if case .text = place, lostLines > 0 || emitted + output.count < consumed + index {
        return index
      }
    }
    return index
  }

  private func open(_ byte: UInt8) {
    output.append(byte)
    word.removeAll(keepingCapacity: true)
    isWordOver = false
    last = (0, 0)
    switch byte {
    case UInt8(ascii: "!"): place = .declaring
    case UInt8(ascii: "?"): place = .instruction
    case UInt8(ascii: ">"): place = .text
    default: place = .tag
    }
  }

  private func declare(_ byte: UInt8) {
    word.append(byte)
    let isStart = { (start: StaticString) in
      start.withUTF8Buffer { $0.starts(with: self.word) }
    }
    if word == Array("--".utf8) {
      output.append(byte)
      place = .comment
    } else if word == Array("[CDATA[".utf8) {
      output.append(byte)
      place = .characterData
    } else if isStart("--") || isStart("[CDATA[") {
      output.append(byte)
    } else {
      place = .declaration
      pass(byte)
    }
  }

  private func pass(_ byte: UInt8) {
    output.append(byte)
    if byte == UInt8(ascii: ">") {
      let dashes = last == (UInt8(ascii: "-"), UInt8(ascii: "-"))
      let brackets = last == (UInt8(ascii: "]"), UInt8(ascii: "]"))
      switch place {
      case .comment where !dashes, .characterData where !brackets: break
      case .instruction where last.1 != UInt8(ascii: "?"): break
      default: place = .text
      }
    }
    last = (last.1, byte)
  }

  private func tag(_ byte: UInt8) {
    output.append(byte)
    switch byte {
    case UInt8(ascii: ">"): place = .text
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      quote = byte
      kept = 0
      isCut = false
      place = word == Array("data".utf8) ? .attachment : .value
      if case .attachment = place { attachment = Base64Hash() }
    case UInt8(ascii: "="), 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "/"): isWordOver = true
    default:
      if isWordOver { word.removeAll(keepingCapacity: true) }
      isWordOver = false
      if word.count < 32 { word.append(byte) }
    }
  }

  private func value(_ byte: UInt8) {
    if !reference.isEmpty {
      if isOfReference(byte) {
        reference.append(byte)
        if byte == UInt8(ascii: ";") { endReference() }
        return
      }
      keep(reference)
      reference.removeAll(keepingCapacity: true)
    }
    switch byte {
    case UInt8(ascii: "&"): reference = [byte]
    case quote:
      endHalf()
      output.append(byte)
      place = .tag
    case 0..<0x20 where byte != 0x09 && byte != 0x0A && byte != 0x0D: keep(Self.replacement)
    default:
      endHalf()
      // A character is kept or passed over as a whole.
      if kept < Self.valueLimit || (byte & 0xC0 == 0x80 && !isCut) {
        output.append(byte)
        kept += 1
      } else {
        isCut = true
        loseLine(byte)
      }
    }
  }

  private static let replacement = Array("\u{FFFD}".utf8)

  private func isOfReference(_ byte: UInt8) -> Bool {
    reference.count < 16
      && (byte == UInt8(ascii: "#") || byte == UInt8(ascii: ";") || (48...57).contains(byte)
        || (65...90).contains(byte) || (97...122).contains(byte))
  }

  private func keep(_ bytes: [UInt8]) {
    endHalf()
    append(bytes)
  }

  private func append(_ bytes: [UInt8]) {
    guard kept < Self.valueLimit else {
      isCut = true
      return
    }
    output.append(contentsOf: bytes)
    kept += bytes.count
  }

  private func endHalf() {
    guard highHalf != nil else { return }
    highHalf = nil
    append(Self.replacement)
  }

  private func endReference() {
    defer { reference.removeAll(keepingCapacity: true) }
    guard let number = referredNumber else { return keep(reference) }
    switch number {
    case 0xD800..<0xDC00:
      endHalf()
      highHalf = number
    case 0xDC00..<0xE000:
      guard let high = highHalf else { return append(Self.replacement) }
      highHalf = nil
      let scalar = Unicode.Scalar(0x10000 + ((high & 0x3FF) << 10) + (number & 0x3FF))
      append(Array(String(scalar ?? "\u{FFFD}").utf8))
    case 0x09, 0x0A, 0x0D, 0x20...0xFFFD, 0x10000...0x10FFFF: keep(reference)
    default: keep(Self.replacement)
    }
  }

  /// The number of a reference such as `&#10;` or `&#xA;`; `nil` of one that is a name.
  private var referredNumber: UInt32? {
    guard reference.count > 3, reference[1] == UInt8(ascii: "#") else { return nil }
    let digits = reference[2..<reference.count - 1]
    let isHexadecimal = digits.first == UInt8(ascii: "x")
    return UInt32(
      String(decoding: isHexadecimal ? digits.dropFirst() : digits, as: UTF8.self),
      radix: isHexadecimal ? 16 : 10)
  }

  private func endOfAttachment(_ byte: UInt8) {
    guard byte == quote else {
      reference = [byte]
      return
    }
    if attachment.isThere {
      output.append(contentsOf: Self.mark.utf8)
      checksums.append(attachment.checksum)
    }
    output.append(byte)
    place = .tag
  }

  private func referenceInAttachment(_ byte: UInt8) {
    let isPart = isOfReference(byte)
    if isPart {
      reference.append(byte)
      guard byte == UInt8(ascii: ";") else { return }
    }
    let blanks: [UInt32] = [0x09, 0x0A, 0x0D, 0x20]
    if !isPart || !(referredNumber.map(blanks.contains) ?? false) { attachment.isBroken = true }
    reference.removeAll(keepingCapacity: true)
    if byte == quote { endOfAttachment(byte) }
  }

  private func loseLine(_ byte: UInt8) {
    if byte == 0x0D || (byte == 0x0A && !isAfterReturn) { lostLines += 1 }
    isAfterReturn = byte == 0x0D
  }
}

/// The checksum of what is written in Base64, taken character by character.
private struct Base64Hash {
  var isBroken = false
  private var hash = SHA256()
  private var decoded: [UInt8] = []
  private var bits: UInt32 = 0
  private var count = 0
  private var isPadded = false
  private var isAfterReturn = false
  private var start: [UInt8] = []

  /// What a letter stands for; 64 is padding, 65 a blank, 66 none of these.
  private static let meanings: [UInt8] = {
    var meanings = [UInt8](repeating: 66, count: 256)
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for (value, letter) in letters.utf8.enumerated() { meanings[Int(letter)] = UInt8(value) }
    meanings[Int(UInt8(ascii: "="))] = 64
    for blank in [0x09, 0x0A, 0x0D, 0x20] { meanings[blank] = 65 }
    return meanings
  }()

  /// Takes characters; returns how many lines end in them.
  mutating func take(_ bytes: UnsafeRawBufferPointer) -> Int {
    var lines = 0
    if start.count < 5 { start.append(contentsOf: bytes.prefix(5)) }
    Self.meanings.withUnsafeBufferPointer { meanings in
      for byte in bytes {
        let meaning = meanings[Int(byte)]
        if meaning < 64 {
          if isPadded { isBroken = true }
          bits = bits << 6 | UInt32(meaning)
          count += 1
          if count & 3 == 0 { append() }
        } else if meaning == 64 {
          isPadded = true
        } else if meaning == 65 {
          if byte == 0x0D || (byte == 0x0A && !isAfterReturn) { lines += 1 }
        } else {
          isBroken = true
        }
        isAfterReturn = byte == 0x0D
      }
    }
    return lines
  }

  private mutating func append() {
    decoded.append(UInt8(truncatingIfNeeded: bits >> 16))
    decoded.append(UInt8(truncatingIfNeeded: bits >> 8))
    decoded.append(UInt8(truncatingIfNeeded: bits))
    if decoded.count > 1 << 16 { flush() }
  }

  private mutating func flush() {
    hash.update(data: decoded)
    decoded.removeAll(keepingCapacity: true)
  }

  /// Whether there is anything; `null` says that there is not.
  var isThere: Bool { !start.isEmpty && start != Array("null".utf8) }

  /// The checksum of the decoded bytes; `nil` where they cannot be decoded.
  var checksum: SHA256Digest? {
    guard !isBroken, count & 3 != 1, count > 0 else { return nil }
    var whole = self
    switch count & 3 {
    case 2: whole.decoded.append(UInt8(truncatingIfNeeded: bits >> 4))
    case 3:
      whole.decoded.append(UInt8(truncatingIfNeeded: bits >> 10))
      whole.decoded.append(UInt8(truncatingIfNeeded: bits >> 2))
    default: break
    }
    whole.flush()
    return whole.hash.finalize()
  }
}
