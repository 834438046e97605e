package import Failures
package import PatchMail

/// The mail that a use case reads, and how it is read.
package struct MailInput: Sendable {
  /// Mailboxes, maildirs, folders of mails; - for standard input.
  package var paths: [String]
  /// How `From ` lines in bodies are quoted.
  package var format = MailboxFormat.auto
  /// Whether carriage returns at line ends are kept.
  package var keepsCR = false
  /// What becomes of each mail.
  package var options = MailInfoOptions()
  /// Whether standard input may take the place of a mailbox, for advice.
  package var takesInput = true

  package init(_ paths: [String]) { self.paths = paths }

  /// The first of the mailboxes and how many there are besides, for messages.
  package var name: String {
    let first = paths.first ?? ""
    return paths.count < 2 ? first : "\(first) and \(paths.count - 1) more"
  }

  /// Reads the mailboxes and sorts their mails into series.
  ///
  /// - Throws: ``Failure`` where a file cannot be read or holds no mail.
  package func read(_ notices: Notices) throws(Failure) -> MailSet {
    let takesInput = takesInput && paths.count == 1
    var mailboxes: [Mailbox] = []
    var next = 1
    for (name, bytes) in try MailFiles.read(paths, notices) {
      let foreign = ForeignInput(bytes)
      if let foreign, foreign != .bareDiff {
        throw foreign.refusal(of: name, takesInput: takesInput)
      }
      do throws(MailboxError) {
        let mailbox = try Mailbox(
          bytes, source: name, format: format, firstIndex: next, keepsCR: keepsCR)
        next += mailbox.messages.count
        mailboxes.append(mailbox)
      } catch {
        throw Failure(error)
      }
      // Mails may follow a diff that stands in front of them by mistake.
      if let foreign, mailboxes.last?.junkLines == 0 {
        throw foreign.refusal(of: name, takesInput: takesInput)
      }
    }
    return MailSet(mailboxes, options: options)
  }
}
