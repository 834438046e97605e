import Foundation
import PatchDiff
import PatchGit
import Testing

@Suite struct FolderBaseTests {
  private static let wide: [String: String] = [
    "a": "1\n", "a.c": "x", "a-b": "y", "d/e/f": "deep\n", "d/x*": "run\n", "l@": "d/e/f",
    "dangling@": "no where", "empty": "", ".gitignore": "ignored\n", "ignored": "still here\n",
    "ü/名 前": "\r\n\r\n", "a0/x": "z",
  ]

  private func expectedTree(_ oracle: borrowing GitOracle) throws -> String {
    try oracle.run(["add", "-A", "-f", "."])
    return String(try oracle.run(["write-tree"]).text.prefix { $0 != "\n" })
  }

  @Test func `the tree is that of git write-tree`() throws {
    let oracle = try GitOracle()
    try oracle.load(tree(Self.wide))
    let folder = oracle.directory
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("hollow/inner"), withIntermediateDirectories: true)
    #expect(mkfifo(folder.appendingPathComponent("pipe").path, 0o600) == 0)
    for (name, bits) in [("group", 0o654), ("owner", 0o744), ("shut", 0o600)] {
      let url = folder.appendingPathComponent(name)
      try Data("\(name)\n".utf8).write(to: url)
      try FileManager.default.setAttributes([.posixPermissions: bits], ofItemAtPath: url.path)
    }
    let base = try FolderBase(path: folder.path)
    #expect(try base.tree().description == (try expectedTree(oracle)))
  }

  @Test func `an empty folder is the empty tree`() throws {
    let oracle = try GitOracle()
    let base = try FolderBase(path: oracle.directory.path)
    #expect(try base.tree().description == "4b825dc642cb6eb9a060e54bf8d69288fbee4904")
  }

  @Test func `a repository inside stands for its commit`() throws {
    let oracle = try GitOracle()
    try oracle.load(tree(["a": "1\n"]))
    try oracle.run(["init", "-q", "sub"])
    try oracle.run(["-C", "sub", "commit", "-q", "--allow-empty", "-m", "x"])
    try FileManager.default.createDirectory(
      at: oracle.directory.appendingPathComponent("not/.git"), withIntermediateDirectories: true)
    try Data("f\n".utf8).write(to: oracle.directory.appendingPathComponent("not/f"))
    let base = try FolderBase(path: oracle.directory.path)
    #expect(try base.tree().description == (try expectedTree(oracle)))
  }

  @Test(arguments: SampleSeries.all)
  func `trees after each patch are those of git am`(series: SampleSeries) throws {
    let oracle = try GitOracle()
    let mbox = try oracle.send(series.commits, options: series.options)
    try oracle.run(["checkout", "-q", "-f", "base"])
    if let drifted = series.drifted {
      try oracle.commit(SampleCommit(message: "drift\n", files: tree(drifted)))
    }
    let patches = try oracle.patches(in: mbox)
    let expected = try oracle.am(mbox, options: ["--keep-cr"])
    try oracle.run(["checkout", "-q", "-f", "base"])
    let before = try contents(of: oracle.directory)
    let base = try FolderBase(path: oracle.directory.path)
    let stages = try base.apply(patches)
    #expect(stages.compactMap(\.tree).map(\.description) == expected.trees)
    #expect(stages.allSatisfy { $0.commit == nil })
    #expect(stages.count == patches.count)
    let quick = try base.apply(patches, computesTrees: false)
    #expect(quick.allSatisfy { $0.tree == nil })
    #expect(quick.map(\.status) == stages.map(\.status))
    #expect(quick.map(\.updates) == stages.map(\.updates))
    #expect(quick.map(\.hunks) == stages.map(\.hunks))
    #expect(quick.map(\.rejects) == stages.map(\.rejects))
    #expect(try contents(of: oracle.directory) == before)
  }

  @Test func `without tree ids only the named files are read`() throws {
    let oracle = try GitOracle()
    let mbox = try oracle.send([
      SampleCommit(message: "base\n", files: tree(["a": "1\n", "d/b": "1\n"])),
      SampleCommit(message: "first\n", files: tree(["a": "2\n", "d/b": "1\n"])),
    ])
    let patches = try oracle.patches(in: mbox)
    try oracle.run(["checkout", "-q", "-f", "base"])
    // A repository without a commit cannot be stored, so whoever looks into `d` fails.
    try oracle.run(["init", "-q", "d/unborn"])
    let base = try FolderBase(path: oracle.directory.path)
    #expect(try base.apply(patches, computesTrees: false).map(\.status) == [.applied])
    #expect(throws: GitError.self) { try base.tree() }
  }

  @Test func `what is no folder is refused`() throws {
    let oracle = try GitOracle()
    try oracle.load(tree(["a": "1\n"]))
    #expect(throws: GitError.self) { try FolderBase(path: "\(oracle.directory.path)/none") }
    #expect(throws: GitError.self) { try FolderBase(path: "\(oracle.directory.path)/a") }
    #expect(throws: GitError.self) { try FolderBase(path: "") }
  }

  /// Every file outside `.git` with its size and time.
  private func contents(of folder: URL) throws -> [String] {
    let walk = FileManager.default.enumerator(atPath: folder.path)
    let names = (walk?.compactMap { $0 as? String } ?? []).filter { !$0.hasPrefix(".git") }
    return try names.sorted().map { name in
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/\(name)")
      return "\(name) \(attributes[.size] ?? 0) \(attributes[.modificationDate] ?? 0)"
    }
  }
}
