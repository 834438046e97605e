extension CommandSettings {
  /// The names of all metrics that a run will have; nil where only the output can tell.
  ///
  /// - Returns: What was asked for and what the kernel counts, with the command in front where there
  ///   are several.
  /// - Throws: ``CommandError/metric(_:reason:)`` where what was asked for cannot be understood.
  package func metricNames() throws(CommandError) -> [String]? {
    let requests = try MetricReader(metrics).requests
    guard !requests.isEmpty else { return nil }
    let names = requests.map(\.name) + CellTable.resources.map(\.name)
    return runs.count == 1 ? names : runs.flatMap { run in names.map { "\(run): \($0)" } }
  }

  /// The names of all metrics that a run has, by the cells of its first round.
  func metricNames(printed cells: [CommandCell]) -> [String] {
    runs.indices.flatMap { run in
      var names: [String] = []
      for value in cells.filter({ $0.run == run }).flatMap(\.values)
      where !names.contains(value.name) {
        names.append(value.name)
      }
      names += CellTable.resources.map(\.name)
      return runs.count == 1 ? names : names.map { "\(runs[run]): \($0)" }
    }
  }
}

extension MetricReader.Request {
  /// What the number is called.
  var name: String {
    switch self {
    case .expression(let name, _, _), .json(let name, _, _): name
    }
  }
}
