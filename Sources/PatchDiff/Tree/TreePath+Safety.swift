internal import Bytes

extension TreePath {
  /// Whether git lets the path into an index: `verify_path` with NTFS protection, its default on
  /// every system.
  ///
  /// Refused are empty components, `.`, `..`, `.git` in any case and in the spellings NTFS takes
  /// for it, and, as git's C strings cannot hold them, names with a zero byte. A link may not be
  /// called `.gitmodules`.
  package func isSafe(mode: FileMode) -> Bool {
    bytes.count < Self.lengthMaximum && !bytes.contains(0)
      && components.allSatisfy { component in
        !component.isEmpty && !component.elementsEqual(".".utf8)
          && !component.elementsEqual("..".utf8) && !Self.isDotGit(component)
          && !(mode.type == FileMode.symlink.type && Self.lower(component) == Self.gitModules)
      }
  }

  /// What Linux takes as a path (`PATH_MAX`): a longer one stops `git am` at its checkout.
  private static let lengthMaximum = 4096

  private static let gitModules = Array(".gitmodules".utf8)

  /// `.git` or `git~1`, then dots and blanks, then nothing or a backslash or colon.
  private static func isDotGit(_ component: ArraySlice<UInt8>) -> Bool {
    let name = lower(component)
    let rest: ArraySlice<UInt8>
    if name.starts(with: ".git".utf8) {
      rest = name[4...]
    } else if name.starts(with: "git~1".utf8) {
      rest = name[5...]
    } else {
      return false
    }
    let tail = rest.drop { $0 == ASCII.dot || $0 == ASCII.space }
    return tail.first.map { $0 == ASCII.backslash || $0 == ASCII.colon } ?? true
  }

  private static func lower(_ component: ArraySlice<UInt8>) -> [UInt8] {
    component.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
  }
}
