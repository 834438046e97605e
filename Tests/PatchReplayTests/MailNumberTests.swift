import Foundation
import Testing

/// The fixture with other patches among its own: what is measured and counted is told with the number
/// and the subject that the mail has.
struct MailNumberTests {
  private static let harmless = """
    From 0000000000000000000000000000000000000001 Mon Sep 17 00:00:00 2001
    Message-ID: <harmless@example.org>
    In-Reply-To: <%@>
    From: A. Author <a@example.org>
    Date: Wed, 19 Sep 2012 20:31:11 +0400
    Subject: [PATCH v2 %@/12] docs: mend a word

    Signed-off-by: A. Author <a@example.org>
    ---
     notes.txt | 1 +
     1 file changed, 1 insertion(+)

    diff --git a/notes.txt b/notes.txt
    new file mode 100644
    index 0000000..d95f3ad
    --- /dev/null
    +++ b/notes.txt
    @@ -0,0 +1 @@
    +content
    --
    2.39.5


    """

  /// The fixture with a harmless patch behind so many of its own, renumbered.
  private static func mailbox(behind count: Int, in scratch: borrowing Scratch) throws -> String {
    let whole = try String(contentsOfFile: Tools.fixture("fuse-dio-v2.mbox"), encoding: .utf8)
    var mails = whole.components(separatedBy: "\nFrom ").enumerated().map {
      ($0 == 0 ? "" : "From ") + $1 + "\n"
    }
    func number(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let cover = try #require(mails[0].firstMatch(of: /Message-ID: <([^>]*)>/)?.1)
    for patch in 0...11 {
      let new = patch > count ? patch + 1 : patch
      mails[patch] = mails[patch].replacing(
        "[PATCH v2 \(number(patch))/11]", with: "[PATCH v2 \(number(new))/12]")
    }
    mails.insert(
      harmless.replacing("<%@>", with: "<\(cover)>").replacing("%@", with: number(count + 1)),
      at: count + 1)
    return try scratch.file("twelve.mbox", mails.joined())
  }

  private func stages(_ arguments: String...) throws -> (rows: [[String: Any]], run: [String: Any])
  {
    let finished = try Tools.patchReplay(
      ["replay"] + arguments
        + ["--workload", "writev:8x4k", "--lane", "engine", "--rounds", "1", "--json"])
    try #require(finished.status == 0, "\(finished.errors)")
    let run = try finished.json()
    let lane = (run["lanes"] as? [String: Any])?["engine"] as? [String: Any]
    return (
      try #require((lane?["workloads"] as? [[String: Any]])?.first?["stages"] as? [[String: Any]]),
      run
    )
  }

  private static func requests(_ row: [String: Any]) -> Double? {
    (row["counters"] as? [String: Any])?["requests_per_call"] as? Double
  }

  @Test(arguments: [0, 5])
  func `a harmless patch moves all numbers behind it`(behind: Int) throws {
    let scratch = try Scratch()
    let (rows, run) = try stages(Self.mailbox(behind: behind, in: scratch))
    #expect(rows.map { $0["number"] as? Int } == Array(0...11))
    #expect(rows.dropFirst().map { $0["step"] as? Int } == Array(1...11))
    let numbers = (1...11).map { $0 > behind ? $0 + 1 : $0 }
    #expect(rows.dropFirst().map { $0["patch"] as? Int } == numbers)
    let culprit = try #require(rows.first { Self.requests($0) == 1 })
    #expect(culprit["patch"] as? Int == 11)
    #expect(culprit["subject"] as? String == "fuse: optimize fuse_get_user_pages()")
    let counted = try #require(run["counted"] as? [String: Any])
    let changes = try #require(counted["behaviour_changes"] as? [[String: Any]])
    let retrieve = behind == 0 ? 4 : 3
    #expect(changes.map { $0["patch"] as? Int } == [retrieve, 10, 10, 11])
    let promises = try #require(counted["promises"] as? [[String: Any]])
    #expect(promises.map { $0["patch"] as? Int } == numbers)
  }

  @Test func `a patch that is left out moves no numbers`() throws {
    let (rows, _) = try stages(Tools.fixture("fuse-dio-v2.mbox"), "--without", "3")
    #expect(rows.map { $0["number"] as? Int } == Array(0...10))
    #expect(rows.dropFirst().map { $0["patch"] as? Int } == [1, 2] + Array(4...11))
    #expect(rows.first { Self.requests($0) == 1 }?["patch"] as? Int == 10)
  }

  @Test func `an earlier version has the numbers of its own mails`() throws {
    let (rows, run) = try stages(Tools.fixture("fuse-dio-v1.mbox"), "--without", "10")
    let patches = try #require((run["series"] as? [String: Any])?["patches"] as? [[String: Any]])
    for row in rows.dropFirst() {
      let patch = try #require(patches.first { $0["number"] as? Int == row["patch"] as? Int })
      let stage = try #require(patch["stage"] as? [String: Any])
      #expect(stage["number"] as? Int == row["step"] as? Int)
      #expect(patch["subject"] as? String == row["subject"] as? String)
    }
  }

  @Test func `what does not fit together is told with the numbers of the mails`() throws {
    let scratch = try Scratch()
    let mailbox = try Self.mailbox(behind: 0, in: scratch)
    let finished = try Tools.patchReplay("replay", mailbox, "--without", "10")
    #expect(finished.status == 64)
    #expect(
      finished.errors.contains("patch 11 (fuse: optimize fuse_get_user_pages()) needs patch 10"))
  }
}
