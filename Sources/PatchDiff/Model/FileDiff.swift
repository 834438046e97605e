/// What one diff does to one file.
///
/// Names are without the leading components that ``DiffOptions/strip`` drops.
package struct FileDiff: Sendable, Hashable {
  /// What becomes of the file as a whole.
  package enum Status: String, Sendable, Hashable, CaseIterable {
    /// Not there before.
    case added
    /// Not there afterwards.
    case deleted
    /// There before and afterwards, under the same name.
    case modified
    /// There before under another name.
    case renamed
    /// Made from another file that stays.
    case copied
  }

  /// How sure the patch is that it makes the file: a traditional diff without old lines may do
  /// either.
  package enum Creation: Sendable, Hashable {
    /// The file must not be there.
    case yes
    /// The file must be there.
    case no
    /// The file is made if it is not there.
    case ifAbsent
  }

  /// The name before; nil for an added file.
  package internal(set) var oldPath: TreePath?
  /// The name afterwards; nil for a deleted file.
  package internal(set) var newPath: TreePath?
  /// What becomes of the file.
  package internal(set) var status: Status
  /// Whether the patch makes the file.
  package internal(set) var creation: Creation
  /// The mode before, where the patch gives it.
  package internal(set) var oldMode: FileMode?
  /// The mode afterwards, where the patch gives it.
  package internal(set) var newMode: FileMode?
  /// The blob's id before, in hex as in the `index` line, perhaps abbreviated.
  package internal(set) var oldOid: String?
  /// The blob's id afterwards, in hex as in the `index` line, perhaps abbreviated.
  package internal(set) var newOid: String?
  /// Per cent of a rename's or copy's `similarity index`.
  package internal(set) var similarity: Int?
  /// Per cent of a rewrite's `dissimilarity index`.
  package internal(set) var dissimilarity: Int?
  /// The binary change, where it is one.
  package internal(set) var binary: BinaryChange?
  /// The hunks in the order of the patch.
  package internal(set) var hunks: [Hunk] = []
  /// The 1-based line of the patch text on which the file's header begins.
  package internal(set) var patchLine: Int

  /// The name to show: the one afterwards, or before where there is none.
  package var path: TreePath { newPath ?? oldPath ?? TreePath("") }
  /// Whether the change is binary.
  package var isBinary: Bool { binary != nil }
  /// Lines added.
  package var additions: Int { hunks.reduce(0) { $0 + $1.additions } }
  /// Lines removed.
  package var deletions: Int { hunks.reduce(0) { $0 + $1.deletions } }
}

/// A binary change: git's own encoding, or the mere statement that files differ.
package enum BinaryChange: Sendable, Hashable {
  /// `Binary files a and b differ`: the content is not in the patch.
  case absent
  /// `GIT binary patch`: the way forward, and the way back where it was sent.
  case patch(forward: BinaryHunk, reverse: BinaryHunk?)
}

/// One part of a `GIT binary patch`.
package struct BinaryHunk: Sendable, Hashable {
  /// How the data turns into content once it is inflated.
  package enum Method: Sendable, Hashable {
    /// The data is the content.
    case literal
    /// The data is a delta against the preimage.
    case delta
  }

  /// How the data is to be read.
  package let method: Method
  /// The size after inflating, in bytes.
  package let inflatedSize: Int
  /// The deflated bytes, decoded from base 85.
  package let deflated: [UInt8]
}
