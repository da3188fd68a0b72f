extension Phrase {
  /// The Chinese templates of what became of the map.
  var chineseDrawing: String {
    switch self {
    case .writtenReducedMap: "传播图已改用较少的图形和直线，因为按原要求绘制未能完成：{problem}。"
    case .reportMapReduced:
      "本图的图形比要求的少，线条为直线，因为按原要求绘制未能完成：{problem}。本页其他内容均与此图无关。"
    case .reportMapFailed: "传播图未能绘制：{problem}。本页其他内容均与此图无关。"
    default: chineseWarnings
    }
  }
}
