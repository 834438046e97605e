internal import Documents

extension CommandMeasurement {
  /// What a reader should know of how figures were read.
  var readingWarnings: [Warning] {
    let table = CellTable(self)
    let runs = plan.settings.runs
    var warnings: [Warning] = []
    for run in runs.indices {
      let printed = table.printed(run)
      if printed.metrics.isEmpty, table.roundCount(run) > 0 {
        warnings.append(.nothingRead(command: runs.count == 1 ? nil : runs[run]))
      }
      if !printed.leftOut.isEmpty { warnings.append(.numbersLeftOut(printed.leftOut)) }
      warnings += printed.mixed.map { .unitsDiffer($0.name, units: $0.units) }
    }
    let records = cells.compactMap(\.reading)
    let onErrors = Set(records.flatMap(\.onErrors))
    if !onErrors.isEmpty { warnings.append(.foundOnErrors(onErrors.sorted())) }
    if records.contains(where: \.isCut) { warnings.append(.outputCut) }
    return warnings
  }
}
