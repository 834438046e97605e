internal import Documents
internal import Presentation

/// The tab **requests**: the FUSE requests of one call, drawn as bars below the caller's segments.
struct RequestsView {
  let state: StepState

  init(_ state: StepState) { self.state = state }

  var content: RowContent {
    let all = state.material.requests
    let call = all.first { $0.name == state.workloadResult?.name } ?? all.first
    guard let call, call.stages.indices.contains(state.stage) else {
      return RowContent([[Span("The requests of this workload are not known", .dim)]])
    }
    let line = call.stages[state.stage]
    let total = call.segments.reduce(0) { $0 + ($1.last ?? 0) }
    let room = max(8, state.layout.textWidth - 24)
    var rows: [[Span]] = [
      [
        Span("\(call.name) at stage \(state.stage): ", .heading),
        Span(Columns.counted(line.requests.count, "request"), .marked),
        Span(", \(line.allocations) allocations, \(line.metadataBytes) bytes of metadata"),
      ],
      [
        Span(Columns.left("\(call.segments.count) segments", 22)),
        Span(segments(call, total, room)),
      ],
    ]
    rows += line.requests.map { request in
      let start = request.offset - line.offset
      let first = place(Int(start), total, room)
      let last = max(first + 1, place(Int(start) + request.size, total, room))
      return [
        Span(Columns.left("\(request.op) \(request.size)", 16)),
        Span(Columns.right("\(request.pages)p", 5) + " ", .dim),
        Span(String(repeating: " ", count: first)),
        Span(String(repeating: "█", count: last - first), .good),
      ]
    }
    return RowContent(rows)
  }

  private func place(_ byte: Int, _ total: Int, _ room: Int) -> Int {
    total > 0 ? min(room, byte * room / total) : 0
  }

  /// The caller's segments, alternately light and dark.
  private func segments(_ call: WorkloadRequests, _ total: Int, _ room: Int) -> String {
    var text = ""
    var byte = 0
    for (index, segment) in call.segments.enumerated() {
      let first = place(byte, total, room)
      byte += segment.last ?? 0
      let last = place(byte, total, room)
      text += String(repeating: index % 2 == 0 ? "█" : "░", count: max(0, last - first))
    }
    return text
  }
}
