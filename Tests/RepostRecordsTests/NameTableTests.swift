import RepostRecords
import Testing

@Suite struct NameTableTests {
  @Test func agreesWithADictionary() {
    var generator = Numbers(seed: 7)
    var table = NameTable()
    var numbers: [[UInt8]: Int] = [:]
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...20, using: &generator)
      let name = (0..<count).map { _ in UInt8.random(in: 0x61...0x64, using: &generator) }
      let known = name.withUnsafeBytes { table.find($0) }
      #expect(known == numbers[name])
      let number = name.withUnsafeBytes { table.intern($0) }
      if known == nil { numbers[name] = numbers.count }
      #expect(number == numbers[name])
    }
    #expect(table.count == numbers.count)
    for (name, number) in numbers {
      #expect(Array(table[number].utf8) == name)
    }
  }

  @Test func findsNothingInAnEmptyTable() {
    let table = NameTable()
    #expect(table.find("") == nil)
    #expect(table.find("name") == nil)
  }

  /// Names are bytes: an accent on its own letter is not one with a mark after it.
  @Test func tellsCompositionsApart() {
    var table = NameTable()
    #expect(table.intern("\u{E9}") == 0)
    #expect(table.intern("e\u{301}") == 1)
  }
}

/// Numbers that are the same in every run.
struct Numbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}
