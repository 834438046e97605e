internal import Bytes
internal import Documents
internal import Foundation
internal import Glibc

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
  /// A file that has names outside the tree as well is not the tree's own: it is left alone.
  ///
  /// - Parameters:
  ///   - paths: Files, links and folders, of which the tree need not have all.
  ///   - tree: The tree's folder.
  /// - Returns: Those that are there; nil where accesses to one of them would not be seen.
  static func watch(_ paths: Set<String>, in tree: String) -> [String]? {
    let own = entries(tree)
    let names = own.values.reduce(into: [:]) { $0[$1.st_ino, default: 0] += 1 }
    let present = own.filter { paths.contains($0.key) }
    let isOwn = present.values.allSatisfy {
      $0.st_mode & S_IFMT == S_IFDIR || names[$0.st_ino] == Int($0.st_nlink)
    }
    guard isOwn, present.keys.allSatisfy({ forget(tree + "/" + $0) }) else { return nil }
    return present.keys.sorted()
  }

  /// Finds which of these files of a tree were read, or are no longer those that were watched.
  ///
  /// - Parameters:
  ///   - paths: What was watched.
  ///   - tree: The tree's folder.
  /// - Returns: A digest of the contents by path, of a folder of the names in it.
  static func read(of paths: [String], in tree: String) -> [String: String] {
    let read = paths.filter { !isUnread(tree + "/" + $0) }
    return Dictionary(uniqueKeysWithValues: read.map { ($0, digest(tree + "/" + $0)) })
  }

  /// Finds the files, links and folders that only one of two trees has, or that differ between them;
  /// a folder does where it holds other names.
  ///
  /// - Parameters:
  ///   - tree: A tree's folder.
  ///   - other: Another's.
  /// - Returns: Their paths.
  static func differing(_ tree: String, _ other: String) -> Set<String> {
    let (mine, theirs) = (entries(tree), entries(other))
    return Set(mine.keys).union(theirs.keys).filter { name in
      guard let left = mine[name], let right = theirs[name], left.st_mode == right.st_mode
      else { return true }
      let paths = (tree + "/" + name, other + "/" + name)
      // A folder's size says nothing of the names in it.
      if left.st_mode & S_IFMT == S_IFDIR { return contents(paths.0) != contents(paths.1) }
      return left.st_size != right.st_size
        || !FileManager.default.contentsEqual(atPath: paths.0, andPath: paths.1)
    }
  }

  /// All that is in a folder, by path, and the folder itself; links are not followed.
  private static func entries(_ folder: String) -> [String: stat] {
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return Dictionary(
      uniqueKeysWithValues: (names + ["."]).compactMap { name in
        status(folder + "/" + name).map { (name, $0) }
      })
  }

  private static func forget(_ path: String) -> Bool {
    guard let status = status(path) else { return false }
    let times = [timespec(), status.st_mtim]
    return utimensat(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW) == 0 && isUnread(path)
  }

  private static func isUnread(_ path: String) -> Bool { status(path)?.st_atim.tv_sec == 0 }

  private static func status(_ path: String) -> stat? {
    var status = stat()
    return lstat(path, &status) == 0 ? status : nil
  }

  /// What a file holds, where a link leads or what is in a folder; nothing of what is none of these.
  private static func contents(_ path: String) -> Data? {
    switch status(path).map({ $0.st_mode & S_IFMT }) {
    case S_IFDIR:
      (try? FileManager.default.contentsOfDirectory(atPath: path)).map {
        Data($0.sorted().joined(separator: "/").utf8)
      }
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
  /// commands read any of it, and the programs, to see that accesses are noted where the commands
  /// run: in a sandbox that holds the tree read-only they are not.
  ///
  /// - Parameter stages: The stages, base first.
  /// - Returns: The watched files by stage; nothing of a stage whose neighbours have other programs,
  ///   and of one whose accesses are not seen.
  func watch(_ stages: [CommandPlan.Stage]) -> [StagePlace: [String]] {
    let pairs = zip(stages, stages.dropFirst()).filter { $0.hasPrograms(of: $1) }
    guard !pairs.isEmpty, ReadFiles.areSeen(in: root) else { return [:] }
    // What differs anywhere among the equal ones is watched in all of them, so that the same is
    // asked of any two.
    var differing: [String: Set<String>] = [:]
    for (before, after) in pairs {
      differing[after.binaries ?? "", default: []].formUnion(
        ReadFiles.differing(folder(before.key) + "/tree", folder(after.key) + "/tree"))
    }
    var watched: [StagePlace: [String]] = [:]
    for stage in pairs.flatMap({ [$0, $1] }) {
      let tree = folder(stage.key) + "/tree"
      let others = differing[stage.binaries ?? ""] ?? []
      watched[stage.place] = ReadFiles.watch(
        others.union(BinaryDigest.programs(in: tree)), in: tree)
    }
    return watched
  }
}
