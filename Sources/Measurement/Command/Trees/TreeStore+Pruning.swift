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
  /// No other run can be using one, since the store is locked. What cannot be removed stays, for that
  /// is no reason to measure nothing.
  func prune(unusedFor days: Int) {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root + "/built")) ?? []
    for name in names where Self.isKey(name) {
      var status = stat()
      guard lstat(folder(name), &status) == 0, status.st_mode & S_IFMT == S_IFDIR,
        now.tv_sec - status.st_mtim.tv_sec > days * 86_400
      else { continue }
      try? FileManager.default.removeItem(atPath: folder(name))
    }
  }

  /// Whether a folder is one of ours: the place of the cache is the person's choice, and may hold more.
  private static func isKey(_ name: String) -> Bool {
    let digest = name.hasSuffix(salt) ? name.dropLast(salt.count) : name[...]
    return digest.utf8.count == 40 && digest.allSatisfy { $0.isHexDigit && !$0.isUppercase }
  }
}
