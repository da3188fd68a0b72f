import GraphvizKit
import RepostRecords

/// How hops by a channel are drawn: colour, line and arrowhead together, so that no channel is told
/// apart by colour alone.
struct ChannelStyle: Hashable {
  /// The colour of the line.
  let color: DrawingColor
  /// The colour of text beside the line.
  let ink: DrawingColor
  /// Whether the line is double.
  let isDouble: Bool
  /// The arrowhead.
  let head: Head

  /// The arrowheads that channels have.
  enum Head: String {
    case full = "normal"
    case hollow = "onormal"
    case diamond = "diamond"
    case hollowDiamond = "odiamond"
    case dot = "dot"
    case hollowDot = "odot"
    case box = "box"
    case hollowBox = "obox"
    case bar = "tee"
    case turned = "inv"
    case hollowTurned = "oinv"

    /// The character that stands for it in the legend.
    var glyph: String {
      switch self {
      case .full: "▶"
      case .hollow: "▷"
      case .diamond: "◆"
      case .hollowDiamond: "◇"
      case .dot: "●"
      case .hollowDot: "○"
      case .box: "■"
      case .hollowBox: "□"
      case .bar: "┃"
      case .turned: "◀"
      case .hollowTurned: "◁"
      }
    }
  }

  private init(
    _ color: UInt32, ink: UInt32, _ head: Head, isDouble: Bool = false
  ) {
    self.color = DrawingColor(color)
    self.ink = DrawingColor(ink)
    self.isDouble = isDouble
    self.head = head
  }

  /// The manner of a channel that has a word; line and arrowhead alone tell all of them apart.
  init(_ channel: KnownChannel) {
    switch channel {
    case .courier: self.init(0x0072B2, ink: 0x0B4F7D, .full, isDouble: true)
    case .handover: self.init(0x0072B2, ink: 0x0B4F7D, .full)
    case .read: self.init(0x0072B2, ink: 0x0B4F7D, .hollow, isDouble: true)
    case .fax: self.init(0x8C6D00, ink: 0x5F4A00, .box)
    case .phone: self.init(0x3D9BD1, ink: 0x1F648C, .dot)
    case .mms: self.init(0x8C6D00, ink: 0x5F4A00, .hollowBox)
    case .sms: self.init(0x3D9BD1, ink: 0x1F648C, .hollowDot)
    case .wechat: self.init(0x009E73, ink: 0x005C44, .hollow)
    case .email: self.init(0x009E73, ink: 0x005C44, .box, isDouble: true)
    case .wechatGroup: self.init(0x8E4585, ink: 0x6A2C63, .diamond)
    case .weibo: self.init(0x8E4585, ink: 0x6A2C63, .hollowDiamond)
    case .publicAccount: self.init(0x8E4585, ink: 0x6A2C63, .diamond, isDouble: true)
    case .web: self.init(0x333333, ink: 0x222222, .dot, isDouble: true)
    case .unknown: self.init(0x777777, ink: 0x444444, .bar)
    }
  }

  /// How many channels that have no word are told apart.
  static let otherCount = 5

  /// The manner of the channels that have no word, by the order in which a map meets them.
  init(other place: Int) {
    switch place % Self.otherCount {
    case 0: self.init(0x333333, ink: 0x222222, .turned)
    case 1: self.init(0x009E73, ink: 0x005C44, .hollowTurned)
    case 2: self.init(0x0072B2, ink: 0x0B4F7D, .hollowDot, isDouble: true)
    case 3: self.init(0x8E4585, ink: 0x6A2C63, .hollowBox, isDouble: true)
    default: self.init(0x8C6D00, ink: 0x5F4A00, .hollowDiamond, isDouble: true)
    }
  }
}
