/// How a mailbox quotes body lines that look like separator lines.
package enum MailboxFormat: String, Sendable, CaseIterable {
  /// Look at the separator lines and decide; see ``Mailbox/init(_:source:format:keepsCR:)``.
  case auto
  /// `>From ` in a body is left as it is, as `git mailsplit` does by default.
  case mboxo
  /// One `>` is taken from every `>From `, `>>From ` …, as `git mailsplit --mboxrd` does.
  case mboxrd
}
