internal import Bytes

/// What `git mailinfo` gets out of a mail.
package struct MailInfo: Equatable, Sendable {
  /// The author's name; nil if the mail has no `From`.
  package let author: [UInt8]?
  /// The author's address; nil if the mail has no `From`.
  package let email: [UInt8]?
  /// The subject without reply marks and brackets; nil if the mail has none.
  package let subject: [UInt8]?
  /// The date as written, blanks joined; nil if the mail has none.
  package let date: [UInt8]?
  /// The commit message below the subject, in UTF-8 if the mail names its charset.
  package let message: [UInt8]
  /// All from the first patch line on: notes, diffstat, diff, signature.
  package let patch: [UInt8]
  /// Whether the text was format=flowed, so blanks at line ends may be lost.
  package let isFlowed: Bool

  /// Reads a mail as `git mailinfo` does.
  ///
  /// - Parameters:
  ///   - message: The mail.
  ///   - options: The switches of `git mailinfo`.
  /// - Throws: ``MailError`` where `git mailinfo` fails.
  package init(
    _ message: RawMessage, options: MailInfoOptions = MailInfoOptions()
  ) throws(MailError) {
    let content = message.content
    var parser = MailInfoParser(content, options: options)
    do throws(MailError.Reason) {
      self = try parser.parse()
    } catch {
      let read = content.countNewlines(before: parser.position)
      throw MailError(
        source: message.source, message: message.index, line: message.line + max(0, read - 1),
        reason: error)
    }
  }

  init(
    headers: MailHeaderValues, message: [UInt8], patch: [UInt8], isFlowed: Bool
  ) {
    let from = headers.from.map { Person(field: $0[...].spacesCollapsed[...]) }
    author = from?.nameBytes
    email = from?.emailBytes
    subject = headers.subject.map { SubjectCleanup.clean($0[...]) }
    date = headers.date.map { $0[...].spacesCollapsed }
    self.message = message
    self.patch = patch
    self.isFlowed = isFlowed
  }

  /// What `git mailinfo` writes to its standard output.
  package var info: [UInt8] {
    var result: [UInt8] = []
    func add(_ name: String, _ value: [UInt8]?) {
      guard let value else { return }
      result += Array("\(name): ".utf8) + value + [ASCII.lineFeed]
    }
    add("Author", author)
    add("Email", email)
    add("Subject", subject)
    add("Date", date)
    return result + [ASCII.lineFeed]
  }

  /// The date, read; nil if there is none or it cannot be read.
  package var parsedDate: MailDate? {
    date.flatMap { MailDate($0[...]) }
  }

  /// The commit message as `git am` makes it: subject, blank line, message; white space at line
  /// ends gone, runs of blank lines made one, one line feed at the end.
  package var commitMessage: [UInt8] {
    MessageCleanup.strip((subject ?? []) + [ASCII.lineFeed, ASCII.lineFeed] + message)
  }
}
