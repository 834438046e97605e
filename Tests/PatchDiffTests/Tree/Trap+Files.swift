extension Trap {
  private static let one = "@@ -1 +1 @@\n-a\n+b\n"

  /// How names are written.
  static let names: [Trap] = [
    Trap(
      name: "name with a space", base: ["a file": "a\n"],
      patch: "diff --git a/a file b/a file\n--- a/a file\t\n+++ b/a file\t\n" + one),
    Trap(
      name: "mode change, name with a space", base: ["a file": "a\n"],
      patch: "diff --git a/a file b/a file\nold mode 100644\nnew mode 100755\n"),
    Trap(
      name: "empty new file, name with a space", base: [:],
      patch: "diff --git a/a b c b/a b c\nnew file mode 100644\nindex 0000000..e69de29\n"),
    Trap(
      name: "rename, name with a space", base: ["a file": "a\n"],
      patch:
        "diff --git a/a file b/b file\nsimilarity index 100%\n"
        + "rename from a file\nrename to b file\n"
    ),
    Trap(
      name: "quoted name", base: ["ä\tb": "a\n"],
      patch: #"""
        diff --git "a/\303\244\tb" "b/\303\244\tb"
        --- "a/\303\244\tb"
        +++ "b/\303\244\tb"

        """# + one),
    Trap(
      name: "quoted rename", base: ["q\"x": "a\n"],
      patch: #"""
        diff --git "a/q\"x" b/plain
        similarity index 100%
        rename from "q\"x"
        rename to plain

        """#),
    Trap(
      name: "quoted mode change", base: ["q\"x": "a\n"],
      patch: "diff --git \"a/q\\\"x\" \"b/q\\\"x\"\nold mode 100644\nnew mode 100755\n"),
    Trap(
      name: "names disagree", base: ["f": "a\n"],
      patch: "diff --git a/f b/g\nold mode 100644\nnew mode 100755\n"),
    Trap(
      name: "no leading component", base: ["f": "a\n"],
      patch: "diff --git f f\n--- f\n+++ f\n" + one),
    Trap(name: "traditional", base: ["d/f": "a\n"], patch: "--- a/d/f\n+++ b/d/f\n" + one),
    Trap(
      name: "traditional with dates", base: ["d/f": "a\n"],
      patch: "--- a/d/f\t2012-09-19 12:00:00.000000000 +0000\n"
        + "+++ b/d/f\t2012-09-19 12:01:00.000000000 +0000\n" + one),
    Trap(
      name: "traditional, dates after blanks", base: ["d/f": "a\n"],
      patch: "--- a/d/f  2012-09-19 12:00:00 +0000\n+++ b/d/f  2012-09-19 12:01:00 +0000\n" + one),
    Trap(name: "traditional, flat name", base: ["f": "a\n"], patch: "--- f\n+++ f\n" + one),
    Trap(name: "traditional, orig", base: ["f": "a\n"], patch: "--- a/f.orig\n+++ b/f\n" + one),
    Trap(
      name: "traditional, new by epoch", base: [:],
      patch: "--- a/f\t1970-01-01 01:00:00.000000000 +0100\n"
        + "+++ b/f\t2012-09-19 12:01:00 +0000\n@@ -0,0 +1 @@\n+a\n"),
    Trap(
      name: "traditional, deleted by epoch", base: ["f": "a\n"],
      patch: "--- a/f\t2012-09-19 12:01:00 +0000\n"
        + "+++ b/f\t1969-12-31 19:00:00 -0500\n@@ -1 +0,0 @@\n-a\n"),
    Trap(
      name: "traditional, new by null", base: [:],
      patch: "--- /dev/null\n+++ b/f\n@@ -0,0 +1 @@\n+a\n"),
    Trap(
      name: "traditional, deleted by null", base: ["f": "a\n"],
      patch: "--- a/f\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n"),
    Trap(
      name: "traditional, perhaps new", base: [:],
      patch: "--- a/f\n+++ b/f\n@@ -0,0 +1 @@\n+a\n"),
    Trap(
      name: "traditional, perhaps deleted", base: ["f": "a\n"],
      patch: "--- a/f\n+++ b/f\n@@ -1 +0,0 @@\n-a\n"),
    Trap(name: "parent directory", base: [:], patch: newFile("../x")),
    Trap(name: "git directory", base: [:], patch: newFile(".git/x")),
    Trap(name: "git directory in capitals", base: [:], patch: newFile("d/.GIT/x")),
    Trap(name: "git directory for NTFS", base: [:], patch: newFile("git~1/x")),
    Trap(name: "not the git directory", base: [:], patch: newFile(".gitx/x")),
    Trap(name: "doubled slash", base: [:], patch: newFile("d//x")),
    Trap(name: "dot component", base: [:], patch: newFile("d/./x")),
  ]

  private static func newFile(_ name: String) -> String {
    "diff --git a/\(name) b/\(name)\nnew file mode 100644\n--- /dev/null\n+++ b/\(name)\n"
      + "@@ -0,0 +1 @@\n+a\n"
  }

  private static let deletion =
    "diff --git a/f b/f\ndeleted file mode 100644\n--- a/f\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n"
  private static let copy =
    "diff --git a/f b/g\nsimilarity index 100%\ncopy from f\ncopy to g\n"
  private static let rename =
    "diff --git a/f b/g\nsimilarity index 100%\nrename from f\nrename to g\n"

  /// What happens to files as a whole.
  static let wholeFiles: [Trap] = [
    Trap(name: "new file", base: [:], patch: newFile("d/x")),
    Trap(name: "new file is there", base: ["x": "old\n"], patch: newFile("x")),
    Trap(name: "new file, same content is there", base: ["x": "a\n"], patch: newFile("x")),
    Trap(
      name: "new executable", base: [:],
      patch: "diff --git a/x b/x\nnew file mode 100755\n--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+a\n"
    ),
    Trap(
      name: "new file with odd mode", base: [:],
      patch: "diff --git a/x b/x\nnew file mode 100664\n--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+a\n"
    ),
    Trap(
      name: "new link", base: [:],
      patch: "diff --git a/x b/x\nnew file mode 120000\n--- /dev/null\n+++ b/x\n"
        + "@@ -0,0 +1 @@\n+a\n\\ No newline at end of file\n"),
    Trap(name: "deletion", base: ["f": "a\n"], patch: deletion),
    Trap(name: "deletion of other content", base: ["f": "b\n"], patch: deletion),
    Trap(name: "deletion leaves content", base: ["f": "a\nb\n"], patch: deletion),
    Trap(name: "deletion of nothing", base: ["g": "a\n"], patch: deletion),
    Trap(
      name: "deletion of an empty file", base: ["f": ""],
      patch: "diff --git a/f b/f\ndeleted file mode 100644\nindex e69de29..0000000\n"),
    Trap(
      name: "deletion of a full file by an empty patch", base: ["f": "a\n"],
      patch: "diff --git a/f b/f\ndeleted file mode 100644\nindex e69de29..0000000\n"),
    Trap(
      name: "missing file", base: ["g": "a\n"],
      patch: "diff --git a/f b/f\n--- a/f\n+++ b/f\n" + one),
    Trap(
      name: "executable without mode in the patch", base: ["f*": "a\n"],
      patch: "diff --git a/f b/f\n--- a/f\n+++ b/f\n" + one),
    Trap(
      name: "stale mode in the index line", base: ["f*": "a\n"],
      patch: "diff --git a/f b/f\nindex 7898192..6178079 100644\n--- a/f\n+++ b/f\n" + one),
    Trap(
      name: "mode change", base: ["f": "a\n"],
      patch: "diff --git a/f b/f\nold mode 100644\nnew mode 100755\n"),
    Trap(
      name: "mode change with content", base: ["f": "a\n"],
      patch: "diff --git a/f b/f\nold mode 100644\nnew mode 100755\n--- a/f\n+++ b/f\n" + one),
    Trap(
      name: "malformed mode", base: ["f": "a\n"],
      patch: "diff --git a/f b/f\nold mode 10z644\nnew mode 100755\n"),
    Trap(name: "rename", base: ["f": "a\n"], patch: rename),
    Trap(name: "rename of an executable", base: ["f*": "a\n"], patch: rename),
    Trap(name: "rename onto a file", base: ["f": "a\n", "g": "b\n"], patch: rename),
    Trap(
      name: "rename with edit", base: ["f": "a\n"],
      patch: "diff --git a/f b/g\nsimilarity index 50%\nrename from f\nrename to g\n"
        + "--- a/f\n+++ b/g\n" + one),
    Trap(
      name: "rename and mode", base: ["f": "a\n"],
      patch: "diff --git a/f b/g\nold mode 100644\nnew mode 100755\nsimilarity index 100%\n"
        + "rename from f\nrename to g\n"),
    Trap(
      name: "old words for rename", base: ["f": "a\n"],
      patch: "diff --git a/f b/g\nsimilarity index 100%\nrename old f\nrename new g\n"),
    Trap(
      name: "swap", base: ["f": "a\n", "g": "b\n"],
      patch: rename + "diff --git a/g b/f\nsimilarity index 100%\nrename from g\nrename to f\n"),
    Trap(
      name: "rename chain", base: ["f": "a\n", "g": "b\n"],
      patch: "diff --git a/g b/h\nsimilarity index 100%\nrename from g\nrename to h\n" + rename),
    Trap(
      name: "edit after rename", base: ["f": "a\n"],
      patch: rename + "diff --git a/f b/f\n--- a/f\n+++ b/f\n" + one),
    Trap(
      name: "edit of the new name", base: ["f": "a\n"],
      patch: rename + "diff --git a/g b/g\n--- a/g\n+++ b/g\n" + one),
    Trap(name: "copy", base: ["f*": "a\n"], patch: copy),
    Trap(
      name: "copy of a file edited before", base: ["f": "a\n"],
      patch: "diff --git a/f b/f\n--- a/f\n+++ b/f\n" + one + copy),
    Trap(name: "copy onto a file", base: ["f": "a\n", "g": "b\n"], patch: copy),
    Trap(
      name: "two kinds at once", base: ["f": "a\n"],
      patch: "diff --git a/f b/g\nrename from f\nrename to g\ncopy from f\ncopy to g\n"),
    Trap(
      name: "rewrite", base: ["f": "a\n"],
      patch: "diff --git a/f b/f\ndissimilarity index 100%\n--- a/f\n+++ b/f\n" + one),
    Trap(
      name: "names differ without rename", base: ["f": "a\n"],
      patch: "diff --git a/f b/g\n--- a/f\n+++ b/g\n" + one),
    Trap(
      name: "file becomes link", base: ["f": "a\n"],
      patch: deletion + "diff --git a/f b/f\nnew file mode 120000\n--- /dev/null\n+++ b/f\n"
        + "@@ -0,0 +1 @@\n+to\n\\ No newline at end of file\n"),
    Trap(
      name: "type change in one diff", base: ["f": "a\n"],
      patch: "diff --git a/f b/f\nold mode 100644\nnew mode 120000\n"),
    Trap(
      name: "wrong type", base: ["f@": "a"],
      patch: "diff --git a/f b/f\nindex 7898192..6178079 100644\n--- a/f\n+++ b/f\n"
        + "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n"),
    Trap(
      name: "link retargeted", base: ["f@": "a"],
      patch: "diff --git a/f b/f\nindex 2e65efe..63d8dbd 120000\n--- a/f\n+++ b/f\n"
        + "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n"),
    Trap(name: "file becomes directory", base: ["f": "a\n"], patch: deletion + newFile("f/x")),
    Trap(
      name: "directory becomes file", base: ["d/f": "a\n"],
      patch: "diff --git a/d/f b/d/f\ndeleted file mode 100644\n--- a/d/f\n+++ /dev/null\n"
        + "@@ -1 +0,0 @@\n-a\n" + newFile("d")),
    Trap(name: "file over a directory", base: ["d/f": "a\n"], patch: newFile("d")),
    Trap(name: "file under a file", base: ["f": "a\n"], patch: newFile("f/x")),
    Trap(name: "new file beyond a link", base: ["l@": "d", "d/x": "a\n"], patch: newFile("l/y")),
    Trap(
      name: "edit beyond a link", base: ["l@": "d", "d/f": "a\n"],
      patch: "diff --git a/l/f b/l/f\n--- a/l/f\n+++ b/l/f\n" + one),
    Trap(
      name: "new file beyond a new link", base: [:],
      patch: "diff --git a/l b/l\nnew file mode 120000\n--- /dev/null\n+++ b/l\n"
        + "@@ -0,0 +1 @@\n+d\n\\ No newline at end of file\n" + newFile("l/x")),
    Trap(
      name: "link gives way to a directory", base: ["l@": "d"],
      patch: "diff --git a/l b/l\ndeleted file mode 120000\n--- a/l\n+++ /dev/null\n"
        + "@@ -1 +0,0 @@\n-d\n\\ No newline at end of file\n" + newFile("l/x")),
    Trap(
      name: "deletion and new file of one name", base: ["f": "a\n"],
      patch: deletion + newFile("f")),
    Trap(name: "new file twice", base: [:], patch: newFile("x") + newFile("x")),
    Trap(
      name: "new file, then edited", base: [:],
      patch: newFile("f") + "diff --git a/f b/f\n--- a/f\n+++ b/f\n" + one),
    Trap(
      name: "new file with context", base: [:],
      patch: "diff --git a/x b/x\nnew file mode 100644\n--- /dev/null\n+++ b/x\n"
        + "@@ -1 +1,2 @@\n a\n+b\n"),
    Trap(
      name: "deleted file with contents", base: ["f": "a\n"],
      patch: "diff --git a/f b/f\ndeleted file mode 100644\n--- a/f\n+++ /dev/null\n"
        + "@@ -1 +1 @@\n-a\n+b\n"),
    Trap(
      name: "new file whose old side is named", base: [:],
      patch: "diff --git a/x b/x\nnew file mode 100644\n--- a/x\n+++ b/x\n@@ -0,0 +1 @@\n+a\n"),
    Trap(
      name: "header that changes nothing", base: ["f": "a\n"],
      patch: "diff --git a/f b/f\nindex 7898192..7898192 100644\n"),
    Trap(name: "one good file, one bad", base: ["f": "a\n"], patch: newFile("x") + rename + rename),
    Trap(
      name: "binary files differ", base: ["f": "a\n"],
      patch: "diff --git a/f b/f\nindex 7898192..6178079 100644\n"
        + "Binary files a/f and b/f differ\n"),
  ]
}
