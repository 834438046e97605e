/// A function whose own cost a patch moved, in instructions without those of what it calls.
package struct FunctionChange: Codable, Hashable, Sendable {
  /// Its symbol; of a program without symbols the program's file name in brackets.
  package var name: String
  /// Its source file, by the path in the tree where it is in it; none without debug information.
  @OrNull package var file: String?
  /// The line at which its code begins after the patch, before it where it is gone.
  @OrNull package var line: Int?
  /// Instructions at the stage before; 0 where it did not run.
  package var before: Int
  /// Instructions at the patch's stage; 0 where it does not run.
  package var after: Int
  /// Whether the patch's own hunks change it.
  package var touched: Bool

  package init(
    name: String, file: String?, line: Int?, before: Int, after: Int, touched: Bool
  ) {
    self.name = name
    self.file = file
    self.line = line
    self.before = before
    self.after = after
    self.touched = touched
  }
}

/// Functions each of which moved by less than 1 % of all that moved.
package struct OtherFunctions: Codable, Hashable, Sendable {
  /// How many.
  package var count: Int
  /// Instructions of all of them at the stage before.
  package var before: Int
  /// Instructions of all of them at the patch's stage.
  package var after: Int

  package init(count: Int, before: Int, after: Int) {
    self.count = count
    self.before = before
    self.after = after
  }
}
