import RepostReport

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The lines of one case, as they stand together in a stream.
struct CaseBlock: Sendable {
  let id: CaseID
  /// The line of the stream on which they begin.
  let firstLine: Int
  /// The lines as they stand in the stream, each with a line break at its end.
  fileprivate(set) var bytes: [UInt8] = []
  /// For each line that has one, the bytes that say to which case it belongs.
  fileprivate(set) var members: [Range<Int>] = []
  /// A line between those of the case that cannot be read, so that its case is not known.
  fileprivate(set) var strayLine: Int?

  /// The number of records.
  var records: Int { members.count }

  /// The lines without what says to which case they belong, all at the columns where they stood.
  func bytesOfRecords() -> [UInt8] {
    var records = bytes
    records.withUnsafeMutableBytes { buffer in
      for member in members {
        for place in member { buffer[place] = 0x20 }
      }
    }
    return records
  }
}

/// What stands next in a stream of cases.
enum CaseEvent {
  /// All lines of a case.
  case block(CaseBlock)
  /// What belongs to no case, or to one that was there before.
  case problem(CaseProblem)
}

/// What is wrong at a line of a stream of cases.
struct CaseProblem: Hashable, Sendable {
  /// The case that comes again; `nil` where the line belongs to none.
  let id: CaseID?
  let line: Int
  let column: Int?
  let message: String
}

/// Cuts a stream of records into its cases; whatever pieces it is fed in, the cases are the same.
///
/// It keeps the lines of one case, and of all cases that were there the id and the line.
struct CaseSplitter {
  private var lineNumber = 0
  private var isStarted = false
  private var carry: [UInt8] = []
  /// The case whose lines stand here, and its value as the last line of another spelling wrote it.
  private var openID: CaseID?
  private var openValue: [UInt8] = []
  /// Its lines; `nil` where they are not taken because the case was there before.
  private var open: CaseBlock?
  /// The lines that were read since its last line, which give it nothing but their line breaks.
  private var breaks = 0
  private var strayLine: Int?
  private var lineOfCase: [CaseID: Int] = [:]

  /// The lines that were taken in.
  var lines: Int { lineNumber }

  /// Takes the next piece of the stream.
  mutating func feed(
    _ piece: UnsafeRawBufferPointer, _ take: (CaseEvent) throws -> Void
  ) rethrows {
    var start = 0
    while let length = piece.distance(to: 0x0A, from: start) {
      let part = UnsafeRawBufferPointer(rebasing: piece[start..<start + length])
      start += length + 1
      if carry.isEmpty {
        try add(part, take)
      } else {
        var line: [UInt8] = []
        swap(&line, &carry)
        line.append(contentsOf: part)
        try line.withUnsafeBytes { try add($0, take) }
        line.removeAll(keepingCapacity: true)
        carry = line
      }
    }
    carry.append(contentsOf: piece[start...])
  }

  /// Takes the end of the stream.
  mutating func finish(_ take: (CaseEvent) throws -> Void) rethrows {
    if !carry.isEmpty {
      let line = carry
      carry = []
      try line.withUnsafeBytes { try add($0, take) }
    }
    try close(take)
  }

