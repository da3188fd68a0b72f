import Foundation
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#endif

/// A run that is killed leaves the earlier results or its own, whole, and nothing for long.
@Suite struct KilledTests {
  @Test func theFolderIsTheOldOneOrTheNewAtWhateverMoment() throws {
    let earlier = try EarlierRun()
    let start = ContinuousClock.now
    #expect(try earlier.again().code == 0)
    let length = UInt32((ContinuousClock.now - start) / .microseconds(1))
    var random = SeededRandom(seed: 7)
    var hasNew = true
    for round in 0..<50 {
      let process = Process()
      process.executableURL = Tool.path
      let records = hasNew ? earlier.folder.url.path + "/records.csv" : earlier.others
      process.arguments = ["trace", records, "-o", earlier.out, "--quiet"]
      process.environment = ProcessInfo.processInfo.environment
        .merging(EarlierRun.withoutMap) { $1 }
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      if round % 2 == 0 {
        usleep(UInt32(random.next() % UInt64(length)))
      } else {
        // While something is being written.
        while process.isRunning, try earlier.folder.names().count == 3 { usleep(200) }
        usleep(UInt32(random.next() % 15_000))
      }
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      hasNew = try earlier.expectWhole("round \(round)")
    }
    #expect(try earlier.again().code == 0)
    #expect(try earlier.expectWhole())
    // What the killed runs left is gone with the next.
    #expect(try earlier.folder.names() == ["others.csv", "out", "records.csv"])
  }

  @Test func aFileIsTheOldOneOrTheNewAndWhatIsLeftIsRemoved() throws {
    let folder = try Folder()
    let file = try folder.file("list.csv", "earlier")
    let left = try folder.file(".list.csv.repost-tracer-abc123", "half")
    let live = try folder.file(".list.csv.repost-tracer-live00", "half")
    let others = try folder.file(".list.csv.repost-tracer-toolong", "mine")
    let records = try folder.file("r.csv", "id,from,to\nR1,A,B\n")
    let lock = open(live, O_RDONLY)
    defer { close(lock) }
    try #require(flock(lock, LOCK_EX | LOCK_NB) == 0)
    #expect(try Tool.run(["forwarders", records, "-o", file]).code == 0)
    #expect(try String(contentsOfFile: file, encoding: .utf8) != "earlier")
    #expect(!FileManager.default.fileExists(atPath: left))
    #expect(FileManager.default.fileExists(atPath: live))
    #expect(FileManager.default.fileExists(atPath: others))
  }
}

/// The same numbers each time.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 20
  }
}
