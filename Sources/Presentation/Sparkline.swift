/// A row of figures as one character each, from the lowest to the highest.
package enum Sparkline {
  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// Draws figures from zero up; a figure that is missing is a blank.
  package static func of(_ values: [Double?]) -> String {
    let most = values.compactMap(\.self).max() ?? 0
    return String(
      values.map { value in
        guard let value, most > 0, value >= 0 else { return " " }
        return blocks[min(blocks.count - 1, Int(value / most * Double(blocks.count)))]
      })
  }
}
