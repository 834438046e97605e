import Foundation
import PatchDiff
import PatchGit
import TestSupport

/// One commit that a test makes, to be sent as a patch.
struct SampleCommit {
  var author = "A U Thor <author@example.com>"
  var date = "1348072270 +0400"
  var message: String
  var files: [TreePath: FileVersion]
}

extension GitOracle {
  static var committer: Identity { Identity(name: "C", email: "c@example.com") }

  /// Commits the files on the current branch.
  func commit(_ commit: SampleCommit) throws {
    try load(commit.files)
    let parts = commit.author.split(separator: "<")
    try run(
      ["commit", "-q", "--allow-empty", "--cleanup=verbatim", "-F", "-"],
      input: Array(commit.message.utf8),
      environment: [
        "GIT_AUTHOR_NAME": String(parts[0]).trimmingCharacters(in: .whitespaces),
        "GIT_AUTHOR_EMAIL": String(parts[1].dropLast()), "GIT_AUTHOR_DATE": commit.date,
      ])
  }

  /// Makes branch `base` hold the first commit and gives the others as an mbox.
  func send(_ commits: [SampleCommit], options: [String] = []) throws -> [UInt8] {
    for (index, sample) in commits.enumerated() {
      try commit(sample)
      if index == 0 { try run(["branch", "base"]) }
    }
    return try run(["format-patch", "--stdout", "base..main"] + options).bytes
  }

  struct Mailed {
    let commits: [String]
    let trees: [String]
    let status: Int32
  }

  /// What `git am` makes of an mbox on a branch of its own; the work tree is left on that branch.
  func am(_ mbox: [UInt8], onto base: String = "base", options: [String] = []) throws -> Mailed {
    try run(["checkout", "-q", "-f", "-B", "am", base])
    let output = try run(["am", "-q", "--committer-date-is-author-date"] + options, input: mbox)
    if output.status != 0 { try run(["am", "--quit"]) }
    let log = try run(["log", "--reverse", "--format=%H %T", "\(base)..am"]).text
    let lines = log.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    return Mailed(commits: lines.map { $0[0] }, trees: lines.map { $0[1] }, status: output.status)
  }

  /// The patches of an mbox as `git mailinfo` reads them; dates come from the Date header.
  func patches(in mbox: [UInt8]) throws -> [PatchToApply] {
    let folder = directory.appendingPathComponent(".git/mails").path
    try? FileManager.default.removeItem(atPath: folder)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let count = Int(
      try run(["mailsplit", "--keep-cr", "-o\(folder)"], input: mbox).text.prefix { $0 != "\n" })
    return try (0..<(count ?? 0)).map { index in
      let number = index + 1
      let name = String(repeating: "0", count: 4 - String(number).count) + String(number)
      let mail = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
      let info = try run(
        ["mailinfo", "\(folder)/msg", "\(folder)/patch"], input: Array(mail)
      ).bytes
      func field(_ key: String) -> [UInt8] {
        let line = info.split(separator: 10).first { $0.starts(with: Array("\(key): ".utf8)) }
        return Array((line ?? []).dropFirst(key.utf8.count + 2))
      }
      return PatchToApply(
        number: number, author: Identity(name: field("Author"), email: field("Email")),
        date: try date(String(decoding: field("Date"), as: UTF8.self)),
        message: CommitMessage.joined(
          subject: field("Subject"),
          body: Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/msg")))),
        patch: ParsedPatch(Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/patch")))))
    }
  }

  private func date(_ header: String) throws -> CommitDate {
    let ident = try run(["var", "GIT_AUTHOR_IDENT"], environment: ["GIT_AUTHOR_DATE": header])
    let words = ident.text.split(whereSeparator: \.isWhitespace)
    let zone = Int(words[words.count - 1]) ?? 0
    let minutes = (abs(zone) / 100 * 60 + abs(zone) % 100) * (zone < 0 ? -1 : 1)
    return CommitDate(timestamp: Int64(words[words.count - 2]) ?? 0, offsetMinutes: minutes)
  }

  /// Every file of the repository's own folder with its size and time, to see whether anything was
  /// written.
  func fingerprint() throws -> [String] {
    let root = directory.appendingPathComponent(".git")
    let walk = FileManager.default.enumerator(atPath: root.path)
    return try (walk?.compactMap { $0 as? String } ?? []).sorted().map { name in
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(root.path)/\(name)")
      return "\(name) \(attributes[.size] ?? 0) \(attributes[.modificationDate] ?? 0)"
    }
  }
}
