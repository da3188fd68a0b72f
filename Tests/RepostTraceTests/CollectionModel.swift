import RepostRecords
import RepostTrace

/// The figures of a spread that collections of cascades are known by.
struct SpreadFigures: Hashable, CustomStringConvertible {
  var size = 0
  var depth = 0
  var breadth = 0
  var fanOut = 0
  /// The pairs of somebody and a taker of what they published.
  var pairs = 0
  /// The ids of the origins, sorted.
  var origins: [String] = []

  init() {}

  /// The figures of a trace.
  init(_ trace: Trace) {
    let measures = trace.measures
    size = measures.size
    depth = measures.maxDepth
    breadth = measures.maxBreadth
    fanOut = Int(measures.fanOut.max() ?? 0)
    pairs = measures.fanOut.reduce(0) { $0 + Int($1) }
    origins = trace.origins.map { trace.id($0) }.sorted()
  }

  var description: String {
    "size \(size), depth \(depth), breadth \(breadth), fan-out \(fanOut), pairs \(pairs), "
      + "origins \(origins.joined(separator: " "))"
  }

  /// Takes depth and breadth from the depth of each that has one.
  mutating func setLevels(_ depths: some Sequence<Int>) {
    var breadths: [Int: Int] = [:]
    for level in depths where level >= 0 { breadths[level, default: 0] += 1 }
    depth = breadths.keys.max() ?? 0
    breadth = breadths.filter { $0.key >= 1 }.values.max() ?? 0
  }
}

/// A cascade as the lines of a collection tell it, before anything is made of them.
struct ToldCascade {
  /// One line: who posted, under which id, and which post it says that it repeats.
  struct Line {
    var post: String
    var user: String
    /// Empty where the line says that it repeats none.
    var parent: String
    /// Who posted what is repeated, where the line itself says so.
    var parentUser: String?
    /// Seconds since 1970; `nil` where the line does not tell.
    var time: Int?
    /// Everything else that tells one line from another.
    var rest = ""
  }

  /// The lines in the order of the file.
  var lines: [Line] = []
  /// The user who wrote what was reposted, where the collection says so beside the lines.
  var author: String?
}

/// The plain graph of a cascade: all posts, or all users, and a link for each line.
///
/// This is what the tables of true figures were computed from: depth is the shortest way from the root.
struct PlainCascade {
  var figures = SpreadFigures()
  var nodes: Int { figures.size }
  /// Those with more than one other node before them.
  private(set) var withSeveralParents = 0
  /// Those that no way leads to from the root.
  private(set) var unreached = 0

  init(_ told: ToldCascade, byPost: Bool) {
    var number: [String: Int] = [:]
    var children: [[Int]] = []
    var parents: [[Int]] = []
    var roots: Set<Int> = []
    func node(_ name: String) -> Int {
      if let known = number[name] { return known }
      number[name] = children.count
      children.append([])
      parents.append([])
      return children.count - 1
    }
    var userOfPost: [String: String] = [:]
    for line in told.lines where userOfPost[line.post] == nil { userOfPost[line.post] = line.user }
    for line in told.lines {
      let child = node(byPost ? line.post : line.user)
      guard !line.parent.isEmpty else {
        roots.insert(child)
        continue
      }
      let before = line.parentUser ?? userOfPost[line.parent]
      guard let name = byPost ? line.parent : before else { continue }
      let parent = node(name)
      guard parent != child, !parents[child].contains(parent) else { continue }
      parents[child].append(parent)
      children[parent].append(child)
    }
    var depths = [Int](repeating: -1, count: children.count)
    var level = Array(roots)
    for root in roots { depths[root] = 0 }
    var depth = 0
    while !level.isEmpty {
      depth += 1
      var next: [Int] = []
      for node in level {
        for child in children[node] where depths[child] < 0 {
          depths[child] = depth
          next.append(child)
        }
      }
      level = next
    }
    figures.size = children.count
    figures.fanOut = children.map(\.count).max() ?? 0
    figures.pairs = children.reduce(0) { $0 + $1.count }
    figures.setLevels(depths)
    figures.origins = number.filter { roots.contains($0.value) }.map(\.key).sorted()
    withSeveralParents = parents.count { $0.count > 1 }
    unreached = depths.count { $0 < 0 }
  }
}

/// What published posts show by the definitions, worked out step by step and as slowly as they are put.
///
/// All posts are public and of one item, so that a post is a record with one hop; nobody but those who
/// post gets anything.
struct ModelCascade {
  /// Why figures can differ from those of the plain graph.
  enum Reason: Hashable, Comparable {
    /// An entity has several posts, or a post several parents, each a record with a depth of its own;
    /// whoever repeats it names one of them, and the first where they share an id.
    case severalPosts
    /// Records name each other in a circle, and the first of them is taken to name no parent.
    case parentCycle
    /// The named parent is not in the file.
    case unknownParent
    /// Who posts without naming a parent had received it by then, and is no origin but by a circle.
    case inferred
    /// Nothing enters a circle, and its first record is made an origin.
    case ambiguousOrigin
    /// Who posts is known to have it from the author, by unknown steps.
    case originOnly
  }

