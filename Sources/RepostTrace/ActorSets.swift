/// Sets of actors that share what they have in common: a set is one actor added to another set.
///
/// A chain of a million hops makes a million sets that hold half a million actors each on average; kept
/// so, they take a million nodes. Common parts are found by jump pointers (Myers, 1983), so two sets are
/// intersected in the size of what differs, not of what they share.
struct ActorSets: ~Copyable {
  /// The set without members.
  static let empty: Int32 = 0
  /// The set of everybody, with which an intersection starts.
  static let everybody: Int32 = -1
  /// The number of an actor's sets that are looked for before the set is climbed too.
  private static let fewSets = 6
  private static let recentCount = 1 << 12

  private struct Set {
    /// The set to which an actor was added; always one with a smaller number.
    let base: Int32
    /// A set further down, so that a long way is taken in a few steps.
    let jump: Int32
    let size: Int32
    let actor: Int32
    /// The set of one actor from which it was made; the empty set for itself.
    let root: Int32
  }

  /// Sets that were made from one another, in one line: where most go on from a set, the line goes on.
  private struct Path {
    /// The first set of the line.
    let head: Int32
    /// The set from which that was made.
    let up: Int32
  }

  /// Only actors who were added to several sets can be in two sets above what these share.
  private struct Repeated {
    /// The actor who was added last, where added to another too, else -1.
    let actor: Int32
    /// The nearest set further down whose actor is such a one.
    let next: Int32
  }

  // Looked up millions of times in no order: plain memory, without the checks of an array.
  private var sets: UnsafeMutablePointer<Set>
  private var capacity: Int
  private(set) var count: Int
  // The sets that an actor was added last to, each with the one before it.
  private var earlier: [Int32] = [-1]
  // What `prepare` finds of the sets there are by then; none before it.
  private var prepared = 0
  private var paths: UnsafeMutablePointer<Path>?
  private var repeated: UnsafeMutablePointer<Repeated>?
  private var lastOfActor: [Int32]
  private let mark: UnsafeMutablePointer<Int32>
  private var stamp: Int32 = 0
  // What was intersected lately, so that records with the same sources do not do it again.
  private var recent: [(a: Int32, b: Int32, result: Int32)] = []

  init(actorCount: Int) {
    capacity = 1 << 10
    sets = .allocate(capacity: capacity)
    sets.initialize(to: Set(base: 0, jump: 0, size: 0, actor: -1, root: 0))
    count = 1
    lastOfActor = [Int32](repeating: -1, count: actorCount)
    mark = .allocate(capacity: actorCount)
    mark.initialize(repeating: 0, count: actorCount)
  }

  deinit {
    sets.deallocate()
    mark.deallocate()
    paths?.deallocate()
    repeated?.deallocate()
  }

  func size(_ set: Int32) -> Int { Int(sets[Int(set)].size) }

  /// Where a set is kept, so that it can be asked for before it is needed.
  func address(of set: Int32) -> UnsafeRawPointer? {
    paths.map { UnsafeRawPointer($0 + max(0, Int(set))) }
  }

  /// Whether an actor is in a set.
  ///
  /// - Complexity: O(the smaller of the set's size, and the sets made with the actor times log *size*).
  func contains(_ actor: Int32, in set: Int32) -> Bool {
    if set == Self.everybody { return true }
    var candidate = lastOfActor[Int(actor)]
    let (size, root) = (sets[Int(set)].size, sets[Int(set)].root)
    func isIn(_ candidate: Int32) -> Bool {
      let other = sets[Int(candidate)]
      guard candidate <= set, other.root == root, other.size <= size else { return false }
      return base(of: set, size: other.size) == candidate
    }
    for _ in 0..<Self.fewSets {
      if candidate < 0 { return false }
      if isIn(candidate) { return true }
      candidate = earlier[Int(candidate)]
    }
    // Both ways in turn: the shorter one decides.
    var current = set
    while current != Self.empty, candidate >= 0 {
      let node = sets[Int(current)]
      if node.actor == actor || isIn(candidate) { return true }
      current = node.base
      candidate = earlier[Int(candidate)]
    }
    return false
  }

  /// The set with one actor more; nearly always the same number for the same set made the same way.
  mutating func adding(_ actor: Int32, to set: Int32) -> Int32 {
    if set == Self.everybody { return set }
    let last = lastOfActor[Int(actor)]
    if last >= 0, sets[Int(last)].base == set { return last }
    if last >= 0, contains(actor, in: set) { return set }
    let number = Int32(count)
    let base = sets[Int(set)]
    let far = sets[Int(base.jump)]
    let isEven = base.size - far.size == far.size - sets[Int(far.jump)].size
    if count == capacity { grow() }
    (sets + count).initialize(
      to: Set(
        base: set, jump: isEven ? far.jump : set, size: base.size + 1, actor: actor,
        root: set == Self.empty ? number : base.root))
    count += 1
    earlier.append(last)
    lastOfActor[Int(actor)] = number
    return number
  }

  private mutating func grow() {
    let wider = UnsafeMutablePointer<Set>.allocate(capacity: capacity * 2)
    wider.moveInitialize(from: sets, count: count)
    sets.deallocate()
    sets = wider
    capacity *= 2
  }

