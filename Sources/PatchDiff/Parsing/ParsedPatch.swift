/// A patch text and its diffs, which are read once and shared from then on.
package struct ParsedPatch: Sendable {
  /// The text, as `git mailinfo` writes it, or any unified diff.
  package let text: [UInt8]
  /// The diffs in the order of the text, or why git would refuse it.
  package let diffs: Result<[FileDiff], DiffError>

  /// Reads the text; linear.
  package init(_ text: [UInt8], options: DiffOptions = DiffOptions()) {
    self.text = text
    do throws(DiffError) {
      diffs = .success(try FileDiff.parse(patch: text, options: options))
    } catch {
      diffs = .failure(error)
    }
  }

  /// The diffs; none where the text cannot be read.
  package var files: [FileDiff] {
    switch diffs {
    case .success(let files): files
    case .failure: []
    }
  }

  /// Why the text cannot be read; nil where it can.
  package var error: DiffError? {
    switch diffs {
    case .success: nil
    case .failure(let error): error
    }
  }
}
