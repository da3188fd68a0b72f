/// The points of a PNG, which is of 8 bits a sample and has colours.
struct Picture: Equatable {
  struct Damaged: Error {}

  let width: Int
  let height: Int

  /// The samples of every point, row by row.
  let samples: [UInt8]

  var isBlank: Bool {
    Set(samples).count < 2
  }

  /// Reads the size of a PNG.
  static func size(of png: [UInt8]) throws -> (width: Int, height: Int) {
    let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]
    guard png.count > 33, png.starts(with: signature), png[12..<16].elementsEqual("IHDR".utf8)
    else { throw Damaged() }
    return (number(png[16..<20]), number(png[20..<24]))
  }

  init(_ png: [UInt8]?) throws {
    guard let png else { throw Damaged() }
    (width, height) = try Self.size(of: png)
    // 2 is RGB, 6 is RGB with alpha; the last three are compression, filters and interlacing.
    guard png[24] == 8, png[25] == 2 || png[25] == 6, png[26..<29].allSatisfy({ $0 == 0 }) else {
      throw Damaged()
    }
    var packed: [UInt8] = []
    var position = 8
    while position + 12 <= png.count {
      let length = Self.number(png[position..<position + 4])
      guard position + 12 + length <= png.count else { throw Damaged() }
      if png[position + 4..<position + 8].elementsEqual("IDAT".utf8) {
        packed += png[position + 8..<position + 8 + length]
      }
      position += 12 + length
    }
    let depth = png[25] == 6 ? 4 : 3
    samples = try Self.unfiltered(Inflate.unpacked(packed), row: width * depth, depth: depth)
    guard samples.count == width * depth * height else { throw Damaged() }
  }

  private static func unfiltered(_ filtered: [UInt8], row: Int, depth: Int) throws -> [UInt8] {
    var samples: [UInt8] = []
    for start in stride(from: 0, to: filtered.count - row, by: row + 1) {
      let isFirst = samples.isEmpty
      for index in 0..<row {
        let left = index < depth ? 0 : Int(samples[samples.count - depth])
        let above = isFirst ? 0 : Int(samples[samples.count - row])
        let corner = index < depth || isFirst ? 0 : Int(samples[samples.count - row - depth])
        let guess: Int
        switch filtered[start] {
        case 0: guess = 0
        case 1: guess = left
        case 2: guess = above
        case 3: guess = (left + above) / 2
        case 4:
          let candidates = [left, above, corner]
          let distances = candidates.map { abs(left + above - corner - $0) }
          let nearest = distances.firstIndex(of: distances.min() ?? 0)
          guess = candidates[nearest ?? 0]
        default: throw Damaged()
        }
        samples.append(filtered[start + 1 + index] &+ UInt8(guess))
      }
    }
    return samples
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $0 << 8 | Int($1) }
  }
}