  /// Takes what stands before a line feed; the reader of records takes a lone CR for the end of a line too.
  private mutating func add(
    _ text: UnsafeRawBufferPointer, _ take: (CaseEvent) throws -> Void
  ) rethrows {
    var rest = text
    if rest.last == 0x0D { rest = UnsafeRawBufferPointer(rebasing: rest.dropLast()) }
    if !isStarted {
      isStarted = true
      if rest.starts(with: [0xEF, 0xBB, 0xBF]) {
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(3))
      }
    }
    while let length = rest.distance(to: 0x0D, from: 0) {
      try addLine(UnsafeRawBufferPointer(rebasing: rest[..<length]), take)
      rest = UnsafeRawBufferPointer(rebasing: rest[(length + 1)...])
    }
    try addLine(rest, take)
  }

  private mutating func addLine(
    _ line: UnsafeRawBufferPointer, _ take: (CaseEvent) throws -> Void
  ) rethrows {
    lineNumber += 1
    switch sort(line) {
    case .blank: breaks += 1
    case .member(let member, nil): append(line, member)
    case .member(let member, let id?):
      try close(take)
      openValue = Array(line[member.value])
      if let known = lineOfCase[id] {
        openID = id
        try take(
          .problem(
            CaseProblem(
              id: id, line: lineNumber, column: line.column(of: member.value.lowerBound),
              message: "found the case a second time, after other cases; expected its lines "
                + "together, from line \(known) on; sort the stream by case")))
      } else {
        openID = id
        lineOfCase[id] = lineNumber
        open = CaseBlock(id: id, firstLine: lineNumber)
        strayLine = nil
        breaks = 0
        append(line, member)
      }
    case .problem(let problem):
      strayLine = strayLine ?? lineNumber
      breaks += 1
      try take(
        .problem(
          CaseProblem(
            id: nil, line: lineNumber, column: line.column(of: problem.position),
            message: "found \(problem.found); expected \(problem.expected)")))
    }
  }

  private enum Line {
    case blank
    /// A line of the case that is open, or the case that it begins.
    case member(CaseMember, CaseID?)
    case problem(CaseLineProblem)
  }

  private func sort(_ line: UnsafeRawBufferPointer) -> Line {
    do throws(CaseLineProblem) {
      guard line.isUTF8 else {
        throw CaseLineProblem(position: 0, found: "bytes that are not UTF-8", expected: "UTF-8")
      }
      guard let member = try CaseMember.find(in: line) else { return .blank }
      let value = UnsafeRawBufferPointer(rebasing: line[member.value])
      if openID != nil, value.elementsEqual(openValue) { return .member(member, nil) }
      // The same id can be written in several ways.
      let id = try member.id(in: line)
      return .member(member, id == openID ? nil : id)
    } catch {
      return .problem(error)
    }
  }

  /// Adds a line to the case that is open; one that came before is not read again.
  private mutating func append(_ line: UnsafeRawBufferPointer, _ member: CaseMember) {
    guard open != nil else { return }
    if breaks > 0 {
      open?.bytes.append(contentsOf: repeatElement(0x0A, count: breaks))
      breaks = 0
    }
    open?.add(line, member, after: strayLine)
    strayLine = nil
  }

  private mutating func close(_ take: (CaseEvent) throws -> Void) rethrows {
    guard let block = open.take() else { return }
    try take(.block(block))
  }
}

extension CaseBlock {
  fileprivate mutating func add(
    _ line: UnsafeRawBufferPointer, _ member: CaseMember, after stray: Int?
  ) {
    strayLine = strayLine ?? stray
    let start = bytes.count
    members.append(start + member.whole.lowerBound..<start + member.whole.upperBound)
    bytes.append(contentsOf: line)
    bytes.append(0x0A)
  }
}

extension UnsafeRawBufferPointer {
  /// How far the next byte of a value is from a place.
  fileprivate func distance(to byte: UInt8, from start: Int) -> Int? {
    guard start < count, let base = baseAddress,
      let found = memchr(base + start, Int32(byte), count - start)
    else { return nil }
    return UnsafeRawPointer(found) - (base + start)
  }

  fileprivate var isUTF8: Bool {
    var place = 0
    while place + 8 <= count {
      guard loadUnaligned(fromByteOffset: place, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      else { return String(validating: self, as: UTF8.self) != nil }
      place += 8
    }
    guard !self[place...].contains(where: { $0 >= 0x80 }) else {
      return String(validating: self, as: UTF8.self) != nil
    }
    return true
  }

  /// The column of a byte, in characters from 1.
  fileprivate func column(of position: Int) -> Int {
    self[..<Swift.min(position, count)].count { $0 & 0xC0 != 0x80 } + 1
  }
}
