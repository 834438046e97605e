/// Applies the diffs of one patch to a tree, all or nothing.
///
/// Follows `git apply --index`: every diff is checked before anything is written. A plain diff sees
/// what earlier diffs of the same patch left; renames and copies read the tree as it was. Removals
/// come before writes, so that two files may swap names.
package struct TreePatcher: Sendable {
  /// What earlier diffs have made of a path.
  private enum Fate {
    case toBeDeleted
    case deleted
    case written(FileVersion)
  }

  private let files: [FileDiff]
  private let minimumContext: Int?
  private let whitespace: WhitespaceAction
  private var fates: [TreePath: Fate] = [:]
  private var removals: Set<TreePath> = []
  private var writes: [TreePath: FileVersion] = [:]
  private var hunks: [AppliedHunk] = []
  private var rejects: [HunkReject] = []

  /// The symbolic links that the patch as a whole makes and takes away.
  private var links: (made: Set<TreePath>, gone: Set<TreePath>) = ([], [])

  private init(_ files: [FileDiff], minimumContext: Int?, whitespace: WhitespaceAction) {
    self.files = files
    self.minimumContext = minimumContext
    self.whitespace = whitespace
    for file in files {
      let freesOld = file.newPath == nil || file.status == .renamed
      if freesOld, let old = file.oldPath {
        fates[old] = .toBeDeleted
        if file.oldMode?.type == FileMode.symlink.type { links.gone.insert(old) }
      }
      if let new = file.newPath, file.newMode?.type == FileMode.symlink.type {
        links.made.insert(new)
      }
    }
  }

  /// Applies the diffs of one patch to what a source holds, which itself stays as it is.
  ///
  /// - Parameters:
  ///   - files: The diffs, as ``FileDiff/parse(patch:)`` gives them.
  ///   - source: The tree before the patch.
  ///   - minimumContext: Context lines that must match (`git apply -C`); all if nil.
  ///   - whitespace: What is done about white space errors in added lines.
  /// - Returns: The changes, or everything that is in their way.
  /// - Throws: What the source throws.
  package static func apply<Source: FileSource & ~Copyable>(
    _ files: [FileDiff], to source: inout Source, minimumContext: Int? = nil,
    whitespace: WhitespaceAction = .keep
  ) throws(Source.Failure) -> PatchOutcome {
    var patcher = TreePatcher(files, minimumContext: minimumContext, whitespace: whitespace)
    for (index, file) in files.enumerated() {
      try patcher.apply(file, index, to: &source)
    }
    if patcher.rejects.isEmpty { try patcher.checkDirectories(in: &source) }
    return patcher.outcome()
  }

  private func outcome() -> PatchOutcome {
    guard rejects.isEmpty else {
      return PatchOutcome(updates: [], hunks: hunks, rejects: rejects)
    }
    let gone = removals.filter { writes[$0] == nil }.map { PathUpdate(path: $0, file: nil) }
    let written = writes.map { PathUpdate(path: $0.key, file: $0.value) }
    func ordered(_ updates: [PathUpdate]) -> [PathUpdate] {
      updates.sorted { $0.path.bytes.lexicographicallyPrecedes($1.path.bytes) }
    }
    return PatchOutcome(updates: ordered(gone) + ordered(written), hunks: hunks, rejects: [])
  }

  private mutating func apply<Source: FileSource & ~Copyable>(
    _ file: FileDiff, _ index: Int, to source: inout Source
  ) throws(Source.Failure) {
    do throws(Refusal<Source.Failure>) {
      let target = try resolve(file, in: &source)
      let before = try preimage(of: target, in: &source)
      let result: FileImage
      if let binary = file.binary {
        result = try applyBinary(binary, file, to: before, in: &source)
      } else {
        let application = file.applyHunks(
          to: before, minimumContext: minimumContext, whitespace: whitespace, fileIndex: index)
        hunks += application.applied
        guard application.rejects.isEmpty else {
          rejects += application.rejects
          return
        }
        result = application.image
      }
      let version = FileVersion(image: result, mode: target.newMode.canonical)
      if let reason = record(target, version) { throw .reason(reason) }
    } catch {
      switch error {
      case .source(let failure): throw failure
      case .reason(let reason): reject(file, index, reason)
      }
    }
  }

  private mutating func reject(_ file: FileDiff, _ index: Int, _ reason: HunkReject.Reason) {
    let path = file.status == .added ? file.path : file.oldPath ?? file.path
    rejects.append(
      HunkReject(
        path: path, fileIndex: index, hunkIndex: nil, line: 0, patchLine: file.patchLine,
        expected: file.hunks.first.map { $0.preimage.flatMap(\.content) } ?? [], found: [],
        nearest: nil, reason: reason))
  }
}

/// Why one diff stops: the tree refuses it, or the tree cannot be read.
enum Refusal<Failure: Error>: Error {
  case reason(HunkReject.Reason)
  case source(Failure)
}

extension TreePatcher {
  /// A diff once the tree has answered what the patch leaves open.
  private struct Target {
    let file: FileDiff
    let oldPath: TreePath?
    let newPath: TreePath?
    let newMode: FileMode
    /// What an earlier diff of the patch left at the old path.
    let previous: FileVersion?
    let isDeletion: Bool
  }

