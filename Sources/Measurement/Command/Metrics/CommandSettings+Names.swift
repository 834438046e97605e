extension CommandSettings {
  /// The names of all metrics that a run will have; nil where only the output can tell.
  ///
  /// - Returns: What was asked for and what the kernel counts, with the command in front where there
  ///   are several.
  /// - Throws: ``CommandError/metric(_:reason:)`` where what was asked for cannot be understood.
  public func metricNames() throws(CommandError) -> [String]? {
    let requests = try MetricReader(metrics).requests
    guard !requests.isEmpty else { return nil }
    let names = requests.map(\.name) + CellTable.resources.map(\.name)
    guard runs.count > 1 else { return names }
    return runs.flatMap { run in names.map { "\(run): \($0)" } }
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
