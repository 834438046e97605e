package import Documents

/// What the program prints last: the answer, where everything is, and what to do next.
package enum EndWords {
  /// Columns that the answer takes at most, on any terminal.
  package static let columns = 80

  /// The three lines.
  ///
  /// A folder's name stays whole, however long it is, since it is there to be copied; less is said beside
  /// a long one.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - folder: The folder that was written to; nil where nothing was to be written.
  ///   - files: The names of the files that were written there.
  /// - Returns: The answer, the files, and the next command.
  package static func of(_ run: Run, in folder: String?, files: [String]) -> [String] {
    let answer = AnswerWords.sentence(run, columns: columns)
    guard let folder, let last = files.last else {
      return [
        answer, "written: nothing",
        "next: --out DIR keeps it; then patch-replay step DIR/run.json",
      ]
    }
    let others = files.dropLast().joined(separator: ", ")
    let names = others.isEmpty ? last : "\(others) and \(last)"
    let written = "written: \(folder)"
    return [answer, fitting("\(written)/\(names)", else: written), next(run, folder, files)]
  }

  private static func next(_ run: Run, _ folder: String, _ files: [String]) -> String {
    let page = files.first { $0.hasSuffix(".html") }.map { "open \($0)" }
    guard !run.lanes.isEmpty else {
      return "next: patch-replay measure builds and runs any project at every patch"
    }
    let step =
      files.contains("run.json")
      ? "patch-replay step \(ShellWord.quoted(folder + "/run.json"))" : nil
    let all = [step, page].compactMap(\.self)
    return fitting("next: " + all.joined(separator: ", or "), else: "next: \(all.first ?? folder)")
  }

  /// A line, or a shorter one where it is too long.
  private static func fitting(_ line: String, else short: String) -> String {
    line.columns <= columns ? line : short
  }
}
