/// What was understood in the output of a command, before the rounds that count.
package struct OutputReading: Hashable, Sendable {
  /// A format that was recognised, and how many metrics a run has in it.
  package struct Format: Hashable, Sendable {
    package let name: String
    package let metrics: Int
  }

  /// The command.
  package let command: String
  /// What was recognised; none where figures were asked for one by one, or nothing was understood.
  package let formats: [Format]
  /// How many metrics were asked for by name.
  package let asked: Int

  /// What the cells of the first round tell of each command.
  static func all(in cells: [CommandCell], _ settings: CommandSettings) -> [OutputReading] {
    settings.runs.indices.map { run in
      let records = cells.filter { $0.run == run && $0.isMeasured }.compactMap(\.reading)
      var formats: [Format] = []
      for format in records.flatMap(\.formats) {
        if let index = formats.firstIndex(where: { $0.name == format.name }) {
          let most = max(formats[index].metrics, format.metrics)
          formats[index] = Format(name: format.name, metrics: most)
        } else {
          formats.append(Format(name: format.name, metrics: format.metrics))
        }
      }
      return OutputReading(
        command: settings.runs[run], formats: formats, asked: settings.metrics.count)
    }
  }
}
