extension Phrase {
  /// The English templates of what `verify` says.
  var englishVerify: String {
    switch self {
    case .verifyManifest: "{path}: changed since it was written"
    case .verifyOutputChanged: "{path}: changed since it was written"
    case .verifyOutputMissing: "{path}: missing"
    case .verifyOutputExtra: "{path}: extra, the manifest does not name it"
    case .verifyInputChanged: "input {path}: changed since the run"
    case .verifyInputMissing: "input {path}: missing"
    case .verifyInputExtra: "input {path}: extra, the run did not read it"
    case .verifyInputUnread: "input {path}: not looked at"
    case .verifyRunDiffers: "{path}: a second run gives other bytes than the manifest has"
    case .verifyRunMissing: "{path}: a second run does not give it"
    case .verifyRunExtra: "{path}: a second run gives it, the manifest does not name it"
    case .verifyMayDiffer: " (the versions below are others, which alone can make the difference)"
    case .verifyVersion: "version of {name}: {then} in the manifest, {now} here"
    case .verifyNotRun: "No second run was made: {why}"
    case .verifyWhyManifest: "{path} was changed."
    case .verifyWhyInputs: "the inputs are not those of the run."
    case .verifyWhyUnnamed:
      "the manifest does not say where an input is; name the input after the folder."
    case .verifyWhyArguments:
      "the arguments in {path} are not those of a run that writes a folder of results."
    case .verifyDifferences: "Not the same: {n} {n:difference/differences}."
    case .verifySame:
      "The same: {outputs} {outputs:result/results}, {inputs} {inputs:input/inputs}, and a second run gives the same bytes."
    default: englishCards
    }
  }
}
