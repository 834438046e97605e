package import Documents

/// The functions whose cost a patch moved, in words.
package struct FunctionWords {
  /// One function.
  package struct Row: Hashable, Sendable {
    /// Its name, or how many others there are.
    package let name: String
    /// Its file and line; empty where they are not known.
    package let place: String
    /// Instructions at the stage before.
    package let before: String
    /// Instructions at the patch's stage.
    package let after: String
    /// How many more or fewer.
    package let change: String
    /// Whether the patch's own hunks change it.
    package let isTouched: Bool

    /// All of it in one line.
    package var line: String {
      let at = place.isEmpty ? "" : " (\(place))"
      return "\(name)\(at): \(before) → \(after), \(change)"
        + (isTouched ? ", which this patch changes" : "")
    }
  }

  /// The functions, largest change first, and one row for all others.
  package let rows: [Row]

  /// Takes the functions of a row; nil where none were looked for.
  package init?(_ stage: StageResult) {
    guard let functions = stage.functions else { return nil }
    var rows = functions.map { function in
      Row(
        name: Harmless.line(function.name), place: Self.place(function),
        before: Self.short(function.before), after: Self.short(function.after),
        change: Self.change(function.after - function.before), isTouched: function.touched)
    }
    if let others = stage.otherFunctions {
      rows.append(
        Row(
          name: Columns.counted(others.count, "other function"), place: "",
          before: Self.short(others.before), after: Self.short(others.after),
          change: Self.change(others.after - others.before), isTouched: false))
    }
    self.rows = rows
  }

  /// What stands above the rows.
  ///
  /// - Parameters:
  ///   - stage: The row of the patch.
  ///   - workload: What it is a row of; its change is told where that is of instructions, too.
  /// - Returns: The words.
  package static func heading(_ stage: StageResult, of workload: WorkloadResult) -> String {
    let counted = workload.countedRuns == nil ? nil : stage.vsPrevious
    let change = counted.map { comparison in
      let percent = 100 * (comparison.ratio - 1)
      return "\(percent > 0 ? "+" : "")\(Columns.number(percent, decimals: 2)) % "
    }
    return
      "\(stage.patchName): \(change ?? "")instructions, by function, without those of what it calls"
  }

  /// What stands there in place of rows.
  package static let nothing = "no function executes more or fewer instructions than before"

  private static func place(_ function: FunctionChange) -> String {
    guard let file = function.file.map(Harmless.line) else { return "" }
    return function.line.map { "\(file):\($0)" } ?? file
  }

  private static func change(_ difference: Int) -> String {
    (difference > 0 ? "+" : "") + short(difference)
  }

  /// A number in three or four digits, with the word for the rest.
  private static func short(_ number: Int) -> String {
    let value = Double(number)
    let scales = [(1e9, "G"), (1e6, "M"), (1e3, "k")]
    guard abs(value) >= 10_000, let (scale, sign) = scales.first(where: { abs(value) >= $0.0 })
    else { return Columns.number(value, decimals: 0) }
    let scaled = value / scale
    return Columns.number(scaled, decimals: abs(scaled) >= 100 ? 1 : 2) + " " + sign
  }
}
