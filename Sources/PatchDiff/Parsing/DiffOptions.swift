/// How a patch text is read.
package struct DiffOptions: Sendable, Hashable {
  /// Leading components to drop from names, as `git apply -p`; nil for 1, or 0 from the first
  /// traditional diff on whose names have no directory, as git guesses.
  package let strip: Int?

  /// - Parameter strip: The components to drop; not negative.
  package init(strip: Int? = nil) {
    precondition((strip ?? 0) >= 0, "components to strip cannot be negative: \(strip ?? 0)")
    self.strip = strip
  }
}
