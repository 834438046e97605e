/// A word of a command line.
package enum ShellWord {
  /// Writes a word so that a shell takes it as one, and as it is.
  ///
  /// - Parameter word: The word.
  /// - Returns: The word itself where no shell would act on it, else in single quotes.
  package static func quoted(_ word: String) -> String {
    let isPlain = word.unicodeScalars.allSatisfy {
      !$0.isASCII || $0.properties.isAlphabetic || "0"..."9" ~= $0
        || "/._-+:,@%=".contains(Character($0))
    }
    guard !isPlain || word.isEmpty else { return word }
    return "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
