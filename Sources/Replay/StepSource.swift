internal import FuseEngine
internal import FuseSeries

/// A stage step written out as the Swift value that it is, from its data.
struct StepSource {
  /// The source text, a line feed between the lines.
  let text: String

  /// Writes out the step that a patch is; nil where it is not one.
  init?(_ match: PlanMatch, patch number: Int) {
    guard let stage = match.stages[number], let step = match.plan[stage.step] else { return nil }
    self.init(step, after: match.plan.steps.prefix(stage.step.rawValue - 1), match.plan.base)
  }

  private init(_ step: StageStep, after earlier: some Sequence<StageStep>, _ base: EngineDesign) {
    let symbols = step.symbols.map { "\"\($0)\"" }.joined(separator: ", ")
    var before = base
    for change in earlier.flatMap(\.changes) { change.apply(&before) }
    var after = before
    for change in step.changes { change.apply(&after) }
    let changes = after.differences(from: before).map {
      "    .set(\\.\($0.field), from: .\($0.before), to: .\($0.after)),"
    }
    let requirements = step.requirements.map { requirement in
      let field = requirement.field.split(separator: ".").dropFirst().joined(separator: ".")
      return ".is(\\.\(field), .\(requirement.value))"
    }
    text =
      (["StageStep(", "  subject: \"\(step.subject)\",", "  symbols: [\(symbols)],"]
      + (requirements.isEmpty
        ? [] : ["  requires: [\(requirements.joined(separator: ", "))],"])
      + ["  changes: ["]
      + changes + ["  ],", "  promises: .\(step.promise.source))"]).joined(separator: "\n")
  }
}