  private func resolve<Source: FileSource & ~Copyable>(
    _ file: FileDiff, in source: inout Source
  ) throws(Refusal<Source.Failure>) -> Target {
    let previous = try previous(of: file, Source.Failure.self)
    var oldPath = file.oldPath
    var isNew = file.creation == .yes
    var found: FileMode?
    if let old = oldPath {
      if let previous {
        found = previous.mode
      } else {
        found = try Self.fileMode(at: old, in: &source)
      }
      if found == nil {
        guard file.creation == .ifAbsent else { throw .reason(.fileMissing) }
        isNew = true
        oldPath = nil
      }
    }
    let isDeletion = file.status == .deleted
    let oldMode = file.oldMode ?? found
    if let found, let oldMode, found.type != oldMode.type {
      throw .reason(.wrongType(expected: oldMode, found: found))
    }
    let isRenameOrCopy = file.status == .renamed || file.status == .copied
    if let new = file.newPath, isNew || isRenameOrCopy, !isFreed(new),
      try Self.fileMode(at: new, in: &source) != nil
    {
      throw .reason(.fileExists)
    }
    let newMode = file.newMode ?? found ?? (isNew ? .file : oldMode ?? .file)
    if file.newPath != nil, oldPath != nil, let oldMode, oldMode.type != newMode.type {
      throw .reason(.wrongType(expected: newMode, found: oldMode))
    }
    try checkPaths(file, isNew: isNew, oldMode ?? .file, newMode, in: &source)
    return Target(
      file: file, oldPath: oldPath, newPath: file.newPath, newMode: newMode, previous: previous,
      isDeletion: isDeletion)
  }

  private func checkPaths<Source: FileSource & ~Copyable>(
    _ file: FileDiff, isNew: Bool, _ oldMode: FileMode, _ newMode: FileMode,
    in source: inout Source
  ) throws(Refusal<Source.Failure>) {
    let isDeletion = file.status == .deleted
    let readsOld = isDeletion || !isNew && file.status != .copied
    if readsOld, let old = file.oldPath, !old.isSafe(mode: oldMode) {
      throw .reason(.unsafePath)
    }
    guard !isDeletion, let new = file.newPath else { return }
    if !new.isSafe(mode: newMode) || newMode.type == FileMode.directory.type {
      throw .reason(.unsafePath)
    }
    if try isBeyondSymlink(new, in: &source) { throw .reason(.beyondSymlink) }
  }

  /// What an earlier diff left; renames and copies never ask, and a deletion still to come does not
  /// count.
  private func previous<Failure: Error>(
    of file: FileDiff, _: Failure.Type
  ) throws(Refusal<Failure>) -> FileVersion? {
    guard file.status != .renamed, file.status != .copied, let old = file.oldPath else {
      return nil
    }
    switch fates[old] {
    case .written(let version): return version
    case .deleted: throw .reason(.fileRenamedOrDeleted)
    case .toBeDeleted, nil: return nil
    }
  }

  private func isFreed(_ path: TreePath) -> Bool {
    switch fates[path] {
    case .deleted, .toBeDeleted: true
    case .written, nil: false
    }
  }

  private static func fileMode<Source: FileSource & ~Copyable>(
    at path: TreePath, in source: inout Source
  ) throws(Refusal<Source.Failure>) -> FileMode? {
    do throws(Source.Failure) {
      let mode = try source.mode(at: path)
      return mode == .directory ? nil : mode
    } catch {
      throw .source(error)
    }
  }

  private func preimage<Source: FileSource & ~Copyable>(
    of target: Target, in source: inout Source
  ) throws(Refusal<Source.Failure>) -> FileImage {
    guard let old = target.oldPath else { return FileImage([]) }
    if let previous = target.previous { return previous.image }
    do throws(Source.Failure) {
      return try source.image(at: old)
    } catch {
      throw .source(error)
    }
  }

  /// Notes what a diff does; returns why it may not do it instead.
  private mutating func record(
    _ target: Target, _ version: FileVersion
  ) -> HunkReject.Reason? {
    if target.isDeletion, !version.image.bytes.isEmpty { return .deletionLeavesContent }
    if target.newMode.type == FileMode.submodule.type, !target.isDeletion,
      Submodule.oid(in: version.image.bytes) == nil
    {
      return .malformedSubmodule
    }
    if let old = target.oldPath, target.file.status != .copied { removals.insert(old) }
    if let new = target.newPath, !target.isDeletion {
      writes[new] = version
      fates[new] = .written(version)
    }
    if let old = target.oldPath, target.newPath == nil || target.file.status == .renamed {
      fates[old] = .deleted
    }
    return nil
  }
}

extension TreePatcher {
  /// Whether a directory above is a link, now or once the patch is through.
  private func isBeyondSymlink<Source: FileSource & ~Copyable>(
    _ path: TreePath, in source: inout Source
  ) throws(Refusal<Source.Failure>) -> Bool {
    for ancestor in path.ancestors {
      if links.made.contains(ancestor) { return true }
      if links.gone.contains(ancestor) { continue }
      if try Self.fileMode(at: ancestor, in: &source)?.type == FileMode.symlink.type {
        return true
      }
    }
    return false
  }

  /// Refuses a file under a file, and a file where a directory still holds others.
  private mutating func checkDirectories<Source: FileSource & ~Copyable>(
    in source: inout Source
  ) throws(Source.Failure) {
    for (index, file) in files.enumerated() where file.status != .deleted {
      guard let path = file.newPath else { continue }
      for ancestor in path.ancestors {
        let mode = removals.contains(ancestor) ? nil : try source.mode(at: ancestor)
        if writes[ancestor] != nil || mode != nil && mode != .directory {
          reject(file, index, .pathOccupied(by: ancestor))
        }
      }
      if try source.mode(at: path) == .directory,
        try source.hasFiles(under: path, besides: removals)
      {
        reject(file, index, .pathOccupied(by: path))
      }
    }
  }
}
