import Foundation
import PatchDiff
import PatchGit
import TestSupport
import Testing

struct TreeExporterTests {
  private let files = [
    "a": "1\n", "d/e/run*": "#!/bin/sh\n", "d/l@": "e/run", "ü/ä b": "", "bytes": "\u{0}\r\n\u{1}",
  ]

  /// What git says of a folder's content.
  private func treeOf(_ folder: String, _ oracle: borrowing GitOracle) throws -> String {
    let arguments = ["--work-tree=\(folder)", "-c", "core.autocrlf=false"]
    let index = ["GIT_INDEX_FILE": oracle.directory.path + "/.git/export-index"]
    try oracle.run(arguments + ["read-tree", "--empty"], environment: index)
    try oracle.run(arguments + ["add", "-A", "-f", "."], environment: index)
    return try oracle.run(["write-tree"], environment: index).text
  }

  @Test func `a stage's files are those of its commit`() throws {
    let oracle = try GitOracle()
    let series = try #require(SampleSeries.all.first)
    let mbox = try oracle.send(series.commits, options: series.options)
    let patches = try oracle.patches(in: mbox)
    try oracle.run(["checkout", "-q", "-f", "base"])
    let folder = try FolderTree(path: oracle.directory.path)
    let applied = try folder.apply(patches)
    let exporter = try folder.exporter(of: applied)
    let repository = try Repository(path: oracle.directory.path)
    let base = try repository.base("base")
    let committed = try repository.apply(
      patches, onto: base,
      options: SeriesOptions(committer: Identity(name: "C", email: "c@example.com")))
    let other = repository.exporter(of: committed)
    let scratch = FileManager.default.temporaryDirectory
      .appendingPathComponent("patch-replay-export-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    for (index, tree) in ([applied.base.tree] + applied.stages.compactMap(\.tree)).enumerated() {
      for (name, exporter) in [("folder", exporter), ("repository", other)] {
        let target = scratch.appendingPathComponent("\(name)\(index)").path
        try exporter.write(tree, to: target)
        #expect(try treeOf(target, oracle) == "\(tree)\n", "\(name) \(index)")
      }
    }
  }

  @Test func `links, modes and odd names survive, and a folder that is there is refused`() throws {
    let oracle = try GitOracle()
    try oracle.load(tree(files))
    let id = try FolderTree(path: oracle.directory.path).apply([]).base.tree
    let target = FileManager.default.temporaryDirectory
      .appendingPathComponent("patch-replay-export-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: target) }
    let exporter = try FolderTree(path: oracle.directory.path).exporter()
    try exporter.write(id, to: target)
    #expect(try treeOf(target, oracle) == "\(id)\n")
    #expect(throws: GitError.self) { try exporter.write(id, to: target) }
  }

  @Test func `what git ignores in a work tree stays there, unless it is tracked`() throws {
    let oracle = try GitOracle()
    try oracle.load(tree([".gitignore": "*.o\nout/\n", "kept.o": "tracked", "d/a.c": "a"]))
    try oracle.run(["commit", "-q", "-m", "one"])
    let folder = oracle.directory.appendingPathComponent("d")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("out"), withIntermediateDirectories: true)
    for name in ["a.o", "b.c", "out/x"] {
      try Data([1]).write(to: folder.appendingPathComponent(name))
    }
    for (place, expected) in [
      (oracle.directory, [".gitignore", "d", "d/a.c", "d/b.c", "kept.o"]),
      (folder, ["a.c", "b.c"]),
    ] {
      let source = try FolderTree(path: place.path)
      let target = FileManager.default.temporaryDirectory
        .appendingPathComponent("patch-replay-export-\(UUID().uuidString)").path
      defer { try? FileManager.default.removeItem(atPath: target) }
      try source.exporter().write(try source.apply([]).base.tree, to: target)
      #expect(try FileManager.default.subpathsOfDirectory(atPath: target).sorted() == expected)
    }
  }

  @Test func `a name that would leave the folder is refused`() throws {
    let oracle = try GitOracle()
    let blob = try oracle.run(["hash-object", "-w", "--stdin"], input: [1]).text.dropLast()
    let bytes = Array("100644 ..\0".utf8) + (try #require(ObjectID(hex: String(blob)))).bytes
    let made = try oracle.run(
      ["hash-object", "-t", "tree", "-w", "--stdin", "--literally"], input: bytes
    ).text.dropLast()
    let id = try #require(ObjectID(hex: String(made)))
    let target = FileManager.default.temporaryDirectory
      .appendingPathComponent("patch-replay-export-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: target) }
    let exporter = try Repository(path: oracle.directory.path).exporter()
    #expect(throws: GitError.self) { try exporter.write(id, to: target) }
  }
}
