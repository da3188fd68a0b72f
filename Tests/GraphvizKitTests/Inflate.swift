/// Unpacks a zlib stream.
struct Inflate {
  struct Damaged: Error {}

  private let bytes: [UInt8]
  private var position = 2
  private var bit = 0
  private var output: [UInt8] = []

  static func unpacked(_ bytes: [UInt8]) throws -> [UInt8] {
    var inflate = Inflate(bytes: bytes)
    while try !inflate.unpackBlock() {}
    return inflate.output
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Unpacks a block and says whether it was the last.
  private mutating func unpackBlock() throws -> Bool {
    let isLast = try bits(1) == 1
    switch try bits(2) {
    case 0:
      position += bit == 0 ? 0 : 1
      bit = 0
      let length = try bits(16)
      guard try bits(16) == ~length & 0xFFFF, position + length <= bytes.count else {
        throw Damaged()
      }
      output += bytes[position..<position + length]
      position += length
    case 1:
      let lengths = (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 }
      try unpack(Code(lengths), Code([Int](repeating: 5, count: 30)))
    case 2:
      let (literals, distances) = try codes()
      try unpack(literals, distances)
    default: throw Damaged()
    }
    return isLast
  }

  private mutating func unpack(_ literals: Code, _ distances: Code) throws {
    let lengthBits = [
      0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    while true {
      let symbol = try symbol(literals)
      if symbol < 256 {
        output.append(UInt8(symbol))
      } else if symbol == 256 {
        return
      } else {
        let index = symbol - 257
        let base = index == 28 ? 258 : 3 + lengthBits[..<index].reduce(0) { $0 + 1 << $1 }
        let length = try base + bits(lengthBits[index])
        let code = try self.symbol(distances)
        let extra = max(0, code / 2 - 1)
        let far = code < 4 ? code + 1 : 1 + (2 + code % 2) << extra
        let distance = try far + bits(extra)
        guard distance <= output.count else { throw Damaged() }
        for _ in 0..<length {
          output.append(output[output.count - distance])
        }
      }
    }
  }

  private mutating func codes() throws -> (Code, Code) {
    let literals = try bits(5) + 257
    let distances = try bits(5) + 1
    var meta = [Int](repeating: 0, count: 19)
    let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    for index in 0..<(try bits(4) + 4) {
      meta[order[index]] = try bits(3)
    }
    let code = Code(meta)
    var lengths: [Int] = []
    while lengths.count < literals + distances {
      switch try symbol(code) {
      case 16: lengths += try [Int](repeating: lengths.last ?? 0, count: 3 + bits(2))
      case 17: lengths += try [Int](repeating: 0, count: 3 + bits(3))
      case 18: lengths += try [Int](repeating: 0, count: 11 + bits(7))
      case let length: lengths.append(length)
      }
    }
    return (Code(Array(lengths[..<literals])), Code(Array(lengths[literals...])))
  }

  private mutating func bits(_ count: Int) throws -> Int {
    var value = 0
    for index in 0..<count {
      guard position < bytes.count else { throw Damaged() }
      value |= Int(bytes[position] >> UInt8(bit) & 1) << index
      bit += 1
      if bit == 8 {
        bit = 0
        position += 1
      }
    }
    return value
  }

  private mutating func symbol(_ code: Code) throws -> Int {
    var path = 1
    while true {
      path = try path << 1 | bits(1)
      if let symbol = code.symbols[path] {
        return symbol
      }
      guard path < 1 << 16 else { throw Damaged() }
    }
  }

  /// A Huffman code: the symbol at the end of each path of bits, which begins with a 1.
  private struct Code {
    var symbols: [Int: Int] = [:]

    init(_ lengths: [Int]) {
      var next = 0
      for length in 1...15 {
        for (symbol, own) in lengths.enumerated() where own == length {
          symbols[1 << length | next] = symbol
          next += 1
        }
        next <<= 1
      }
    }
  }
}
