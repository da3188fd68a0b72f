import ArgumentParser
import Foundation
import RepostReport

/// Traces a stream of cases one by one and writes a line for each.
struct CaseStream {
  let input: InputOptions
  let answer: OutputOptions
  let detail: TraceDetail

  /// Reads the stream to its end.
  ///
  /// - Throws: `ExitCode` 65 where a case or a line is bad, after everything is written.
  func run() throws {
    let path = input.inputs[0]
    let file = try StreamFile(path: path)
    let tracer = try CaseTracer(input, path: path, badRows: answer.badRows, detail: detail)
    let tally = CaseTally(
      line: .onTerminal(language: answer.language, quiet: answer.quiet), size: file.size)
    let pool = CasePool(workers: tracer.workers, work: tracer.outcome, take: tally.take)
    var splitter = CaseSplitter()
    func add(_ event: CaseEvent) {
      switch event {
      case .block(let block): pool.add(block)
      case .problem(let problem): pool.add(CaseOutcome(problem))
      }
    }
    do {
      while let piece = try file.next() {
        piece.withUnsafeBytes { splitter.feed($0, add) }
        tally.read(piece.count)
        // The next piece may be long in coming.
        if tracer.workers == 1 { tally.flush() }
      }
      splitter.finish(add)
    } catch {
      // The case that was being read is cut off and gives no line; those before it are whole.
      pool.finish()
      tally.finish()
      throw error
    }
    pool.finish()
    tally.finish()
    if !answer.quiet {
      for name in tracer.namesOfNoCase { Console.note("warning: \(name) is in no case") }
      Console.note(tally.text(language: answer.language))
    }
    if tally.hasFailures { throw ExitCode.invalidInput }
  }
}

extension CaseOutcome {
  fileprivate init(_ problem: CaseProblem) {
    self.init(
      kind: problem.id == nil ? .noCase : .failed,
      bytes: caseErrorLine(
        problem.id, line: problem.line, column: problem.column, message: problem.message),
      records: 0)
  }
}
