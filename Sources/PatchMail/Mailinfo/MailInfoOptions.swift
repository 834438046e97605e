/// The switches of `git mailinfo` that `git am` hands on.
package struct MailInfoOptions: Equatable, Sendable {
  /// Drops what stands above a scissors line, as `--scissors` does.
  package var usesScissors = false
  /// Ends the message with a `Message-Id:` line, as `--message-id` does.
  package var addsMessageID = false

  /// Drops carriage returns at line ends, those inside base64 and quoted-printable too but none of
  /// format=flowed text, as `--quoted-cr=strip` does.
  package var stripsQuotedCR = false

  /// The defaults of `git am`: all off.
  package init() {}
}
