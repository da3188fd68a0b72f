/// Sets strokes that would lie on each other side by side.
enum TimeTracks {
  /// What goes from one row at one time, in one manner, down and up one line.
  private struct Trunk {
    var members: [Int]
    var rows: ClosedRange<Int>
    var breadth: Double
    var x: Double
  }

  /// Moves strokes to the right where others are in the way, and never before one that is earlier.
  ///
  /// - Returns: How far a stroke was moved at most.
  /// - Complexity: O(*n*²) in the strokes.
  static func spread(_ strokes: inout [TimeChart.Stroke], rowOf: [Shape: Int]) -> Double {
    let trunks = trunks(strokes, rowOf: rowOf)
    var best = trunks.map(\.x)
    var drift = 0.0
    // Where very many come together, they stand closer.
    for distance in [5.0, 4, 3, 2, 1, 0] {
      best = places(of: trunks, distance: distance)
      drift = zip(trunks, best).map { $1 - $0.x }.max() ?? 0
      if drift <= 40 { break }
    }
    for (trunk, x) in zip(trunks, best) {
      for member in trunk.members { strokes[member].x = x }
    }
    return drift
  }

  private static func places(of trunks: [Trunk], distance: Double) -> [Double] {
    var places: [Double] = []
    for (number, trunk) in trunks.enumerated() {
      var x = trunk.x
      for earlier in 0..<number {
        let isBeside = trunks[earlier].rows.overlaps(trunk.rows)
        let breadth = (trunks[earlier].breadth + trunk.breadth) / 2 - 1.5
        x = max(x, places[earlier] + (isBeside ? distance * (1 + max(0, breadth) / 5) : 0))
      }
      places.append(x)
    }
    return places
  }

  /// The strokes in their order, those of one record of hops and one tail together.
  private static func trunks(
    _ strokes: [TimeChart.Stroke], rowOf: [Shape: Int]
  ) -> [Trunk] {
    struct Key: Hashable {
      let tail: Shape
      let rank: Int32
      let kind: TimeChart.Stroke.Kind
    }
    var trunks: [Trunk] = []
    var known: [Key: Int] = [:]
    for (member, stroke) in strokes.enumerated() {
      guard let tail = rowOf[stroke.tail], let head = rowOf[stroke.head] else { continue }
      let rows = min(tail, head)...max(tail, head)
      let key = Key(tail: stroke.tail, rank: stroke.rank, kind: stroke.kind)
      if let number = known[key], abs(trunks[number].x - stroke.x) < 1 {
        let all = trunks[number].rows
        trunks[number].members.append(member)
        trunks[number].breadth = max(trunks[number].breadth, stroke.breadth)
        trunks[number].rows =
          min(all.lowerBound, rows.lowerBound)...max(all.upperBound, rows.upperBound)
      } else {
        known[key] = trunks.count
        trunks.append(
          Trunk(members: [member], rows: rows, breadth: stroke.breadth, x: stroke.x))
      }
    }
    return trunks
  }
}
