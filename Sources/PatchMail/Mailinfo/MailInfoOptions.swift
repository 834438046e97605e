/// The switches of `git mailinfo` that `git am` hands on.
public struct MailInfoOptions: Equatable, Sendable {
  /// Drops what stands above a scissors line, as `--scissors` does.
  public var usesScissors = false
  /// Ends the message with a `Message-Id:` line, as `--message-id` does.
  public var addsMessageID = false

  /// The defaults of `git am`: both off.
  public init() {}
}