  private struct Post {
    var id: String
    var entity: Int
    var parent: Int?
    var hasUnknownParent = false
    var start: Int
    var end: Int
    var original: Int?
  }

  private var posts: [Post] = []
  private var entities: [String: Int] = [:]
  private var ways: [[Int]] = []
  private var isRecorded: [Bool] = []
  private var isOwn: [Bool] = []
  private var isOrigin: [Bool] = []
  private(set) var reasons: [Reason: Int] = [:]
  /// The links that are lost where circles of records are broken.
  private(set) var lostPairs = 0
  private let mergesPosts: Bool
  private(set) var figures = SpreadFigures()

  /// Works out a cascade.
  ///
  /// - Parameters:
  ///   - told: What the lines tell.
  ///   - byPost: Whether posts are the entities, in place of users.
  ///   - mergesPosts: Whether, against the definitions, all posts of an entity are as deep as the least
  ///     deep of them, as in a plain graph. Where this alone makes the figures those of the plain graph,
  ///     they differ for no other reason than that whoever names a post follows that post.
  init(_ told: ToldCascade, byPost: Bool, mergesPosts: Bool = false) {
    self.mergesPosts = mergesPosts
    read(told, byPost: byPost)
    breakCycles()
    findWays()
    openCircles()
    measure()
  }

  /// The first line with an id has it; later ones that say something else are records of their own.
  private mutating func read(_ told: ToldCascade, byPost: Bool) {
    var said: [String: Set<[String]>] = [:]
    var first: [String: Int] = [:]
    var parents: [String] = []
    var parentsOfEntity: [Int: Set<String>] = [:]
    for line in told.lines {
      let content = [line.user, line.parent, line.rest]
      guard said[line.post, default: []].insert(content).inserted else { continue }
      if first[line.post] == nil { first[line.post] = posts.count }
      let original = byPost || line.parent.isEmpty ? nil : told.author
      posts.append(
        Post(
          id: line.post, entity: entity(byPost ? line.post : line.user), parent: nil,
          start: line.time ?? .min, end: line.time.map { $0 + 1 } ?? .max,
          original: original.map { entity($0) }))
      parents.append(line.parent)
      parentsOfEntity[posts[posts.count - 1].entity, default: []].insert(line.parent)
    }
    for place in posts.indices where !parents[place].isEmpty {
      posts[place].parent = first[parents[place]]
      posts[place].hasUnknownParent = posts[place].parent == nil
      if posts[place].hasUnknownParent { reasons[.unknownParent, default: 0] += 1 }
    }
    let several = parentsOfEntity.values.count { $0.count > 1 }
    if several > 0 { reasons[.severalPosts] = several }
  }

  private mutating func entity(_ name: String) -> Int {
    if let known = entities[name] { return known }
    entities[name] = entities.count
    return entities.count - 1
  }

  /// The canonical order: by start, end, and place in the input; unknown times last.
  private func isBefore(_ a: Int, _ b: Int) -> Bool {
    func key(_ place: Int) -> (Int, Int, Int) {
      let post = posts[place]
      return (post.start == .min ? .max : post.start, post.end, place)
    }
    return key(a) < key(b)
  }

  private func pairs() -> Set<[Int]> {
    var pairs: Set<[Int]> = []
    for post in posts {
      guard let parent = post.parent, posts[parent].entity != post.entity else { continue }
      pairs.insert([posts[parent].entity, post.entity])
    }
    return pairs
  }

  private mutating func breakCycles() {
    let all = pairs().count
    defer { lostPairs = all - pairs().count }
    var isSettled = [Bool](repeating: false, count: posts.count)
    for first in posts.indices {
      var way: [Int] = []
      var places: [Int: Int] = [:]
      var next: Int? = first
      while let place = next, !isSettled[place], places[place] == nil {
        places[place] = way.count
        way.append(place)
        next = posts[place].parent
      }
      if let next, let start = places[next],
        let earliest = way[start...].min(by: { isBefore($0, $1) })
      {
        posts[earliest].parent = nil
        reasons[.parentCycle, default: 0] += 1
      }
      for place in way { isSettled[place] = true }
    }
  }

