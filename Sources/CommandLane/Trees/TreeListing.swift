internal import Foundation
internal import Glibc

/// What is in a folder, by names, sizes and times, to see whether a command changes it.
struct TreeListing {
  private let entries: [String: Entry]

  private struct Entry: Hashable {
    let node: UInt
    let size: Int
    let seconds: Int
    let nanoseconds: Int
    let mode: UInt32
  }

  /// Looks through a folder; links are not followed.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - results: A file that is written anew by each run, by its path in the folder; none where nil.
  init(_ folder: String, leavingOut results: String?) {
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    var entries: [String: Entry] = [:]
    for name in names where name != results {
      var status = stat()
      guard lstat(folder + "/" + name, &status) == 0 else { continue }
      // A folder's own time changes with the entries in it, which are here themselves.
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      entries[name] = Entry(
        node: UInt(status.st_ino), size: isFolder ? 0 : Int(status.st_size),
        seconds: isFolder ? 0 : status.st_mtim.tv_sec,
        nanoseconds: isFolder ? 0 : status.st_mtim.tv_nsec, mode: status.st_mode)
    }
    self.entries = entries
  }

  /// What was added, removed or written since, by path and in order; the first few.
  func changes(to later: TreeListing) -> [String] {
    let names = Set(entries.keys).union(later.entries.keys)
    return Array(names.filter { entries[$0] != later.entries[$0] }.sorted().prefix(Self.most))
  }

  /// Paths that are of use to a reader.
  private static let most = 5
}
