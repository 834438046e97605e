internal import Presentation

/// A diff as rows, some of them folded away.
///
/// In one column a row is a line; side by side it is a line of the old file and one of the new, where
/// a removed line stands beside the added one that takes its place.
struct DiffText: Sendable {
  /// A run of rows below a heading: a hunk, or the header of a file.
  struct Section: Sendable {
    /// The rows, the heading's first.
    var rows: Range<Int>
    /// The file after the patch, as the diff writes it.
    var path: String
    var isFolded = false

    var shown: Int { isFolded ? 1 : rows.count }
  }

  /// The lines of a row: the same one twice, or one of each side; -1 for none.
  struct Row: Sendable {
    var old: Int32
    var new: Int32
  }

  let lines: LineIndex
  /// What each line is.
  private(set) var kinds: [DiffLines.Kind] = []
  private(set) var sections: [Section] = []
  private var rows: [Row] = []
  /// The first visible row of each section.
  private var starts: [Int] = []
  /// Rows that are not folded away.
  private(set) var rowCount = 0

  init(_ text: String, sideBySide isSideBySide: Bool = false) {
    lines = LineIndex(text)
    rows.reserveCapacity(lines.count)
    kinds.reserveCapacity(lines.count)
    var path = ""
    var reader = DiffLines()
    /// The first row of the run of removed lines that an added one may stand beside.
    var removed: Int?
    for line in 0..<lines.count {
      let bytes = lines[line]
      let kind = reader.kind(of: bytes)
      kinds.append(kind)
      let isFileHeader = kind == .fileHeader
      if isFileHeader, bytes.starts(with: "+++ ".utf8) {
        path = String(decoding: bytes.dropFirst(4), as: UTF8.self)
      }
      let startsSection =
        kind == .hunkHeader || sections.isEmpty
        || isFileHeader && bytes.starts(with: "diff ".utf8)
      if startsSection {
        sections.append(Section(rows: rows.count..<rows.count, path: path))
      }
      add(Int32(line), isSideBySide ? kind : .context, &removed)
      let last = sections.count - 1
      sections[last].rows = sections[last].rows.lowerBound..<rows.count
    }
    layOut()
  }

  /// Puts a line on a row of its own, or an added one beside a removed one.
  private mutating func add(_ line: Int32, _ kind: DiffLines.Kind, _ removed: inout Int?) {
    switch kind {
    case .removed:
      if removed == nil { removed = rows.count }
      rows.append(Row(old: line, new: -1))
    case .added:
      if let place = removed, place < rows.count {
        rows[place].new = line
        removed = place + 1
      } else {
        rows.append(Row(old: -1, new: line))
      }
    case .context, .fileHeader, .hunkHeader, .note:
      removed = nil
      rows.append(Row(old: line, new: line))
    }
  }

  private mutating func layOut() {
    starts = []
    starts.reserveCapacity(sections.count)
    rowCount = 0
    for section in sections {
      starts.append(rowCount)
      rowCount += section.shown
    }
  }

  /// The section that a visible row belongs to.
  func section(at row: Int) -> Int {
    var low = 0
    var high = starts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if starts[middle] <= row { low = middle } else { high = middle }
    }
    return low
  }

  /// What a visible row shows.
  func row(at visible: Int) -> Row {
    let place = section(at: visible)
    return rows[sections[place].rows.lowerBound + visible - starts[place]]
  }

  /// The visible row of a line, or of the heading under which it is folded away.
  func visibleRow(of line: Int) -> Int {
    guard let row = rows.firstIndex(where: { $0.old == line || $0.new == line }),
      let place = sections.firstIndex(where: { $0.rows.contains(row) })
    else { return 0 }
    return starts[place]
      + (sections[place].isFolded ? 0 : row - sections[place].rows.lowerBound)
  }

  /// The heading behind, or before, a visible row.
  func heading(from row: Int, forward: Bool) -> Int {
    guard !starts.isEmpty else { return 0 }
    let place = section(at: row)
    if !forward, starts[place] < row { return starts[place] }
    return starts[min(max(place + (forward ? 1 : -1), 0), starts.count - 1)]
  }

  /// Folds the section at a visible row away, or shows it again.
  mutating func toggle(at row: Int) {
    guard !sections.isEmpty else { return }
    sections[section(at: row)].isFolded.toggle()
    layOut()
  }

  /// Folds every section away, or shows all again where all are folded.
  mutating func toggleAll() {
    let isFolded = !sections.allSatisfy(\.isFolded)
    for index in sections.indices { sections[index].isFolded = isFolded }
    layOut()
  }
}
