import Foundation
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#endif

/// What goes wrong around a run: each is told with its exit code, and none loses an earlier result.
@Suite struct FaultTests {
  @Test func aFileThatMayNotGrowIs74() throws {
    let earlier = try EarlierRun()
    // The thread sanitizer maps a large file of its own from there, where it can.
    let elsewhere = EarlierRun.withoutMap.merging(["TMPDIR": "/nonexistent"]) { $1 }
    let outcome = try Tool.shell(
      "ulimit -f 24; exec \"$0\" trace others.csv -o out --quiet >/dev/null",
      in: earlier.folder.url.path, environment: elsewhere)
    #expect(outcome.code == 74, "\(outcome.errors)")
    #expect(outcome.errors.contains("error: out/"), "\(outcome.errors)")
    #expect(outcome.errors.contains(": cannot be written: File too large"), "\(outcome.errors)")
    try earlier.expectUntouched()
  }

  @Test func anOutputThatIsSomethingElseIs73AndStays() throws {
    let earlier = try EarlierRun()
    let place = earlier.folder.url.path
    let file = try earlier.folder.file("thesis", "mine")
    try FileManager.default.createSymbolicLink(
      atPath: place + "/loop", withDestinationPath: "loop")
    for (output, words) in [
      (file, "is no folder"), (file + "/out", "Not a directory"),
      (place + "/loop", "is a symbolic link"),
      (place + "/loop/out", "Too many levels of symbolic links"),
    ] {
      let outcome = try Tool.run(["trace", earlier.others, "-o", output])
      #expect(outcome.code == 73, "\(output)")
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }
    for (output, words) in [
      (place + "/out", "is a folder"), (place + "/loop", "is a link to nothing"),
    ] {
      let outcome = try Tool.run(["forwarders", earlier.others, "--format", "csv", "-o", output])
      #expect(outcome.code == 73, "\(output)")
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "mine")
    #expect(try !earlier.expectWhole())
    #expect(try earlier.folder.names() == ["loop", "others.csv", "out", "records.csv", "thesis"])
  }

  /// Permissions do not bind the administrator, who takes somebody else's then.
  private static let ofSomebodyElse =
    geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : ""

  @Test(
    .enabled("permissions bind nobody here, and nobody else's can be taken (setpriv)") {
      try Tool.shell(ofSomebodyElse + "\"$0\" --version", in: "/").code == 0
    })
  func aFolderThatMayNotBeWrittenToIs73() throws {
    let earlier = try EarlierRun()
    let place = earlier.folder.url.path
    chmod(place, 0o555)
    defer { chmod(place, 0o755) }
    chmod(earlier.out, 0o755)
    let command = Self.ofSomebodyElse + "\"$0\" trace others.csv -o new"
    let outcome = try Tool.shell(command, in: place, environment: EarlierRun.withoutMap)
    #expect(outcome.code == 73, "\(outcome.errors)")
    #expect(outcome.errors.contains("Permission denied"), "\(outcome.errors)")
    chmod(earlier.out, 0o700)
    try earlier.expectUntouched()
  }

  @Test func inputsThatGoRoundInCirclesAre66() throws {
    let earlier = try EarlierRun()
    let place = earlier.folder.url.path
    try FileManager.default.createSymbolicLink(
      atPath: place + "/a.csv", withDestinationPath: "b.csv")
    try FileManager.default.createSymbolicLink(
      atPath: place + "/b.csv", withDestinationPath: "a.csv")
    let outcome = try Tool.run(["trace", place + "/a.csv", "-o", earlier.out])
    #expect(outcome.code == 66)
    #expect(outcome.errors.contains("too many levels of symbolic links"), "\(outcome.errors)")
    // A folder that holds itself.
    try FileManager.default.createDirectory(
      atPath: place + "/case", withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(
      atPath: place + "/case/again", withDestinationPath: ".")
    #expect(try Tool.run(["trace", place + "/case", "-o", earlier.out]).code == 66)
    #expect(try !earlier.expectWhole())
  }

  @Test func aPipeIsReadAsAFileIs() throws {
    let earlier = try EarlierRun()
    let outcome = try Tool.shell(
      "mkfifo pipe.csv && { cat others.csv >pipe.csv & } && \"$0\" trace pipe.csv -o out; "
        + "code=$?; rm pipe.csv; exit $code",
      in: earlier.folder.url.path, environment: EarlierRun.withoutMap)
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(try earlier.expectWhole())
  }

  @Test func aClosedOutputLosesNothing() throws {
    let earlier = try EarlierRun()
    let place = earlier.folder.url.path
    let closed = try Tool.shell(
      "exec \"$0\" trace others.csv -o out >&-", in: place, environment: EarlierRun.withoutMap)
    #expect(closed.code == 74)
    #expect(closed.errors.contains("standard output cannot be written: Bad file descriptor"))
    try earlier.expectUntouched()
    // Where the reader of the summary went away, the folder is what was asked for.
    let unread = try Tool.shell(
      "{ sleep 0.1; \"$0\" trace others.csv -o out; echo $? >code; } | true; while [ ! -s code ]; "
        + "do sleep 0.1; done; exit $(cat code)",
      in: place, environment: EarlierRun.withoutMap)
    #expect(unread.code == 0, "\(unread.errors)")
    #expect(try earlier.expectWhole())
  }

  @Test func whatIsSaidNeverLandsInAFile() throws {
    let folder = try Folder()
    let records = try folder.file(
      "r.csv", "id,time,from,to,parent\nR1,2024,A,B,R9\nR2,2023,B,C,R1\n")
    for redirection in ["", "2>&-", "2>&- <&-", ">&- 2>&- <&-"] {
      let outcome = try Tool.shell(
        "exec \"$0\" forwarders '\(records)' --format csv -o list.csv \(redirection)",
        in: folder.url.path)
      #expect(outcome.code == 0)
    }
    let list = try Data(contentsOf: folder.url.appending(path: "list.csv"))
    let expected = try Tool.run(["forwarders", records, "--format", "csv"]).output
    #expect(String(decoding: list, as: UTF8.self) == expected)
    #expect(!expected.contains("warning"))
  }

  @Test func withoutAnyFontTheRestIsWritten() throws {
    let folder = try Folder()
    let fonts = try folder.file("fonts.conf", "<fontconfig></fontconfig>\n")
    for (sample, words) in [("fax-and-mms", "no installed font"), ("fax-and-mms-en", "Written to")]
    {
      let out = folder.url.path + "/" + sample
      let outcome = try Tool.run(
        ["trace", "samples/" + sample, "-o", out, "--lang", "en"],
        environment: ["FONTCONFIG_FILE": fonts])
      #expect(outcome.code == 0, "\(outcome.errors)")
      let names = try FileManager.default.contentsOfDirectory(atPath: out)
      #expect(names.contains("report.html") && names.contains("trace.json"))
      #expect(outcome.output.contains(words) && outcome.errors.contains("font"), "\(outcome)")
    }
  }

  @Test func aLocaleWithoutUnicodeChangesNoByte() throws {
    let folder = try Folder()
    var results: [[String: Data]] = []
    for locale in ["C.UTF-8", "C", "POSIX", "zh_CN.GB18030"] {
      let out = folder.url.path + "/out " + locale
      let outcome = try Tool.run(
        ["trace", "samples/fax-and-mms", "-o", out, "--lang", "zh"],
        environment: ["LC_ALL": locale])
      #expect(outcome.code == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("张某乙"))
      results.append(try EarlierRun.contents(out))
    }
    #expect(results.allSatisfy { $0 == results[0] })
  }
}
