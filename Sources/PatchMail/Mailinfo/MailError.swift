/// Why a mail gives no author, message and patch: `git mailinfo` refuses it too.
package struct MailError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is wrong with the mail.
  package enum Reason: Error, Equatable, Sendable {
    /// There is nothing but white space.
    case empty
    /// A header holds `=?` that does not begin a well-formed encoded word (RFC 2047).
    case malformedEncodedWord
    /// The charset is not known, or the text is not valid in it.
    case cannotConvert(charset: String)
    /// More than four multipart boundaries are open at once.
    case tooManyBoundaries
    /// A NUL in a header that becomes part of the commit.
    case nulInHeader(field: String)
  }

  /// The name of the file.
  package let source: String
  /// The message's place in the input, counted from 1.
  package let message: Int
  /// The line of the file at or before which the fault was found, counted from 1.
  package let line: Int
  /// What is wrong.
  package let reason: Reason

  /// One sentence: file, line, message and what is wrong.
  package var description: String {
    "\(source):\(line): message \(message): \(reason)"
  }
}

extension MailError.Reason: CustomStringConvertible {
  /// What is wrong, without the place.
  package var description: String {
    switch self {
    case .empty: "the mail is empty"
    case .malformedEncodedWord: "a header holds a malformed encoded word (=?charset?B?…?=)"
    case .cannotConvert(let charset): "the text cannot be converted from charset '\(charset)'"
    case .tooManyBoundaries: "more than four multipart boundaries are nested"
    case .nulInHeader(let field): "the \(field) header holds a NUL byte"
    }
  }
}
