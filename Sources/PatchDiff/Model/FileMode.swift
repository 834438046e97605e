/// The mode of a tree entry, as git writes it in octal.
package struct FileMode: Hashable, Sendable, CustomStringConvertible {
  /// The mode's bits: type in the upper, permissions in the lower.
  package let bits: UInt32

  package init(bits: UInt32) {
    self.bits = bits
  }

  /// A plain file, 100644.
  package static let file = FileMode(bits: 0o100644)
  /// An executable file, 100755.
  package static let executable = FileMode(bits: 0o100755)
  /// A symbolic link, 120000; its content is the target.
  package static let symlink = FileMode(bits: 0o120000)
  /// A submodule, 160000; its content reads `Subproject commit ` and the object id.
  package static let submodule = FileMode(bits: 0o160000)
  /// A directory, 40000.
  package static let directory = FileMode(bits: 0o040000)

  /// The bits that tell files, links, submodules and directories apart (C's `S_IFMT`).
  package var type: UInt32 { bits & 0o170000 }

  /// The nearest mode that git stores in a tree: 100664 becomes 100644, as `git am` does.
  package var canonical: FileMode {
    switch type {
    case FileMode.symlink.type: .symlink
    case FileMode.submodule.type: .submodule
    case FileMode.directory.type: .directory
    default: bits & 0o100 != 0 ? .executable : .file
    }
  }

  /// The mode in octal, six digits.
  package var description: String {
    let octal = String(bits, radix: 8)
    return String(repeating: "0", count: max(0, 6 - octal.count)) + octal
  }
}
