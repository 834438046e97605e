internal import Documents

/// The functions whose own cost a patch moved.
struct FunctionChanges {
  /// Largest change first.
  var functions: [FunctionChange] = []
  /// All others whose cost moved; nil where there are none.
  var others: OtherFunctions?

  /// The share of all that moved below which a function is not named.
  private static let leastShare = 0.01

  /// Compares two stages.
  ///
  /// - Parameters:
  ///   - before: The stage before the patch.
  ///   - after: The patch's stage.
  ///   - touched: The files that the patch changes.
  init(
    from before: InstructionProfile, to after: InstructionProfile, touched: [TouchedFile]
  ) {
    let none = InstructionProfile.Cost()
    var changes: [FunctionChange] = []
    for function in Set(before.functions.keys).union(after.functions.keys) {
      let old = before.functions[function] ?? none
      let new = after.functions[function] ?? none
      guard old.own != new.own else { continue }
      let isTouched = touched.contains {
        $0.touches(function, before: old.lines, after: new.lines)
      }
      changes.append(
        FunctionChange(
          name: function.name, file: function.file, line: new.line ?? old.line,
          before: old.own, after: new.own, touched: isTouched))
    }
    changes.sort {
      ($1.size, $0.name, $0.file ?? "") < ($0.size, $1.name, $1.file ?? "")
    }
    let all = changes.reduce(0) { $0 + $1.size }
    let named = changes.prefix { Double($0.size) >= Double(all) * Self.leastShare }
    functions = Array(named)
    let rest = changes.dropFirst(named.count)
    if !rest.isEmpty {
      others = OtherFunctions(
        count: rest.count, before: rest.reduce(0) { $0 + $1.before },
        after: rest.reduce(0) { $0 + $1.after })
    }
  }
}

extension FunctionChange {
  /// How many instructions it moved by, either way.
  fileprivate var size: Int { abs(after - before) }
}
