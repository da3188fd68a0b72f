/// Which shapes lie on a circle of lines, so that no layout can have all of them go forward.
struct Circles {
  private var circleOf: [Shape: Int] = [:]

  /// - Complexity: O(*connections*).
  init(_ connections: [Connection]) {
    var shapes: [Shape] = []
    var numbers: [Shape: Int] = [:]
    var heads: [[Int]] = []
    func number(_ shape: Shape) -> Int {
      if let known = numbers[shape] { return known }
      numbers[shape] = shapes.count
      shapes.append(shape)
      heads.append([])
      return shapes.count - 1
    }
    for connection in connections where !connection.isRequest {
      let (tail, head) = (number(connection.tail), number(connection.head))
      heads[tail].append(head)
    }
    // Tarjan, Depth-first search and linear graph algorithms, 1972; with a stack of its own.
    var index = [Int](repeating: -1, count: shapes.count)
    var low = index
    var isOpen = [Bool](repeating: false, count: shapes.count)
    var open: [Int] = []
    var path: [(shape: Int, next: Int)] = []
    var count = 0
    for start in shapes.indices where index[start] < 0 {
      path.append((start, 0))
      while let (shape, next) = path.last {
        if index[shape] < 0 {
          index[shape] = count
          low[shape] = count
          count += 1
          open.append(shape)
          isOpen[shape] = true
        }
        if next < heads[shape].count {
          path[path.count - 1].next += 1
          let head = heads[shape][next]
          if index[head] < 0 {
            path.append((head, 0))
          } else if isOpen[head] {
            low[shape] = min(low[shape], index[head])
          }
          continue
        }
        path.removeLast()
        if let above = path.last?.shape { low[above] = min(low[above], low[shape]) }
        guard low[shape] == index[shape] else { continue }
        while let member = open.popLast() {
          isOpen[member] = false
          circleOf[shapes[member]] = shape
          if member == shape { break }
        }
      }
    }
  }

  /// Whether a connection is part of a circle.
  func holds(_ connection: Connection) -> Bool {
    guard let tail = circleOf[connection.tail] else { return false }
    return tail == circleOf[connection.head]
  }
}
