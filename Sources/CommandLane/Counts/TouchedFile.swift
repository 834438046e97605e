/// What a patch does to one file, as far as functions are concerned.
package struct TouchedFile: Hashable, Sendable {
  /// The path before the patch; nil of a new file.
  package var oldPath: String?
  /// The path after it; nil of a removed file.
  package var newPath: String?
  /// Lines that it removes, by their numbers before it.
  package var removed: Set<Int> = []
  /// Lines that it adds, by their numbers after it.
  package var added: Set<Int> = []
  /// For each changed line, the nearest line above, in the hunk or in its heading, that begins a
  /// definition.
  package var headings: Set<String> = []

  package init(oldPath: String?, newPath: String?) {
    self.oldPath = oldPath
    self.newPath = newPath
  }
}

extension TouchedFile {
  /// Whether it changes a function.
  ///
  /// - Parameters:
  ///   - function: The function.
  ///   - before: Its lines before the patch.
  ///   - after: Its lines after it.
  /// - Returns: Whether a changed line is one of its own, or stands under its name.
  func touches(
    _ function: InstructionProfile.Function, before: Set<InstructionProfile.Line>,
    after: Set<InstructionProfile.Line>
  ) -> Bool {
    if before.contains(where: { removed.contains($0.number) && Self.isSame($0.file, oldPath) }) {
      return true
    }
    if after.contains(where: { added.contains($0.number) && Self.isSame($0.file, newPath) }) {
      return true
    }
    // Without debug information, the name has to do.
    if let file = function.file, !Self.isSame(file, oldPath), !Self.isSame(file, newPath) {
      return false
    }
    let name = function.shortName
    return !name.isEmpty && headings.contains { Self.names(name, in: $0) }
  }

  /// Whether a file that a compiler names is one that a patch names.
  private static func isSame(_ file: String, _ path: String?) -> Bool {
    guard let path else { return false }
    return file == path || file.hasSuffix("/" + path) || path.hasSuffix("/" + file)
  }

  /// Whether a line holds a name as a word of its own.
  private static func names(_ name: String, in heading: String) -> Bool {
    heading.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "$") }
      .contains { $0 == name }
  }
}

extension InstructionProfile.Function {
  /// The name as it stands in source code, without namespaces, parameters and what compilers append.
  var shortName: String {
    var text = name.replacing("(anonymous namespace)::", with: "")[...]
    if let end = text.firstIndex(where: { $0 == "(" || $0 == "<" }) { text = text[..<end] }
    for suffix in [".part.", ".constprop.", ".isra.", ".cold", ".lto_priv."] {
      if let range = text.firstRange(of: suffix) { text = text[..<range.lowerBound] }
    }
    return text.split(whereSeparator: { $0 == ":" || $0 == "." }).last.map(String.init) ?? ""
  }
}