  /// The actors that are in both sets.
  mutating func intersection(_ a: Int32, _ b: Int32) -> Int32 {
    if a == Self.everybody || a == b { return b }
    if b == Self.everybody { return a }
    if a == Self.empty || b == Self.empty { return Self.empty }
    let shared = commonBase(a, b)
    if shared == a || shared == b { return shared }
    return intersection(a, b, above: shared)
  }

  /// Prepares for many intersections, once nearly all sets are made.
  ///
  /// - Complexity: O(*sets*).
  mutating func prepare() {
    // By heavy paths (Sleator and Tarjan, 1983): few lines lead from any set to the empty one.
    var weight = [Int32](repeating: 1, count: count)
    for set in stride(from: count - 1, to: 0, by: -1) { weight[Int(sets[set].base)] += weight[set] }
    var heaviest = [Int32](repeating: 0, count: count)
    for set in 1..<max(1, count) {
      let base = Int(sets[set].base)
      if heaviest[base] == 0 || weight[set] > weight[Int(heaviest[base])] {
        heaviest[base] = Int32(set)
      }
    }
    let paths = UnsafeMutablePointer<Path>.allocate(capacity: count)
    let repeated = UnsafeMutablePointer<Repeated>.allocate(capacity: count)
    paths.initialize(to: Path(head: 0, up: 0))
    repeated.initialize(to: Repeated(actor: -1, next: 0))
    for set in 1..<max(1, count) {
      let node = sets[set]
      let base = Int(node.base)
      let goesOn = base > 0 && heaviest[base] == Int32(set)
      (paths + set).initialize(
        to: goesOn ? paths[base] : Path(head: Int32(set), up: node.base))
      // The first of an actor's sets is not the last one; any other has one before it.
      let isRepeated = lastOfActor[Int(node.actor)] != Int32(set) || earlier[set] >= 0
      (repeated + set).initialize(
        to: Repeated(
          actor: isRepeated ? node.actor : -1,
          next: repeated[base].actor >= 0 ? node.base : repeated[base].next))
    }
    self.paths = paths
    self.repeated = repeated
    prepared = count
  }

  /// Calls `body` for the actors of a set above one further down who can be in another set too.
  @inline(__always)
  private func forEachRepeated(of set: Int32, above shared: Int32, _ body: (Int32) -> Void) {
    var set = set
    // What lies below what they share has a smaller number.
    while set > shared {
      if let repeated, Int(set) < prepared {
        let node = repeated[Int(set)]
        if node.actor >= 0 { body(node.actor) }
        set = node.next
      } else {
        let node = sets[Int(set)]
        body(node.actor)
        set = node.base
      }
    }
  }

  private mutating func intersection(_ a: Int32, _ b: Int32, above shared: Int32) -> Int32 {
    let slot =
      Int((UInt32(bitPattern: a) &* 0x9e37_79b9 ^ UInt32(bitPattern: b)) >> 7) % Self.recentCount
    if !recent.isEmpty, recent[slot].a == a, recent[slot].b == b { return recent[slot].result }
    stamp += 1
    let (stamp, mark) = (stamp, mark)
    var steps = 0
    forEachRepeated(of: a, above: shared) {
      mark[Int($0)] = stamp
      steps += 1
    }
    if steps == 0 { return shared }
    var common: [Int32] = []
    forEachRepeated(of: b, above: shared) {
      if mark[Int($0)] == stamp { common.append($0) }
      steps += 1
    }
    var result = shared
    for actor in common.reversed() { result = adding(actor, to: result) }
    // Short ways are walked again sooner than they are looked up.
    if steps > 64 {
      if recent.isEmpty { recent = .init(repeating: (-2, -2, -2), count: Self.recentCount) }
      recent[slot] = (a, b, result)
    }
    return result
  }

  /// For each actor, how many of the given sets it is in; `counts` says how often each set is given.
  func memberships(_ counts: [Int32], actorCount: Int) -> [Int32] {
    var total = counts
    var result = [Int32](repeating: 0, count: actorCount)
    for set in stride(from: count - 1, to: 0, by: -1) where total[set] > 0 {
      let node = sets[set]
      result[Int(node.actor)] += total[set]
      total[Int(node.base)] += total[set]
    }
    return result
  }

  private func base(of set: Int32, size: Int32) -> Int32 {
    var set = set
    while sets[Int(set)].size > size {
      let node = sets[Int(set)]
      set = sets[Int(node.jump)].size >= size ? node.jump : node.base
    }
    return set
  }

  // A set's base has a smaller number than the set, so the larger number of two is never below both.
  private func commonBase(_ a: Int32, _ b: Int32) -> Int32 {
    var (a, b) = (a, b)
    while a != b {
      if a < b { swap(&a, &b) }
      guard let paths, Int(a) < prepared else {
        let node = sets[Int(a)]
        a = node.jump >= b ? node.jump : node.base
        continue
      }
      if b == Self.empty { return b }
      let (path, other) = (paths[Int(a)], paths[Int(b)])
      if path.head == other.head { return b }
      // Nor is the line that begins later.
      if path.head > other.head { a = path.up } else { b = other.up }
    }
    return a
  }
}
