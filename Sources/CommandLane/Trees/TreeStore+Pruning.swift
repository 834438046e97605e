internal import Foundation
internal import Glibc

extension TreeStore {
  /// Days after which a tree that nothing has used is removed.
  static let longestRest = 30

  /// Takes note that a tree is of use now, also where it is not moved for it.
  ///
  /// The time is the folder's own, which the kernel sets as well whenever a tree is moved in or out.
  func noteUse(of key: String) { utimensat(AT_FDCWD, folder(key), nil, 0) }

  /// Removes the trees that nothing has used for so many days.
  ///
  /// No other run can be using one, since the store is locked. Each gets another name first: what
  /// cannot be removed whole must not be taken for a built tree, and is no reason to measure nothing.
  func prune(unusedFor days: Int) {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root + "/built")) ?? []
    for name in names where isTree(name, key: name) {
      var status = stat()
      guard lstat(folder(name), &status) == 0, now.tv_sec - status.st_mtim.tv_sec > days * 86_400
      else { continue }
      rename(folder(name), folder(Self.gone + name))
    }
    // Those of a run that was killed meanwhile are among them.
    for name in (try? FileManager.default.contentsOfDirectory(atPath: root + "/built")) ?? []
    where name.hasPrefix(Self.gone) && isTree(name, key: String(name.dropFirst(Self.gone.count))) {
      // The record goes last, as long as there is more: it says whose the rest is.
      let tree = folder(name) + "/tree"
      try? FileManager.default.removeItem(atPath: tree)
      if access(tree, F_OK) != 0 { try? FileManager.default.removeItem(atPath: folder(name)) }
    }
  }

  /// What the names of trees begin with that are being removed.
  private static let gone = ".gone-"

  /// Whether a folder is that of a tree of ours, by what it says of itself: the place of the cache is
  /// the user's choice, and may hold more.
  private func isTree(_ name: String, key: String) -> Bool {
    var status = stat()
    guard lstat(folder(name), &status) == 0, status.st_mode & S_IFMT == S_IFDIR,
      let data = FileManager.default.contents(atPath: folder(name) + "/build.json"),
      let record = try? JSONDecoder().decode(BuildRecord.self, from: data)
    else { return false }
    return record.key == key
  }
}
