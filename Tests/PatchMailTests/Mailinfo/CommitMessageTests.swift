import Foundation
import PatchMail
import Testing

@Suite struct CommitMessageTests {
  private static let bodies = [
    "Why.\n\nSigned-off-by: A <a@b.c>\n", "\n\n\nWhy.  \n\n\n\nMore.\t\n\n\n", "", "   \n",
    "# kept\n",
    "From: B <b@c.d>\nSubject: [PATCH] in body\n\nWhy.\n", "Gr\u{fc}\u{df}e\n",
  ]
  private static let patch = """
    ---
    diff --git a/file b/file
    new file mode 100644
    index 0000000..d800886
    --- /dev/null
    +++ b/file
    @@ -0,0 +1 @@
    +text
    --\u{20}
    2.39.5

    """

  @Test(arguments: bodies, ["[PATCH] area: title", "[PATCH]", "[PATCH 1/2] two\n  lines"])
  func `a commit message is the one git am makes`(_ body: String, _ subject: String) throws {
    let git = try GitOracle()
    defer { git.remove() }
    let mail = MailCorpus.mail(
      subject: subject, headers: "Content-Type: text/plain; charset=utf-8\n",
      body: body + Self.patch)
    try git.git(["init", "-q", "repo"])
    try mail.write(
      to: git.folder.appendingPathComponent("mail"), atomically: true, encoding: .utf8)
    let run = try git.git(["am", "-q", "../mail"], in: "repo")
    let commit = try git.git(["cat-file", "commit", "HEAD"], in: "repo").output
    let end = commit.firstRange(of: [10, 10])?.upperBound ?? commit.endIndex
    let mailbox = try Mailbox(Array(mail.utf8), source: "mail")
    let ours = try MailInfo(mailbox.messages[0]).commitMessage
    #expect(run.status == 0)
    #expect(ours == Array(commit[end...]))
  }
}
