/// A call that is traced.
package enum CallOperation: String, DocumentWord, CaseIterable {
  case read, write
}

/// A kind of request with pages, by its name in `<linux/fuse.h>`.
package enum RequestOperation: String, DocumentWord {
  case read = "READ"
  case write = "WRITE"
  case ioctl = "IOCTL"
  case notifyReply = "NOTIFY_REPLY"
  case readdir = "READDIR"
}

/// A word that a document of somebody's own must not have in a place.
package struct UnknownWord: Error, Hashable, Sendable, CustomStringConvertible {
  /// The key.
  package let key: String
  /// What stands there.
  package let word: String
  /// The words that may stand there.
  package let known: [String]

  /// The key and its word, and what may stand there.
  package var description: String {
    "`\(key)` is `\(word)`; it must be \(known.map { "`\($0)`" }.joined(separator: " or "))"
  }
}

extension KeyedDecodingContainer {
  /// Reads a word, and says which ones there are where it is none of them.
  func word<Word: DocumentWord & CaseIterable>(_ type: Word.Type, forKey key: Key) throws -> Word {
    let text = try decode(String.self, forKey: key)
    guard let word = Word(rawValue: text) else {
      throw UnknownWord(
        key: key.stringValue, word: text, known: Word.allCases.map(\.rawValue))
    }
    return word
  }
}
