import RepostRecords
import Testing

@testable import RepostMap

@Suite struct ChannelStyleTests {
  @Test func lineAndArrowheadTellChannelsApartWithoutColour() {
    let known = KnownChannel.allCases.map { ChannelStyle($0) }
    let others = (0..<ChannelStyle.otherCount).map { ChannelStyle(other: $0) }
    let manners = (known + others).map { "\($0.head.rawValue) \($0.isDouble)" }
    #expect(Set(manners).count == manners.count)
  }
}
