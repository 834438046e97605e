import Foundation
import Testing

/// Plain words: what was hard to read once does not come back.
struct LanguageTests {
  /// A phrase, as a regular expression, with what to write instead.
  private static let banned: [(phrase: String, better: String)] = [
    ("Creates the value from its parts", "nothing: the comment repeats the code"),
    ("unless told", "(default: …)"),
    ("may be said several times", "(repeatable)"),
    ("is no key here", "unknown key …; expected …"),
    (#"\b(a|the|that) person\b"#, "user, or author where a mail's is meant"),
    (#"\binitialis"#, "initialize"),
    // In quotes it is a key of journals that were written by earlier versions.
    (#"[^"]\bsurroundings\b"#, "environment"),
    (#"[Pp]atience\b(?! sorting)"#, "timeout or deadline"),
    (#"\bTrue if\b"#, "Whether"),
  ]

  @Test func `code and documents are in plain words`() throws {
    let files = try Checkout.swiftFiles(below: "Sources") + Checkout.documents()
    for (phrase, better) in Self.banned {
      let expression = try Regex(phrase)
      for file in files {
        let found = file.text.split(separator: "\n").filter { $0.contains(expression) }
        #expect(found.isEmpty, "\(file.path): \(found); better: \(better)")
      }
    }
  }

  @Test func `no path of a machine stands in the repository`() throws {
    let expression = /\/(home|root|Users|work)\/\w/
    for file in try Checkout.swiftFiles(below: "Sources") + Checkout.documents() {
      #expect(!file.text.contains(expression), "\(file.path)")
    }
  }
}