  private mutating func findWays() {
    var receipts: [Int: Set<Int>] = [:]
    var postsOfEntity: [Int: [Int]] = [:]
    for (place, post) in posts.enumerated() {
      postsOfEntity[post.entity, default: []].append(place)
      if let parent = post.parent { receipts[post.entity, default: []].insert(parent) }
    }
    ways = posts.map { post in post.parent.map { [$0] } ?? [] }
    isRecorded = posts.map { $0.parent != nil }
    isOrigin = posts.map { _ in false }
    isOwn = isOrigin
    for (place, post) in posts.enumerated() where post.parent == nil {
      ways[place] = receipts[post.entity, default: []].filter {
        $0 != place && posts[$0].entity != post.entity && posts[$0].start < post.end
      }
      guard ways[place].isEmpty else {
        reasons[.inferred, default: 0] += 1
        continue
      }
      if let original = post.original, original != post.entity {
        ways[place] = postsOfEntity[original, default: []].filter {
          $0 != place && posts[$0].start < post.end
        }
        // Like a recorded parent, it is how the item came to who posts.
        isRecorded[place] = true
      }
      if ways[place].isEmpty {
        isOrigin[place] = true
      } else {
        reasons[.originOnly, default: 0] += 1
      }
    }
    markOwn()
  }

  private mutating func markOwn() {
    for (place, post) in posts.enumerated()
    where !isRecorded[place] && !ways[place].isEmpty && !isOrigin[place] {
      isOwn[place] = posts.indices.contains {
        isOrigin[$0] && posts[$0].entity == post.entity && posts[$0].start < post.end
      }
    }
  }

  private mutating func openCircles() {
    let depths = hopDepths()
    var isHandled = depths.map { $0 > 0 }
    var opened: [Int] = []
    while let dead = isHandled.firstIndex(of: false) {
      // Up to a post from which everything before it can be reached again.
      var circle = ancestors(of: dead)
      while let other = circle.first(where: { ancestors(of: $0).count < circle.count }) {
        circle = ancestors(of: other)
      }
      if let first = circle.min(by: { isBefore($0, $1) }) { opened.append(first) }
      // What is downstream of this circle has somewhere to come from.
      var downstream = circle
      var isGrowing = true
      while isGrowing {
        isGrowing = false
        for place in posts.indices
        where !isHandled[place] && !downstream.contains(place)
          && ways[place].contains(where: { downstream.contains($0) })
        {
          downstream.insert(place)
          isGrowing = true
        }
      }
      for place in downstream { isHandled[place] = true }
    }
    guard !opened.isEmpty else { return }
    reasons[.ambiguousOrigin] = opened.count
    for place in opened { isOrigin[place] = true }
    markOwn()
  }

  private func ancestors(of place: Int) -> Set<Int> {
    var found: Set<Int> = []
    var open = ways[place]
    while let next = open.popLast() {
      if found.insert(next).inserted { open += ways[next] }
    }
    return found
  }

  /// For each post: 1 for an origin's, else one more than the least of those it can be from, 0 for none.
  private func hopDepths() -> [Int] {
    var children = [[Int]](repeating: [], count: posts.count)
    for (place, parents) in ways.enumerated() {
      for parent in parents { children[parent].append(place) }
    }
    var postsOfEntity: [Int: [Int]] = [:]
    for (place, post) in posts.enumerated() {
      postsOfEntity[mergesPosts ? post.entity : place, default: []].append(place)
    }
    var depths = posts.map { _ in 0 }
    var level: [Int] = []
    func set(_ place: Int, to depth: Int, _ level: inout [Int]) {
      for same in postsOfEntity[mergesPosts ? posts[place].entity : place, default: []]
      where depths[same] == 0 {
        depths[same] = depth
        level.append(same)
      }
    }
    for place in posts.indices where isOrigin[place] || isOwn[place] { set(place, to: 1, &level) }
    var depth = 1
    while !level.isEmpty {
      depth += 1
      var next: [Int] = []
      for place in level {
        for child in children[place] { set(child, to: depth, &next) }
      }
      level = next
    }
    return depths
  }

  private mutating func measure() {
    let depths = hopDepths()
    var depthOfEntity: [Int: Int] = [:]
    for (place, post) in posts.enumerated() {
      if isOrigin[place] { depthOfEntity[post.entity] = 0 }
      for parent in ways[place] {
        depthOfEntity[post.entity] = min(depthOfEntity[post.entity] ?? .max, depths[parent])
      }
    }
    figures.setLevels(depthOfEntity.values)
    figures.size = depthOfEntity.count
    let pairs = pairs()
    figures.fanOut = Dictionary(grouping: pairs, by: \.[0]).values.map(\.count).max() ?? 0
    figures.pairs = pairs.count
    let origins = Set(posts.indices.filter { isOrigin[$0] }.map { posts[$0].entity })
    figures.origins = entities.filter { origins.contains($0.value) }.map(\.key).sorted()
  }
}
