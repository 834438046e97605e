internal import Foundation
internal import Glibc
internal import PatchDiff

/// The files of a built tree that commands read, seen by their times of access.
///
/// Linux notes the first access to a file whose time of access is older than its last change
/// (`relatime`), and so to one whose time of access was set back; but for file systems that are
/// mounted without.
enum ReadFiles {
  /// Whether the file system of a folder notes accesses.
  static func areSeen(in folder: String) -> Bool {
    let path = folder + "/access"
    defer { unlink(path) }
    return FileManager.default.createFile(atPath: path, contents: Data([0])) && forget(path)
      && FileManager.default.contents(atPath: path) != nil && !isUnread(path)
  }

  /// Forgets that these files of a tree were read.
  ///
  /// - Parameters:
  ///   - paths: Files and links, of which the tree need not have all.
  ///   - tree: The tree's folder.
  /// - Returns: Those that are there; nil where accesses to one of them would not be seen.
  static func watch(_ paths: Set<String>, in tree: String) -> [String]? {
    let present = paths.sorted().filter { mode(tree + "/" + $0) != nil }
    return present.allSatisfy { forget(tree + "/" + $0) } ? present : nil
  }

  /// Finds which of these files of a tree were read, or are no longer those that were watched.
  ///
  /// - Parameters:
  ///   - paths: What was watched.
  ///   - tree: The tree's folder.
  /// - Returns: A digest of the contents by path.
  static func read(of paths: [String], in tree: String) -> [String: String] {
    let read = paths.filter { !isUnread(tree + "/" + $0) }
    return Dictionary(uniqueKeysWithValues: read.map { ($0, digest(tree + "/" + $0)) })
  }

  /// Finds the files and links that only one of two trees has, or that differ between them.
  ///
  /// - Parameters:
  ///   - tree: A tree's folder.
  ///   - other: Another's.
  /// - Returns: Their paths.
  static func differing(_ tree: String, _ other: String) -> Set<String> {
    let (mine, theirs) = (files(tree), files(other))
    let common = mine.intersection(theirs).filter {
      let (left, right) = (tree + "/" + $0, other + "/" + $0)
      return mode(left) != mode(right) || contents(left) != contents(right)
    }
    return mine.symmetricDifference(theirs).union(common)
  }

  private static func files(_ folder: String) -> Set<String> {
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return Set(names.filter { mode(folder + "/" + $0).map { $0 & S_IFMT != S_IFDIR } ?? false })
  }

  private static func forget(_ path: String) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0 else { return false }
    let times = [timespec(), status.st_mtim]
    return utimensat(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW) == 0 && isUnread(path)
  }

  private static func isUnread(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_atim.tv_sec == 0
  }

  private static func mode(_ path: String) -> mode_t? {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode : nil
  }

  /// What a file holds or where a link leads; nothing of what is neither.
  private static func contents(_ path: String) -> Data? {
    switch mode(path).map({ $0 & S_IFMT }) {
    case S_IFREG: FileManager.default.contents(atPath: path)
    case S_IFLNK:
      (try? FileManager.default.destinationOfSymbolicLink(atPath: path)).map { Data($0.utf8) }
    default: nil
    }
  }

  private static func digest(_ path: String) -> String {
    contents(path).map { CacheKey.hex(SHA1.digest(of: $0)) } ?? ""
  }
}

extension TreeStore {
  /// Watches what differs between neighbouring stages whose programs are equal, to see whether the
  /// commands read any of it.
  ///
  /// - Parameter stages: The stages, base first.
  /// - Returns: The watched files by stage; nothing of a stage whose neighbours have other programs,
  ///   and of one whose accesses are not seen.
  func watch(_ stages: [CommandPlan.Stage]) -> [Int: [String]] {
    let pairs = zip(stages, stages.dropFirst()).filter { $0.hasPrograms(of: $1) }
    guard !pairs.isEmpty, ReadFiles.areSeen(in: root) else { return [:] }
    // What differs anywhere among the equal ones is watched in all of them, so that the same is
    // asked of any two.
    var differing: [String: Set<String>] = [:]
    for (before, after) in pairs {
      differing[after.binaries ?? "", default: []].formUnion(
        ReadFiles.differing(folder(before.key) + "/tree", folder(after.key) + "/tree"))
    }
    var watched: [Int: [String]] = [:]
    for stage in pairs.flatMap({ [$0, $1] }) {
      let paths = differing[stage.binaries ?? ""] ?? []
      watched[stage.number] = ReadFiles.watch(paths, in: folder(stage.key) + "/tree")
    }
    return watched
  }
}
