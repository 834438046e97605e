internal import Documents
internal import Presentation

/// Bytes of request memory for one call of each kind, one line a stage; a dot where nothing changed.
struct CountedTable {
  let counted: CountedResults
  /// The stages' titles.
  let titles: [StagePlace: String]
  /// Columns that a line may have.
  let width: Int

  var lines: [String] {
    guard let stages = counted.calls.first?.stages else { return [] }
    let columns = counted.calls.map { call in
      let parts = call.name.split(separator: ":", maxSplits: 1).map(String.init)
      return (kind: parts[0], size: parts.count > 1 ? parts[1] : "", call: call)
    }
    let widths = columns.map { max($0.kind.count, $0.size.count, 5) }
    let titleWidth = width - 3 - widths.reduce(0) { $0 + $1 + 1 }
    func row(_ number: String, _ title: String, _ cells: [String]) -> String {
      let cells = zip(cells, widths).map { Columns.right($0, $1) }
      return ([Columns.right(number, 2), Columns.left(title, titleWidth)] + cells)
        .joined(separator: " ")
    }
    var lines =
      Columns.wrap(
        "bytes of request memory for one call, counted; · as before (retrieve: with its ioctl)",
        indent: 4, columns: width) + [
        row("#", "patch", columns.map(\.kind)), row("", "", columns.map(\.size)),
      ]
    for (index, stage) in stages.enumerated() {
      let cells = columns.map { column -> String in
        let bytes = column.call.stages[index].counters.metadataBytesPerCall
        let isSame =
          index > 0 && column.call.stages[index - 1].counters.metadataBytesPerCall == bytes
        return isSame ? "·" : Columns.count(bytes)
      }
      lines.append(
        row(
          stage.patch?.description ?? stage.place.description, titles[stage.place] ?? "", cells))
    }
    return lines
  }

  /// What each patch changed for callers, a line each.
  var findings: [String] {
    counted.behaviourChanges.map { change in
      "! from patch \(change.patch) on, a \(change.probe): \(change.before) → \(change.after): "
        + change.meaning
    }.flatMap { Columns.wrap($0, indent: 4, columns: width) }
  }
}
