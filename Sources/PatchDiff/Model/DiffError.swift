internal import Bytes

/// Why a patch text cannot be read, and where.
///
/// The lines are those `git apply` reports, except that marks for a missing newline are counted
/// too.
package struct DiffError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong.
  package enum Reason: Sendable, Hashable {
    /// A hunk ends early or holds a line that no hunk can hold; git says "corrupt patch".
    case corruptHunk(oldLinesMissing: Int, newLinesMissing: Int, found: [UInt8])
    /// A hunk's own `@@` line cannot be read.
    case corruptHunkHeader(found: [UInt8])
    /// A hunk that changes nothing.
    case hunkWithoutChange
    /// A hunk stands where no file has been named.
    case hunkWithoutFile
    /// Two header lines that cannot both hold, such as a rename of a new file.
    case inconsistentHeader(otherLine: Int)
    /// The header names no file after the leading component is stripped.
    case missingName
    /// The header names two different files on one side.
    case inconsistentName(expected: TreePath, found: TreePath?)
    /// The side must be `/dev/null`.
    case expectedDevNull
    /// The side must not be named: it is `/dev/null`.
    case unexpectedName(TreePath)
    /// A mode that is not octal.
    case invalidMode
    /// A header that changes nothing.
    case onlyGarbage
    /// A new file with context or removed lines.
    case newFileDependsOnOldContents(TreePath)
    /// A deleted file with context or added lines.
    case deletedFileStillHasContents(TreePath)
    /// A binary part that is not base 85 or has the wrong length.
    case corruptBinary
  }

  /// What is wrong.
  package let reason: Reason
  /// The 1-based line of the patch text.
  package let line: Int

  /// The whole sentence.
  package var description: String {
    switch reason {
    case .corruptHunk(let old, let new, let found):
      "corrupt patch at line \(line): the hunk still lacks \(old) old and \(new) new lines, "
        + (found.isEmpty ? "the patch ends" : "found '\(Excerpt.text(found))'")
    case .corruptHunkHeader(let found):
      "corrupt patch at line \(line): not a hunk header: '\(Excerpt.text(found))'"
    case .hunkWithoutChange:
      "corrupt patch at line \(line): the hunk adds and removes nothing"
    case .hunkWithoutFile:
      "patch fragment without header at line \(line)"
    case .inconsistentHeader(let other):
      "inconsistent header lines \(other) and \(line)"
    case .missingName:
      "the diff header at line \(line) names no file"
    case .inconsistentName(let expected, let found):
      "inconsistent file name at line \(line): expected \(expected), "
        + "found \(found?.description ?? "none")"
    case .expectedDevNull:
      "expected /dev/null at line \(line)"
    case .unexpectedName(let path):
      "expected /dev/null, got \(path) at line \(line)"
    case .invalidMode:
      "invalid mode at line \(line)"
    case .onlyGarbage:
      "patch with only garbage at line \(line)"
    case .newFileDependsOnOldContents(let path):
      "new file \(path) depends on old contents (line \(line))"
    case .deletedFileStillHasContents(let path):
      "deleted file \(path) still has contents (line \(line))"
    case .corruptBinary:
      "corrupt binary patch at line \(line)"
    }
  }
}

/// Short pieces of untrusted bytes for messages.
enum Excerpt {
  static let bytesMaximum = 80

  static func text(_ bytes: some Collection<UInt8>) -> String {
    let cut = bytes.prefix(bytesMaximum).filter { $0 != ASCII.lineFeed }
    return String(decoding: cut, as: UTF8.self) + (bytes.count > bytesMaximum ? "…" : "")
  }
}
