/// A run of characters of one meaning.
public struct Span: Hashable, Sendable {
  /// Printable characters only: nothing here moves a cursor or rings a bell.
  public var text: String
  /// What they mean.
  public var ink: Ink

  /// Creates a run.
  public init(_ text: String, _ ink: Ink = .plain) {
    self.text = text
    self.ink = ink
  }
}

/// What a terminal of one size shows: a pure value, so that a picture can be compared with the one
/// before and only what changed is painted.
public struct Frame: Hashable, Sendable {
  /// Columns.
  public var width: Int
  /// Exactly as many rows as the terminal has, from the top; no row is wider than `width` columns.
  public var rows: [[Span]]
  /// Where a person types, row and column from 0; nil hides the cursor.
  public var cursor: Cursor?

  /// A place on the screen, from 0.
  public struct Cursor: Hashable, Sendable {
    /// The row.
    public var row: Int
    /// The column.
    public var column: Int

    /// Creates a place.
    public init(row: Int, column: Int) {
      self.row = row
      self.column = column
    }
  }

  /// Creates a picture.
  public init(width: Int, rows: [[Span]], cursor: Cursor? = nil) {
    self.width = width
    self.rows = rows
    self.cursor = cursor
  }
}
