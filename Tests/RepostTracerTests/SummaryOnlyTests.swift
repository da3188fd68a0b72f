import Foundation
import Testing

/// The summary without a folder, and the options that it excludes.
@Suite struct SummaryOnlyTests {
  @Test func printsTheSummaryAndWritesNothing() throws {
    let folder = try Folder()
    let records = try folder.file("r.csv", "id,from,to\nR1,A,B\nR2,B,C\n")
    let outcome = try Tool.run(["trace", records, "--summary-only"])
    let whole = try Tool.run(["trace", records, "-o", folder.url.path + "/out"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(whole.output.hasPrefix(outcome.output))
    #expect(whole.output.dropFirst(outcome.output.count).hasPrefix("\nWritten to"))
    #expect(try folder.names() == ["out", "r.csv"])
  }

  @Test(arguments: [
    ["-o", "x"], ["--format", "json"], ["--full"], ["--layout", "time"], ["--budget", "9"],
    ["--dpi", "72"], ["--paths-only"],
  ])
  func goesWithoutWhatShapesResults(options: [String]) throws {
    let outcome = try Tool.run(["trace", "samples/fax-and-mms", "--summary-only"] + options)
    #expect(outcome.code == 64)
    #expect(outcome.output == "")
    #expect(outcome.errors.contains("goes without"), "\(outcome.errors)")
  }

  @Test func theNumberOfJobsChangesNoResult() throws {
    let folder = try Folder()
    for jobs in ["1", "2", "7"] {
      let out = folder.url.path + "/" + jobs
      let outcome = try Tool.run(
        ["trace", "samples/hunter-money", "-o", out, "--jobs", jobs])
      #expect(outcome.code == 0, "\(outcome.errors)")
    }
    for jobs in ["2", "7"] {
      for name in ["manifest.json", "trace.json", "report.html", "map.svg"] {
        #expect(
          FileManager.default.contentsEqual(
            atPath: folder.url.path + "/1/" + name, andPath: folder.url.path + "/\(jobs)/" + name))
      }
    }
  }

  @Test(arguments: ["trace", "map", "forwarders", "check", "items"])
  func noJobsAreWrongUsage(command: String) throws {
    let outcome = try Tool.run([command, "samples/fax-and-mms", "--jobs", "0"])
    #expect(outcome.code == 64)
    #expect(outcome.errors.contains("--jobs is 0; it can be 1 or more."))
  }
}
