internal import Bytes

/// What can be wrong with one patch's mail.
enum MailProblems {
  static func of(_ mail: Mail, number: Int) -> [Problem] {
    switch mail.info {
    case .failure(let error): [unreadable(error, patch: number)]
    case .success(let info): header(mail, info, number) + body(mail, info, number)
    }
  }

  static func unreadable(_ error: MailError, patch: Int?) -> Problem {
    let code: Problem.Code
    if case .cannotConvert = error.reason {
      code = .unknownCharset
    } else {
      code = .unreadableMail
    }
    return Problem(.error, code, patch: patch, mail: error.message, error.description)
  }

  private static func header(_ mail: Mail, _ info: MailInfo, _ number: Int) -> [Problem] {
    var problems: [Problem] = []
    let index = mail.raw.index
    if info.parsedDate == nil {
      problems.append(
        Problem(
          info.date == nil ? .warning : .error, .unreadableDate, patch: number, mail: index,
          info.date == nil
            ? "mail \(index) has no date: git am would take the time of applying"
            : "mail \(index) has a date that git cannot read: '\(info.date?.text ?? "")'"))
    }
    if info.author?.isEmpty != false || info.email?.isEmpty != false {
      problems.append(
        Problem(
          .error, .missingAuthor, patch: number, mail: index,
          "mail \(index) has no author's name and address: git am refuses it"))
    }
    return problems
  }

  private static func body(_ mail: Mail, _ info: MailInfo, _ number: Int) -> [Problem] {
    var problems: [Problem] = []
    let index = mail.raw.index
    func add(_ severity: Problem.Severity, _ code: Problem.Code, _ text: String) {
      problems.append(Problem(severity, code, patch: number, mail: index, text))
    }
    let patch = info.patch[...]
    if !mail.hasDiff {
      add(.error, .noDiff, "mail \(index) is patch \(number) but holds no diff")
    } else if let line = PatchText.firstBrokenLine(in: patch) {
      add(
        .error, .wrappedDiff,
        "the diff in mail \(index) is damaged: line \(line) of its patch part is not a line of a hunk; "
          + "a mailer may have broken long lines")
    }
    if PatchText.hasCarriageReturns(in: patch) {
      add(.warning, .crlf, "lines of the diff in mail \(index) end in a carriage return")
    }
    if info.isFlowed {
      add(
        .warning, .flowedText,
        "mail \(index) is format=flowed: blanks at the ends of lines may be lost")
    }
    if !mail.raw.unquoting.stripsMboxrd,
      mail.raw.bytes.firstIndex(of: "\n>From ", from: mail.raw.bytes.startIndex) != nil
    {
      add(
        .note, .mboxrdFrom,
        "mail \(index) holds a line '>From …'; its '>' is kept, as the mailbox is not mboxrd")
    }
    return problems
  }
}
