/// A run of characters of one meaning.
package struct Span: Hashable, Sendable {
  /// Printable characters only: nothing here moves a cursor or rings a bell.
  package var text: String
  /// What they mean.
  package var ink: Ink

  /// Creates a run.
  package init(_ text: String, _ ink: Ink = .plain) {
    self.text = text
    self.ink = ink
  }
}

/// What a terminal of one size shows: a pure value, so that a picture can be compared with the one
/// before and only what changed is painted.
package struct Frame: Hashable, Sendable {
  /// Columns.
  package var width: Int
  /// Exactly as many rows as the terminal has, from the top; no row is wider than `width` columns.
  package var rows: [[Span]]
  /// Where the cursor is, row and column from 0; nil hides it.
  package var cursor: Cursor?

  /// A place on the screen, from 0.
  package struct Cursor: Hashable, Sendable {
    /// The row.
    package var row: Int
    /// The column.
    package var column: Int

    /// Creates a place.
    package init(row: Int, column: Int) {
      self.row = row
      self.column = column
    }
  }

  /// Creates a picture.
  package init(width: Int, rows: [[Span]], cursor: Cursor? = nil) {
    self.width = width
    self.rows = rows
    self.cursor = cursor
  }
}
