import Foundation
import Testing

/// What `inspect` says of the fixtures, and that git reads the same out of each mail.
struct FixtureMailTests {
  static let mailboxes = [
    "fuse-dio-v2.mbox", "fuse-dio-v1.mbox", "fuse-dio-v2-list-copy.mbox",
    "broken/missing-patch.mbox", "broken/out-of-order.mbox", "broken/two-versions.mbox",
    "broken/does-not-apply.mbox", "broken/reply-among.mbox",
  ]

  @Test(arguments: mailboxes)
  func `every mail is read byte for byte as git mailinfo reads it`(name: String) throws {
    let scratch = try Scratch()
    let split = scratch.url.appendingPathComponent("mails")
    try FileManager.default.createDirectory(at: split, withIntermediateDirectories: true)
    let quoting = name.contains("list-copy") ? ["--mboxrd"] : []
    let count = try Tools.run(
      "git", ["mailsplit"] + quoting + ["-o\(split.path)", Tools.fixture(name)])
    let inspected = try Tools.patchReplay("inspect", "--json", "--mailinfo", Tools.fixture(name))
    let messages = try #require(try inspected.json()["messages"] as? [[String: Any]])
    #expect(count.text == "\(messages.count)\n")
    for (index, message) in messages.enumerated() {
      let mail = try Data(
        contentsOf: split.appendingPathComponent(String(format: "%04d", index + 1)))
      let info = try Tools.run("git", ["mailinfo", "msg", "patch"], in: scratch.url, input: mail)
      let ours = try #require(message["mailinfo"] as? [String: String])
      let fields = [
        ("Author", "author"), ("Email", "email"), ("Subject", "subject"),
        ("Date", "date"),
      ]
      let expected = fields.map { "\($0): \(ours[$1] ?? "")\n" }.joined() + "\n"
      #expect(info.text == expected)
      let body = try Data(contentsOf: scratch.url.appendingPathComponent("msg"))
      let patch = try Data(contentsOf: scratch.url.appendingPathComponent("patch"))
      #expect(ours["message"] == String(decoding: body, as: UTF8.self))
      #expect(ours["patch"] == String(decoding: patch, as: UTF8.self))
    }
  }

  @Test(arguments: ["fuse-dio-v2.mbox", "fuse-dio-v2-list-copy.mbox"])
  func `all eleven patches are found and mapped to their stages`(name: String) throws {
    let inspected = try Tools.patchReplay("inspect", "--json", Tools.fixture(name))
    #expect(inspected.status == 0)
    let series = try #require((try inspected.json()["series"] as? [[String: Any]])?.first)
    #expect(series["version"] as? Int == 2)
    #expect(series["expected"] as? Int == 11)
    #expect(series["complete"] as? Bool == true)
    #expect(series["cover"] as? Int == 1)
    #expect((series["problems"] as? [Any])?.isEmpty == true)
    let patches = try #require(series["patches"] as? [[String: Any]])
    let stages = patches.compactMap { ($0["stage"] as? [String: Any])?["number"] as? Int }
    #expect(stages == Array(1...11))
    let claims = try #require(series["claims"] as? [[String: Any]])
    #expect(claims.map { $0["before"] as? Double } == [107, 114])
    #expect(claims.map { $0["after"] as? Double } == [480, 569])
  }

  @Test func `patch ids are those of git`() throws {
    let scratch = try Scratch()
    let inspected = try Tools.patchReplay(
      "inspect", "--json", Tools.fixture("fuse-dio-v2.mbox"))
    let series = try #require((try inspected.json()["series"] as? [[String: Any]])?.first)
    let patches = try #require(series["patches"] as? [[String: Any]])
    let mailbox = try Data(contentsOf: URL(fileURLWithPath: Tools.fixture("fuse-dio-v2.mbox")))
    let identifiers = try Tools.run(
      "git", ["patch-id", "--stable"], in: scratch.url, input: mailbox)
    let expected = identifiers.text.split(separator: "\n").map { String($0.prefix(40)) }
    #expect(patches.compactMap { $0["patch_id"] as? String } == expected)
  }

  @Test(arguments: [
    ("missing-patch", 1, "missing-patch"), ("out-of-order", 0, "out-of-order"),
    ("two-versions", 0, "several-versions"),
  ])
  func `what is wrong with a series has a code`(
    name: String, status: Int32, code: String
  ) throws {
    let inspected = try Tools.patchReplay(
      "inspect", "--json", Tools.fixture("broken/\(name).mbox"))
    #expect(inspected.status == status)
    let series = try #require(try inspected.json()["series"] as? [[String: Any]])
    let codes = series.flatMap { ($0["problems"] as? [[String: Any]]) ?? [] }
      .compactMap { $0["code"] as? String }
    #expect(codes.contains(code))
  }

  @Test func `a reply is set apart and its trailer goes to the patch`() throws {
    let inspected = try Tools.patchReplay(
      "inspect", "--json", Tools.fixture("broken/reply-among.mbox"))
    #expect(inspected.status == 0)
    let document = try inspected.json()
    let kinds = (document["messages"] as? [[String: Any]])?.compactMap { $0["kind"] as? String }
    #expect(kinds == ["patch", "reply", "patch"])
    let series = try #require((document["series"] as? [[String: Any]])?.first)
    let first = try #require((series["patches"] as? [[String: Any]])?.first)
    let keys = (first["trailers"] as? [[String: Any]])?.compactMap { $0["key"] as? String }
    #expect(keys == ["Signed-off-by", "Reviewed-by"])
  }
}
