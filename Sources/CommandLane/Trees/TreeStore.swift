internal import Foundation
internal import Glibc

/// The folder in which built trees are kept.
///
/// Every stage is built and run at one and the same path, `ROOT/tree`: a tree is moved there while
/// it is in use and lies in `ROOT/built/KEY` otherwise. So no path differs between stages in
/// anything that a program could notice, and equal code gives equal binaries.
final class TreeStore {
  let root: String
  private let lock: Int32

  /// The place where trees are built and run.
  var workplace: String { root + "/tree" }

  /// What ends the key of a tree whose place is the other one.
  static let salt = "-salt"

  /// The place of a tree: ``workplace``, or another of the same length for the base built again.
  func place(of key: String) -> String { key.hasSuffix(Self.salt) ? root + "/salt" : workplace }

  /// Opens the folder, makes it where it is not there, and takes back a tree that a killed run left
  /// in the workplace.
  init(root: String) throws(CommandError) {
    do {
      try FileManager.default.createDirectory(
        atPath: root + "/built", withIntermediateDirectories: true)
    } catch {
      throw CommandError.file(
        path: root, reason: "\(SystemWords.of(error)); --cache DIR keeps built stages elsewhere")
    }
    guard let real = realpath(root, nil) else {
      throw CommandError.file(path: root, reason: SystemWords.of(errno))
    }
    self.root = String(cString: real)
    free(real)
    lock = open(self.root + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard lock >= 0 else {
      throw CommandError.file(path: root + "/lock", reason: SystemWords.of(errno))
    }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      close(lock)
      throw CommandError.busy(cache: root)
    }
    try recover()
  }

  deinit { close(lock) }

  /// What came of a build, where the tree is there.
  func record(of key: String) -> BuildRecord? {
    guard access(folder(key) + "/tree", F_OK) == 0,
      let data = FileManager.default.contents(atPath: folder(key) + "/build.json")
    else { return nil }
    noteUse(of: key)
    return try? JSONDecoder().decode(BuildRecord.self, from: data)
  }

  /// Says whose tree will be in the workplace, which must be empty.
  func reserve(_ key: String) throws(CommandError) {
    try Self.make(folder(key))
    try write(Data(key.utf8), to: root + "/tree.key")
  }

  /// Keeps the tree in the workplace as built.
  func keep(_ record: BuildRecord) throws(CommandError) {
    do {
      try write(JSONEncoder().encode(record), to: folder(record.key) + "/build.json")
    } catch let error as CommandError {
      throw error
    } catch {
      throw CommandError.file(path: folder(record.key), reason: "\(error)")
    }
    try vacate(record.key)
  }

  /// Removes what is in the workplaces.
  func discard() throws(CommandError) {
    for path in [workplace, place(of: Self.salt)] where access(path, F_OK) == 0 {
      do {
        try FileManager.default.removeItem(atPath: path)
      } catch {
        throw CommandError.file(path: path, reason: SystemWords.of(error))
      }
    }
  }

  /// Moves a built tree to its workplace.
  func occupy(_ key: String) throws(CommandError) {
    try reserve(key)
    try Self.move(folder(key) + "/tree", to: place(of: key))
  }

  /// Moves the tree back to where it is kept.
  func vacate(_ key: String) throws(CommandError) {
    guard access(place(of: key), F_OK) == 0 else { throw CommandError.treeGone(place(of: key)) }
    try Self.move(place(of: key), to: folder(key) + "/tree")
  }

  /// A file of the root that is written whole or not at all, and is on the disk afterwards.
  func write(_ data: Data, to path: String) throws(CommandError) {
    do {
      try data.write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw CommandError.file(path: path, reason: SystemWords.of(error))
    }
  }

  private func recover() throws(CommandError) {
    let key = FileManager.default.contents(atPath: root + "/tree.key").map {
      String(decoding: $0, as: UTF8.self)
    }
    if let key, access(place(of: key), F_OK) == 0, access(folder(key) + "/build.json", F_OK) == 0,
      access(folder(key) + "/tree", F_OK) != 0
    {
      try vacate(key)
    }
    try discard()
  }

  func folder(_ key: String) -> String { root + "/built/" + key }

  private static func make(_ path: String) throws(CommandError) {
    if mkdir(path, 0o777) != 0, errno != EEXIST {
      throw CommandError.file(path: path, reason: SystemWords.of(errno))
    }
  }

  private static func move(_ source: String, to target: String) throws(CommandError) {
    if rename(source, target) != 0 {
      throw CommandError.file(
        path: source, reason: "cannot be moved to \(target): \(SystemWords.of(errno))")
    }
  }
}
