import Foundation
import Testing

/// `apply -C<n>` against `git am -C<n>`, on files whose lines around a change are not those of the
/// patch.
struct ContextTests {
  /// Which lines of the file were changed since the patch was made, beside line 10 that it changes.
  static let drifts: [[Int]] = [
    [], [7], [8], [9], [11], [12], [13], [7, 13], [8, 12], [9, 11], [7, 8, 9],
    [7, 8, 9, 11, 12, 13],
    [10],
  ]

  private func lines(changing: [Int: String]) -> String {
    (1...20).map { changing[$0] ?? "line \($0)" }.map { $0 + "\n" }.joined()
  }

  @Test(arguments: drifts, ["-C0", "-C1", "-C2", "-C3", "-C 1", ""])
  func `what applies, and to what, is decided as git decides it`(
    drift: [Int], option: String
  ) throws {
    let scratch = try Scratch()
    let repository = scratch.url.appendingPathComponent("repository")
    try FileManager.default.createDirectory(at: repository, withIntermediateDirectories: true)
    let file = repository.appendingPathComponent("file")
    func commit(_ text: String, _ subject: String) throws {
      try Data(text.utf8).write(to: file)
      try Tools.git("add", "file", in: repository)
      try Tools.git("commit", "-q", "--allow-empty", "-m", subject, in: repository)
    }
    try Tools.git("init", "-q", "-b", "main", ".", in: repository)
    try commit(lines(changing: [:]), "before")
    try commit(lines(changing: [10: "changed"]), "the change")
    let patch = try Tools.git("format-patch", "--stdout", "-1", in: repository)
    let mailbox = try scratch.file("change.patch", patch + "\n")
    try Tools.git("reset", "-q", "--hard", "HEAD~", in: repository)
    try commit(
      lines(changing: Dictionary(uniqueKeysWithValues: drift.map { ($0, "drifted \($0)") })),
      "meanwhile")

    let options = option.split(separator: " ").map(String.init)
    let ours = try Tools.run(
      Tools.products.appendingPathComponent("patch-replay").path,
      ["apply"] + options + [mailbox, "--repo", repository.path, "--json"])
    let theirs = try Tools.run(
      "git",
      ["am", "-q", "--committer-date-is-author-date"]
        + (options.isEmpty ? [] : [options.joined()]) + [mailbox], in: repository)
    #expect((ours.status == 0) == (theirs.status == 0), "\(ours.errors)\(theirs.errors)")
    #expect(ours.status == (theirs.status == 0 ? 0 : 1))
    guard theirs.status == 0 else { return }
    let patches = try #require(try ours.json()["patches"] as? [[String: Any]])
    let head = try Tools.git("rev-parse", "HEAD", in: repository)
    #expect(patches.first?["commit"] as? String == head)
  }
}
