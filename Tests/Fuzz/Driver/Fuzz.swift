import Foundation

/// Runs libFuzzer over the target that `FUZZ_TARGET` names; `seeds` writes the seeds of all.
@main enum Fuzz {
  static func main() {
    let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
    if name == "seeds" { return writeSeeds() }
    guard FuzzTarget.named(name) != nil else {
      FileHandle.standardError.write(Data("FUZZ_TARGET=\(name): no such target\n".utf8))
      exit(64)
    }
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    exit(
      runFuzzer(&count, &arguments) { start, count in
        let bytes = Array(UnsafeBufferPointer(start: start, count: count))
        do {
          try Fuzz.target.check(bytes)
        } catch {
          fatalError("broken: \(error)")
        }
        return 0
      })
  }

  /// Writes the seeds of every target into a folder of its name, and the names to standard output.
  private static func writeSeeds() {
    for target in FuzzTarget.all {
      let folder = URL(filePath: CommandLine.arguments[1]).appending(path: target.name)
      try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for (index, seed) in target.seeds.enumerated() {
        try? Data(seed).write(to: folder.appending(path: "seed-\(index)"))
      }
      print(target.name)
    }
  }

  private static let target =
    FuzzTarget.named(ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? "") ?? FuzzTarget.all[0]
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<
    UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  >,
  _ check: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
