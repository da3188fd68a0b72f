import ArgumentParser
import GraphvizKit

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

@main
struct RepostTracer: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "repost-tracer",
    abstract: "Trace who passed a document on to whom, by which channel and when.",
    discussion: """
      Load forwarding records (CSV, TSV, JSON, NDJSON, an Excel workbook, a case folder, or what chat, mail, \
      fax and social network programs export) and get the origin, the first external hop, the responsible \
      forwarders with the records that show it, and a spread map.

      EXAMPLES
        repost-tracer trace samples/fax-and-mms
        repost-tracer trace records.csv --inside 'Zhang A' --inside 'Office'
        repost-tracer map records.csv -o spread.png

      Shell completion: repost-tracer --generate-completion-script bash (or zsh, fish).
      """,
    version: version,
    subcommands: [
      TraceCommand.self, MapCommand.self, ForwardersCommand.self, CheckCommand.self,
      ItemsCommand.self, ConvertCommand.self, ExportCommand.self, TemplateCommand.self,
      VerifyCommand.self, RevealCommand.self,
    ])

  static func main() {
    DrawingProcess.serveIfAsked()
    // A file that may not grow is an error that is told, and leaves nothing behind.
    signal(SIGXFSZ, SIG_IGN)
    Interruption.watch()
    Console.keepPlaces()
    main(nil)
  }
}
