/// Sets of actors that share what they have in common: a set is one actor added to another set.
///
/// A chain of a million hops makes a million sets that hold half a million actors each on average; kept
/// so, they take a million nodes. Common parts are found by jump pointers (Myers, 1983), so two sets are
/// intersected in the size of what differs, not of what they share.
struct ActorSets {
  /// The set without members.
  static let empty: Int32 = 0
  /// The set of everybody, with which an intersection starts.
  static let everybody: Int32 = -1

  private var base: [Int32] = [0]
  private var jump: [Int32] = [0]
  private var sizes: [Int32] = [0]
  private var actors: [Int32] = [-1]
  private var sameActor: [Int32] = [-1]
  private var lastOfActor: [Int32]
  // The set that one set makes with one actor more.
  private var grown: [UInt64: Int32] = [:]
  private var mark: [Int32]
  private var stamp: Int32 = 0

  init(actorCount: Int) {
    lastOfActor = [Int32](repeating: -1, count: actorCount)
    mark = [Int32](repeating: 0, count: actorCount)
  }

  func size(_ set: Int32) -> Int { Int(sizes[Int(set)]) }

  /// Whether an actor is in a set.
  func contains(_ actor: Int32, in set: Int32) -> Bool {
    if set == Self.everybody { return true }
    var candidate = lastOfActor[Int(actor)]
    while candidate >= 0 {
      let size = sizes[Int(candidate)]
      if size <= sizes[Int(set)] && base(of: set, size: size) == candidate { return true }
      candidate = sameActor[Int(candidate)]
    }
    return false
  }

  /// The set with one actor more; the same number for the same set made the same way.
  mutating func adding(_ actor: Int32, to set: Int32) -> Int32 {
    if set == Self.everybody || contains(actor, in: set) { return set }
    let key = UInt64(UInt32(bitPattern: set)) << 32 | UInt64(UInt32(bitPattern: actor))
    if let known = grown[key] { return known }
    let number = Int32(base.count)
    let far = Int(jump[Int(set)])
    let isEven = sizes[Int(set)] - sizes[far] == sizes[far] - sizes[Int(jump[far])]
    base.append(set)
    jump.append(isEven ? jump[far] : set)
    sizes.append(sizes[Int(set)] + 1)
    actors.append(actor)
    sameActor.append(lastOfActor[Int(actor)])
    lastOfActor[Int(actor)] = number
    grown[key] = number
    return number
  }

  /// The actors that are in both sets.
  mutating func intersection(_ a: Int32, _ b: Int32) -> Int32 {
    if a == Self.everybody || a == b { return b }
    if b == Self.everybody { return a }
    let shared = commonBase(a, b)
    if shared == a || shared == b { return shared }
    stamp += 1
    var set = a
    while set != shared {
      mark[Int(actors[Int(set)])] = stamp
      set = base[Int(set)]
    }
    var common: [Int32] = []
    set = b
    while set != shared {
      if mark[Int(actors[Int(set)])] == stamp { common.append(actors[Int(set)]) }
      set = base[Int(set)]
    }
    var result = shared
    for actor in common.reversed() { result = adding(actor, to: result) }
    return result
  }

  /// For each actor, how many of the given sets it is in; `counts` says how often each set is given.
  func memberships(_ counts: [Int], actorCount: Int) -> [Int] {
    var total = counts
    var result = [Int](repeating: 0, count: actorCount)
    for set in stride(from: base.count - 1, to: 0, by: -1) where total[set] > 0 {
      result[Int(actors[set])] += total[set]
      total[Int(base[set])] += total[set]
    }
    return result
  }

  var count: Int { base.count }

  private func base(of set: Int32, size: Int32) -> Int32 {
    var set = set
    while sizes[Int(set)] > size {
      let far = jump[Int(set)]
      set = sizes[Int(far)] >= size ? far : base[Int(set)]
    }
    return set
  }

  private func commonBase(_ a: Int32, _ b: Int32) -> Int32 {
    let size = min(sizes[Int(a)], sizes[Int(b)])
    var a = base(of: a, size: size)
    var b = base(of: b, size: size)
    while a != b {
      if jump[Int(a)] != jump[Int(b)] {
        a = jump[Int(a)]
        b = jump[Int(b)]
      } else {
        a = base[Int(a)]
        b = base[Int(b)]
      }
    }
    return a
  }
}
