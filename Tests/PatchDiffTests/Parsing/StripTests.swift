import PatchDiff
import TestSupport
import Testing

@Suite struct StripTests {
  private static let one = "@@ -1 +1 @@\n-a\n+b\n"
  private static let base = [
    "f": "a\n", "a/f": "a\n", "y/f": "a\n", "x/y/f": "a\n", "a/x/y/f": "a\n", "x y/f g": "a\n",
    "b/x y/f g": "a\n", "f g": "a\n", "ä": "a\n", "x/ä": "a\n",
  ]

  /// Patches that name files in every way that git knows, two directories deep and none.
  private static let patches = [
    "diff --git a/x/y/f b/x/y/f\n--- a/x/y/f\n+++ b/x/y/f\n" + one,
    "diff --git a/f b/f\n--- a/f\n+++ b/f\n" + one,
    "diff --git x/y/f x/y/f\n--- x/y/f\n+++ x/y/f\n" + one,
    "diff --git f f\n--- f\n+++ f\n" + one,
    "diff --git a/x/y/f b/x/y/f\nold mode 100644\nnew mode 100755\n",
    "diff --git x/y/f x/y/f\nold mode 100644\nnew mode 100755\n",
    "diff --git a/x y/f g b/x y/f g\nold mode 100644\nnew mode 100755\n",
    "diff --git /x/y/f /x/y/f\nold mode 100644\nnew mode 100755\n",
    "diff --git //y/f //y/f\nold mode 100644\nnew mode 100755\n",
    "diff --git a/b/n b/b/n\nnew file mode 100644\nindex 0000000..e69de29\n",
    "diff --git \"a/x/\\303\\244\" \"b/x/\\303\\244\"\nold mode 100644\nnew mode 100755\n",
    "diff --git a/x/f \"b/x/\\303\\244\"\nsimilarity index 100%\nrename from x/y/f\n"
      + "rename to \"x/\\303\\244\\303\\244\"\n",
    "diff --git a/x/y/f b/x/y/g\nsimilarity index 100%\nrename from x/y/f\nrename to x/y/g\n",
    "diff --git a/x/y/f b/x/y/g\nsimilarity index 100%\ncopy from x/y/f\ncopy to x/y/g\n",
    "--- a/x/y/f\n+++ b/x/y/f\n" + one,
    "--- x/y/f\n+++ x/y/f\n" + one,
    "--- f\n+++ f\n" + one,
    "--- f.orig\n+++ f\n" + one,
    "--- /dev/null\n+++ b/x/n\n@@ -0,0 +1 @@\n+b\n",
    "--- f\n+++ f\n" + one + "--- a/x/y/f\n+++ b/x/y/f\n" + one,
    "--- a/x/y/f\t2020-01-01 00:00:00.000000000 +0000\n"
      + "+++ b/x/y/f\t2020-01-01 00:00:01.000000000 +0000\n" + one,
  ]

  @Test(arguments: 0...3, patches)
  func `names lose as many components as with git apply -p`(strip: Int, patch: String) throws {
    try check(patch, DiffOptions(strip: strip), ["-p\(strip)"])
  }

  @Test(arguments: patches)
  func `without a number, git's guess is made`(patch: String) throws {
    try check(patch, DiffOptions(), [])
  }

  private func check(_ patch: String, _ options: DiffOptions, _ arguments: [String]) throws {
    let oracle = try GitOracle()
    let base = tree(Self.base)
    let expected = try oracle.apply(Array(patch.utf8), to: base, options: arguments)
    let files = ParsedPatch(Array(patch.utf8), options: options).files
    var result = MemoryTree(base)
    let outcome = TreePatcher.apply(files, to: &result)
    result.apply(outcome.updates)
    let isApplied = !files.isEmpty && outcome.isApplied
    #expect(isApplied == (expected != nil), "\(outcome.rejects)")
    if let expected { #expect(result.files == expected) }
  }
}
