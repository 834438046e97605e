/// How a terminal of one size is divided.
struct StepLayout {
  /// The smallest terminal that anything is shown on.
  static let smallest = (width: 60, height: 16)

  let width: Int
  let height: Int

  /// Columns of the list on the left.
  var listWidth: Int { min(44, max(20, width / 3)) }
  /// Columns of the text on the right, a border left off.
  var textWidth: Int { width - listWidth - 1 }
  /// Rows of the list, between the title and the two lines at the bottom.
  var listRows: Int { max(1, height - 3) }
  /// Rows of the text, below the tabs.
  var rows: Int { max(1, listRows - 1) }
  /// Whether there is room for two columns of a diff.
  var isSideBySide: Bool { textWidth >= 140 }

  var isTooSmall: Bool { width < Self.smallest.width || height < Self.smallest.height }
}
