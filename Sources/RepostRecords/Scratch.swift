/// Values that are used again for block after block; its owner frees them.
struct Scratch<Element: BitwiseCopyable> {
  private(set) var base = UnsafeMutablePointer<Element>.allocate(capacity: 64)
  private(set) var count = 0
  private var capacity = 64

  var values: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: base, count: count) }

  @inline(__always)
  subscript(index: Int) -> Element { base[index] }

  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { reserve(1) }
    base[count] = element
    count += 1
  }

  mutating func reserve(_ more: Int) {
    guard count + more > capacity else { return }
    let wider = max(count + more, capacity * 2)
    let new = UnsafeMutablePointer<Element>.allocate(capacity: wider)
    new.update(from: base, count: count)
    base.deallocate()
    base = new
    capacity = wider
  }

  /// Makes room for exactly so many values, whose content is undefined.
  mutating func resize(to count: Int) {
    self.count = 0
    reserve(count)
    self.count = count
  }

  mutating func removeAll() { count = 0 }

  func deallocate() { base.deallocate() }
}
