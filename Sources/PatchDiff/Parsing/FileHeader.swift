/// What the header of one diff says, while it is being read.
struct FileHeader {
  /// The 1-based line on which it begins.
  let line: Int
  var oldName: TreePath?
  var newName: TreePath?
  /// The name that stands twice in `diff --git`, for changes that name it nowhere else.
  var defaultName: TreePath?
  /// nil while a traditional diff leaves it open.
  var isNew: Bool?
  /// nil while a traditional diff leaves it open.
  var isDelete: Bool?
  var isRename = false
  var isCopy = false
  var oldMode: FileMode?
  var newMode: FileMode?
  var oldOid: String?
  var newOid: String?
  var similarity: Int?
  var dissimilarity: Int?
  /// The first line that made this a creation, deletion, rename or copy.
  var extensionLine: Int?

  init(line: Int) {
    self.line = line
  }

  var shownName: TreePath { newName ?? oldName ?? TreePath("") }

  /// How many of the four exclusive kinds the header claims.
  var extensionCount: Int {
    [isNew == true, isDelete == true, isRename, isCopy].count { $0 }
  }

  /// Whether the header alone changes something; as in git, a traditional diff that may delete
  /// counts.
  var changesMetadata: Bool {
    let modeChanges = oldMode != nil && newMode != nil && oldMode != newMode
    return isRename || isCopy || isNew == true || isDelete != false || modeChanges
  }

  func fileDiff(hunks: [Hunk], binary: BinaryChange?) -> FileDiff {
    let status: FileDiff.Status =
      if isNew == true {
        .added
      } else if isDelete == true {
        .deleted
      } else if isRename {
        .renamed
      } else if isCopy {
        .copied
      } else {
        .modified
      }
    let creation: FileDiff.Creation =
      switch isNew {
      case true: .yes
      case false: .no
      case nil: .ifAbsent
      }
    return FileDiff(
      oldPath: oldName, newPath: newName, status: status, creation: creation, oldMode: oldMode,
      newMode: newMode, oldOid: oldOid, newOid: newOid, similarity: similarity,
      dissimilarity: dissimilarity, binary: binary, hunks: hunks, patchLine: line)
  }
}
