internal import Failures
internal import Foundation
internal import Glibc

/// The files that an argument for mail names: itself, or the mails of a folder.
enum MailFiles {
  /// Reads the files behind the arguments, in order.
  ///
  /// A folder is a maildir (`cur` and `new`), or holds `.patch`, `.eml` or `.mbox` files. A file that
  /// several arguments name is read once, which a note tells.
  static func read(
    _ paths: [String], _ notices: Notices
  ) throws(Failure) -> [(name: String, bytes: [UInt8])] {
    var files: [(name: String, bytes: [UInt8])] = []
    var seen: Set<FileIdentity> = []
    for path in paths {
      for name in try expand(path) {
        if paths.count > 1, let identity = FileIdentity(name), !seen.insert(identity).inserted {
          notices("note: \(name) is given twice and read once")
          continue
        }
        files.append((name, try InputFile.read(name)))
      }
    }
    return files
  }

  /// A regular file, whatever path leads to it.
  private struct FileIdentity: Hashable {
    private let device: UInt
    private let number: UInt

    init?(_ path: String) {
      var status = stat()
      guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
      device = UInt(status.st_dev)
      number = UInt(status.st_ino)
    }
  }

  private static func expand(_ path: String) throws(Failure) -> [String] {
    guard path != "-", let names = entries(path) else { return [path] }
    let folder = path.hasSuffix("/") ? path : path + "/"
    let isMaildir = names.contains("cur") && names.contains("new")
    let mails =
      isMaildir
      ? ["cur", "new"].flatMap { box in (entries(folder + box) ?? []).map { "\(box)/\($0)" } }
      : names.filter { name in [".patch", ".eml", ".mbox"].contains(where: name.hasSuffix) }
    guard !mails.isEmpty else {
      throw Failure(
        .badInput, "\(path): the folder is not a maildir and holds no .patch, .eml or .mbox files")
    }
    return mails.sorted { isBefore(fileName($0), fileName($1)) }.map { folder + $0 }
  }

  private static func fileName(_ path: String) -> Substring {
    path.split(separator: "/").last ?? ""
  }

  /// Names in a folder without hidden ones; nil where it is not a folder.
  private static func entries(_ path: String) -> [String]? {
    guard let folder = opendir(path) else { return nil }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }

  /// Numbers inside names count as numbers, as when git reads a maildir.
  private static func isBefore(_ left: Substring, _ right: Substring) -> Bool {
    left.compare(right, options: [.numeric, .literal]) == .orderedAscending
  }
}
