/// A figure as a part of the largest one, in columns.
enum Share {
  /// From 0 to `columns`, whatever the figures are.
  static func of(_ value: Double, _ most: Double, columns: Int) -> Int {
    let share = value / most
    guard share.isFinite, share > 0 else { return 0 }
    return Int((min(1, share) * Double(columns)).rounded())
  }
}
