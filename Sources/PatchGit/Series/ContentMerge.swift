internal import CGit2
internal import PatchDiff

/// The three-way merge of one file.
enum ContentMerge {
  enum Result {
    /// The file, nil where it is gone.
    case merged(FileVersion?)
    case conflict
  }

  /// Merges what two sides made of a file; a side that changed nothing yields to the other.
  static func merge(
    base: FileVersion?, ours: FileVersion?, theirs: FileVersion?
  ) throws(GitError) -> Result {
    if ours == theirs || theirs == base { return .merged(ours) }
    if ours == base { return .merged(theirs) }
    guard let base, let ours, let theirs,
      [base, ours, theirs].allSatisfy({ $0.mode.type == FileMode.file.type })
    else { return .conflict }
    let mode = ours.mode == base.mode ? theirs.mode : ours.mode
    if ours.image == base.image { return .merged(FileVersion(image: theirs.image, mode: mode)) }
    if theirs.image == base.image || ours.image == theirs.image {
      return .merged(FileVersion(image: ours.image, mode: mode))
    }
    let sides = [base, ours, theirs].map(\.image.bytes)
    guard !sides.contains(where: isBinary), let text = try mergeText(sides) else {
      return .conflict
    }
    return .merged(FileVersion(text, mode: mode))
  }

  /// A zero byte near the start makes a file binary for git.
  private static func isBinary(_ content: [UInt8]) -> Bool {
    content.prefix(8000).contains(0)
  }

  /// Merges text by lines (`git_merge_file`); nil where the sides conflict.
  private static func mergeText(_ sides: [[UInt8]]) throws(GitError) -> [UInt8]? {
    let library = try Library()
    defer { withExtendedLifetime(library) {} }
    var result = git_merge_file_result()
    defer { git_merge_file_result_free(&result) }
    let code = sides[0].withUnsafeBytes { base in
      sides[1].withUnsafeBytes { ours in
        sides[2].withUnsafeBytes { theirs in
          let inputs = [base, ours, theirs].map { side in
            var input = git_merge_file_input()
            input.version = UInt32(GIT_MERGE_FILE_INPUT_VERSION)
            input.ptr = side.bindMemory(to: CChar.self).baseAddress
            input.size = side.count
            return input
          }
          return inputs.withUnsafeBufferPointer {
            git_merge_file(
              &result, $0.baseAddress, $0.baseAddress?.advanced(by: 1),
              $0.baseAddress?.advanced(by: 2), nil)
          }
        }
      }
    }
    try GitError.check(code, "git_merge_file", "merge")
    guard result.automergeable == 1 else { return nil }
    return Array(UnsafeRawBufferPointer(start: result.ptr, count: result.len))
  }
}
