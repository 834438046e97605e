/// A file as a tree holds it.
package struct FileVersion: Sendable, Hashable {
  /// The content; a link's target, or a submodule's `Subproject commit ` line.
  package let image: FileImage
  /// The mode.
  package let mode: FileMode

  package init(image: FileImage, mode: FileMode) {
    self.image = image
    self.mode = mode
  }

  package init(_ bytes: [UInt8], mode: FileMode = .file) {
    self.init(image: FileImage(bytes), mode: mode)
  }
}

/// A tree to read preimages from: a commit's tree, a folder, a dictionary.
package protocol FileSource: ~Copyable {
  /// What reading may fail with.
  associatedtype Failure: Error

  /// The mode of what stands at the path, ``FileMode/directory`` for a directory; nil for
  /// nothing.
  ///
  /// - Throws: `Failure` where the tree cannot be read.
  mutating func mode(at path: TreePath) throws(Failure) -> FileMode?

  /// The content of the file at the path; asked only where ``mode(at:)`` named one.
  ///
  /// - Throws: `Failure` where the file cannot be read.
  mutating func image(at path: TreePath) throws(Failure) -> FileImage

  /// Whether a directory holds any file but those in the set, at any depth.
  ///
  /// - Throws: `Failure` where the tree cannot be read.
  mutating func hasFiles(
    under directory: TreePath, besides removed: Set<TreePath>
  ) throws(Failure) -> Bool

  /// The content of a blob by its full id in hex, where the source has a store of objects.
  ///
  /// - Throws: `Failure` where the store cannot be read.
  mutating func blob(oid: String) throws(Failure) -> [UInt8]?
}

/// A tree in memory.
package struct MemoryTree: FileSource, Sendable {
  /// The files by their path.
  package private(set) var files: [TreePath: FileVersion]
  /// How many files lie under each directory.
  private var directories: [TreePath: Int] = [:]

  /// Holds the given files.
  package init(_ files: [TreePath: FileVersion] = [:]) {
    self.files = [:]
    for (path, file) in files { set(path, to: file) }
  }

  /// Puts a file at the path, or removes the one there.
  package mutating func set(_ path: TreePath, to file: FileVersion?) {
    let change = (file == nil ? 0 : 1) - (files[path] == nil ? 0 : 1)
    files[path] = file
    guard change != 0 else { return }
    var directory = path.parent
    while let current = directory {
      let count = directories[current, default: 0] + change
      directories[current] = count == 0 ? nil : count
      directory = current.parent
    }
  }

  /// Carries out what a patch did.
  package mutating func apply(_ updates: [PathUpdate]) {
    for update in updates { set(update.path, to: update.file) }
  }

  /// The mode of the file or directory at the path.
  package func mode(at path: TreePath) -> FileMode? {
    files[path]?.mode ?? (directories[path] == nil ? nil : .directory)
  }

  /// The content of the file; empty where there is none.
  package func image(at path: TreePath) -> FileImage {
    files[path]?.image ?? FileImage([])
  }

  /// Whether other files lie under the directory; linear in the number of files removed.
  package func hasFiles(under directory: TreePath, besides removed: Set<TreePath>) -> Bool {
    let gone = removed.count { path in
      files[path] != nil && path.ancestors.contains(directory)
    }
    return directories[directory, default: 0] > gone
  }

  /// No store of objects.
  package func blob(oid: String) -> [UInt8]? { nil }
}

extension TreePath {
  /// The directories above, the nearest first.
  var ancestors: some Sequence<TreePath> {
    sequence(state: self) { path in
      guard let parent = path.parent else { return nil }
      path = parent
      return parent
    }
  }
}
