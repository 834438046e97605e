import Foundation
import PatchDiff
import PatchGit
import TestSupport
import Testing

@Suite struct FolderTreeTests {
  private let files = [
    "a": "1\n", "a.b/c": "2\n", "a-b": "3\n", "d/e/f*": "run\n", "d/l@": "e/f", "ü/ä b": "",
  ]

  @Test func `a folder's tree id is git's`() throws {
    let oracle = try GitOracle()
    try oracle.load(tree(files))
    let empty = oracle.directory.appendingPathComponent("empty/deeper").path
    try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: true)
    let expected = try oracle.run(["write-tree"]).text
    let id = try FolderTree(path: oracle.directory.path).apply([]).base.tree
    #expect("\(id)\n" == expected)
  }

  @Test(arguments: SampleSeries.all)
  func `a series on a folder gives the trees of git am, and no commits`(
    series: SampleSeries
  ) throws {
    let oracle = try GitOracle()
    let mbox = try oracle.send(series.commits, options: series.options)
    let patches = try oracle.patches(in: mbox)
    let expected = try oracle.am(mbox, options: ["--keep-cr"])
    try oracle.run(["checkout", "-q", "-f", "base"])
    let folder = try FolderTree(path: oracle.directory.path)
    let applied = try folder.apply(patches)
    #expect(applied.stages.compactMap(\.tree).map(\.description) == expected.trees)
    #expect(applied.stages.allSatisfy { $0.commit == nil })

    var overlay = FileOverlay(over: folder)
    for patch in patches {
      let diffs = try patch.patch.diffs.get()
      let outcome = try TreePatcher.apply(diffs, to: &overlay)
      #expect(outcome.isApplied, "\(outcome.rejects)")
      overlay.apply(outcome.updates)
    }
    let last = try #require(series.commits.last).files
    for change in overlay.changes { #expect(last[change.path] == change.file) }
  }

  @Test func `a path through a link out of the folder is not read`() throws {
    let oracle = try GitOracle()
    try oracle.load(tree(["l@": "/etc"]))
    let folder = try FolderTree(path: oracle.directory.path)
    #expect(try folder.mode(at: TreePath("l/passwd")) == nil)
    #expect(try folder.mode(at: TreePath("../x")) == nil)
    #expect(try folder.mode(at: TreePath("l")) == .symlink)
  }

  @Test func `a missing folder says so`() {
    let error = #expect(throws: GitError.self) {
      _ = try FolderTree(path: FileManager.default.temporaryDirectory.path + "/patch-replay-none")
    }
    #expect(error?.kind == .notFound)
  }
}
