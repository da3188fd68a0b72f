public import RepostTrace

extension Verification {
  /// What was found, a line for each difference and one that sums up.
  ///
  /// - Parameter language: The language to write in.
  /// - Returns: Lines of text, the last ended by a line break.
  public func text(language: Language) -> String {
    let say = Wording(language: language)
    var lines: [String] = []
    func add(_ phrase: Phrase, _ path: String) {
      lines.append(say(phrase, ["path": visible(path)]))
    }
    if !recorded.isIntact { add(.verifyManifest, ResultManifest.name) }
    for output in recorded.outputs {
      switch output.state {
      case .same: break
      case .changed: add(.verifyOutputChanged, output.name)
      case .missing: add(.verifyOutputMissing, output.name)
      case .extra: add(.verifyOutputExtra, output.name)
      }
    }
    for input in inputs {
      switch input.state {
      case .same: break
      case nil: add(.verifyInputUnread, input.path)
      case .changed: add(.verifyInputChanged, input.path)
      case .missing: add(.verifyInputMissing, input.path)
      case .extra: add(.verifyInputExtra, input.path)
      }
    }
    let phrases: [(RecordedResults.State, Phrase)] = [
      (.changed, .verifyRunDiffers), (.missing, .verifyRunMissing), (.extra, .verifyRunExtra),
    ]
    for file in rerun {
      for (state, phrase) in phrases where state == file.state {
        lines.append(
          say(phrase, ["path": visible(file.name)])
            + (versions.isEmpty ? "" : say(.verifyMayDiffer)))
      }
    }
    let differences = lines.count
    if case .notMade(let reason) = secondRun {
      lines.append(say(.verifyNotRun, ["why": said(reason, say)]))
    }
    for version in versions {
      lines.append(
        say(
          .verifyVersion,
          [
            "name": visible(version.name), "then": visible(version.then ?? say(.none)),
            "now": visible(version.now ?? say(.none)),
          ]))
    }
    if isSame {
      let outputs = String(recorded.outputs.count)
      lines.append(say(.verifySame, ["outputs": outputs, "inputs": String(inputs.count)]))
    } else {
      lines.append(say(.verifyDifferences, ["n": String(differences)]))
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func said(_ reason: Reason, _ say: Wording) -> String {
    switch reason {
    case .manifest: say(.verifyWhyManifest, ["path": ResultManifest.name])
    case .inputs: say(.verifyWhyInputs)
    case .unnamedInputs: say(.verifyWhyUnnamed)
    case .arguments: say(.verifyWhyArguments, ["path": ResultManifest.name])
    case .failed(let message): visible(message)
    }
  }

  /// What was found, as JSON of the schema `repost-tracer/verify/1`.
  ///
  /// - Parameter version: The version of the program, named as the tool.
  /// - Returns: UTF-8 text that ends with a line break.
  public func json(version: String) -> [UInt8] {
    let states = Dictionary(rerun.map { ($0.name, $0.state) }, uniquingKeysWith: { $1 })
    let onDisk = Dictionary(
      recorded.outputs.map { ($0.name, $0.state) }, uniquingKeysWith: { first, _ in first })
    var json = JSONText()
    json.object { json in
      json.key("schema")
      json.string("repost-tracer/verify/1")
      json.writeTool(version: version)
      json.key("folder")
      json.string(recorded.path)
      json.key("same")
      json.bool(isSame)
      json.key("manifest")
      json.string((recorded.isIntact ? RecordedResults.State.same : .changed).rawValue)
      json.key("versions")
      json.array { json in
        for version in versions {
          json.object(.line) { json in
            json.key("name")
            json.string(version.name)
            json.key("manifest")
            json.string(orNull: version.then)
            json.key("here")
            json.string(orNull: version.now)
          }
        }
      }
      json.key("inputs")
      json.array { json in
        for input in inputs {
          json.object(.line) { json in
            json.key("path")
            json.string(input.path)
            json.key("state")
            json.string(orNull: input.state?.rawValue)
          }
        }
      }
      json.key("second_run_made")
      json.bool(failure == nil)
      json.key("reason")
      json.string(orNull: failure)
      json.key("outputs")
      json.array { json in
        let names = recorded.outputs.map(\.name)
        for name in names + rerun.map(\.name).filter({ onDisk[$0] == nil }) {
          json.object(.line) { json in
            json.key("path")
            json.string(name)
            json.key("on_disk")
            json.string((onDisk[name] ?? .missing).rawValue)
            json.key("second_run")
            json.string(orNull: states[name]?.rawValue)
          }
        }
      }
    }
    return json.finish()
  }

  /// Why there is no second run; `nil` where there is one.
  private var failure: String? {
    guard case .notMade(let reason) = secondRun else { return nil }
    return said(reason, Wording(language: .english))
  }
}
