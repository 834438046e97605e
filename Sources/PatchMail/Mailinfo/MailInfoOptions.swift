/// The switches of `git mailinfo` that `git am` hands on.
public struct MailInfoOptions: Equatable, Sendable {
  /// Drops what stands above a scissors line, as `--scissors` does.
  public var usesScissors = false
  /// Ends the message with a `Message-Id:` line, as `--message-id` does.
  public var addsMessageID = false

  /// Drops carriage returns at line ends, those inside base64 and quoted-printable too but none of
  /// format=flowed text, as `--quoted-cr=strip` does.
  public var stripsQuotedCR = false

  /// The defaults of `git am`: all off.
  public init() {}
}
