extension Phrase {
  /// The Chinese templates of what `verify` says.
  var chineseVerify: String {
    switch self {
    case .verifyManifest: "{path}：写出后被改动"
    case .verifyOutputChanged: "{path}：写出后被改动"
    case .verifyOutputMissing: "{path}：缺失"
    case .verifyOutputExtra: "{path}：多出，清单未列"
    case .verifyInputChanged: "输入 {path}：运行后被改动"
    case .verifyInputMissing: "输入 {path}：缺失"
    case .verifyInputExtra: "输入 {path}：多出，当时未读取"
    case .verifyInputUnread: "输入 {path}：未核对"
    case .verifyRunDiffers: "{path}：重新运行所得与清单不同"
    case .verifyRunMissing: "{path}：重新运行没有得到"
    case .verifyRunExtra: "{path}：重新运行得到，清单未列"
    case .verifyMayDiffer: "（版本与下列不同，仅此一项即可造成差异）"
    case .verifyVersion: "{name} 的版本：清单为 {then}，此处为 {now}"
    case .verifyNotRun: "未重新运行：{why}"
    case .verifyWhyManifest: "{path} 被改动。"
    case .verifyWhyInputs: "输入与当时不同。"
    case .verifyWhyUnnamed: "清单未写明某个输入在何处；请在文件夹之后写明该输入。"
    case .verifyWhyArguments: "{path} 中的参数不是写出结果文件夹的运行所用的参数。"
    case .verifyDifferences: "不一致：差异{n}处。"
    case .verifySame: "一致：结果{outputs}份，输入{inputs}份，重新运行所得逐字节相同。"
    default: chineseCards
    }
  }
}
