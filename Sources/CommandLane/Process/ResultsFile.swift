internal import Glibc

/// The file that a command was said to write its figures to.
enum ResultsFile {
  /// Where it is: in the stage's folder, unless its full path was given.
  static func path(_ name: String, in folder: String) -> String {
    name.hasPrefix("/") ? name : folder + "/" + name
  }

  /// Removes what an earlier run left, so that nothing is read twice; only a plain file goes.
  static func remove(_ name: String, in folder: String) {
    unlink(path(name, in: folder))
  }
}
