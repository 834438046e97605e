/// Tells covers, patches and replies apart.
enum MailKinds {
  static func classify(_ mails: [Mail], threads: MailThreads) -> [Mail.Kind] {
    var isParentOfPatch = Array(repeating: false, count: mails.count)
    for (position, mail) in mails.enumerated() {
      guard let parent = threads.parents[position], mail.hasDiff, !mail.prefix.isReply,
        mail.sender.email == mails[parent].sender.email
      else { continue }
      isParentOfPatch[parent] = true
    }
    return mails.indices.map { position in
      kind(
        of: mails[position], answersMail: threads.parents[position] != nil,
        isParentOfPatch: isParentOfPatch[position])
    }
  }

  /// A reply mark decides first: a reply never starts a patch, even with a diff in it.
  private static func kind(
    of mail: Mail, answersMail: Bool, isParentOfPatch: Bool
  ) -> Mail.Kind {
    let prefix = mail.prefix
    if prefix.isReply { return .reply }
    if prefix.counter == 0 { return .cover }
    if mail.hasDiff || prefix.counter != nil { return .patch }
    if mail.readable == nil, prefix.isPatch { return .patch }
    // A letter without a number over the same sender's patches.
    if isParentOfPatch { return .cover }
    if prefix.isPatch { return .patch }
    return answersMail || mail.inReplyTo != nil ? .reply : .other
  }
}
