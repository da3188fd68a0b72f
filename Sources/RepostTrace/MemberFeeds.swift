import RepostGraph
import RepostRecords

/// What the members of collectives get of what is posted there.
///
/// From a feed every member gets the same, but for those who posted in it and those who are an origin of
/// what it carries. Members are therefore not asked feed by feed: what all feeds give is folded once, and a
/// member takes the folds of the runs between the feeds that give it something else.
struct MemberFeeds: Sendable {
  /// The feeds of one collective.
  struct Group: Sendable {
    let members: [Int32]
    /// The places of its feeds among those of the graph.
    let feeds: Range<Int>
  }

  let groups: [Group]
  /// For each feed, those who posted in it and are informed by what others post there, ascending.
  let authors: IndexLists
  /// For each entity, the feeds that give it not what they give to the others, ascending.
  private let exceptions: IndexLists

  /// Finds whom the feeds of a graph give something else.
  ///
  /// - Parameters:
  ///   - graph: The graph.
  ///   - originsOfItem: For each item, its origins.
  ///   - lineage: Which items derive from which.
  /// - Complexity: O(*posts* + *origins* of the items of feeds and of what these derive from).
  init(_ graph: ForwardingGraph, originsOfItem: IndexLists, lineage: ItemLineage) {
    let feeds = graph.posts.feeds
    var groups: [Group] = []
    var authors = IndexLists()
    var (entities, places): ([Int32], [Int32]) = ([], [])
    var start = 0
    for (place, feed) in feeds.enumerated() {
      var others: Set<Int32> = []
      for item in lineage.selfAndAncestors(Int(feed.item)) {
        for origin in originsOfItem[item]
        where graph.membership.contains(origin, in: feed.collective) {
          others.insert(origin)
        }
      }
      let posters = Set(graph.posts.hops[feed.places].map { graph.hops.actor(ofHop: Int($0)) })
      authors.append(posters.subtracting(others).sorted())
      others.formUnion(posters)
      entities.append(contentsOf: others)
      places.append(contentsOf: repeatElement(Int32(place), count: others.count))
      if place + 1 == feeds.count || feeds[place + 1].collective != feed.collective {
        groups.append(
          Group(members: graph.membership[feed.collective], feeds: start..<place + 1))
        start = place + 1
      }
    }
    self.groups = groups
    self.authors = authors
    exceptions = IndexLists(
      count: feeds.isEmpty ? 0 : graph.entityCount, keys: entities, values: places)
  }

  /// Folds, for each member of a collective, what its feeds give to everybody whom they give the same.
  ///
  /// - Parameters:
  ///   - group: The collective.
  ///   - given: What each of its feeds gives to all but those who are an exception, in order.
  ///   - nothing: What changes no fold.
  ///   - combine: Joins two values; in any order and however often the same comes, with one result.
  ///   - take: Takes what a member gets.
  /// - Complexity: O(*feeds* + *members* + *exceptions* · log *feeds*).
  func fold<Value>(
    _ group: Group, _ given: [Value], nothing: Value,
    _ combine: (Value, Value) -> Value, take: (_ member: Int32, Value) -> Void
  ) {
    let count = given.count
    // Node 1 is the fold of all; nodes 2i and 2i + 1 are the halves of node i, the leaves come last.
    var nodes = [Value](repeating: nothing, count: count) + given
    for node in stride(from: count - 1, to: 0, by: -1) {
      nodes[node] = combine(nodes[2 * node], nodes[2 * node + 1])
    }
    func folded(_ range: Range<Int>) -> Value {
      var (low, high) = (range.lowerBound + count, range.upperBound + count)
      var value = nothing
      while low < high {
        if low & 1 == 1 {
          value = combine(value, nodes[low])
          low += 1
        }
        if high & 1 == 1 {
          high -= 1
          value = combine(value, nodes[high])
        }
        low /= 2
        high /= 2
      }
      return value
    }
    for member in group.members {
      var value = nothing
      var start = 0
      for feed in exceptions(of: member, in: group) {
        let place = Int(feed) - group.feeds.lowerBound
        if start < place { value = combine(value, folded(start..<place)) }
        start = place + 1
      }
      take(member, start == 0 ? nodes[1] : combine(value, folded(start..<count)))
    }
  }

  private func exceptions(of member: Int32, in group: Group) -> ArraySlice<Int32> {
    let all = exceptions[Int(member)]
    func firstPlace(notBefore feed: Int) -> Int {
      var (low, high) = (all.startIndex, all.endIndex)
      while low < high {
        let middle = (low + high) / 2
        if all[middle] < feed { low = middle + 1 } else { high = middle }
      }
      return low
    }
    let start = firstPlace(notBefore: group.feeds.lowerBound)
    return all[start..<firstPlace(notBefore: group.feeds.upperBound)]
  }
}
