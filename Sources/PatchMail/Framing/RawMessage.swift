/// One message as it lies in a mailbox.
package struct RawMessage: Sendable {
  /// The message's place in the input, counted from 1.
  package let index: Int
  /// The line of the file on which the message begins, counted from 1.
  package let line: Int
  /// The name of the file or stream that the bytes came from.
  package let source: String
  /// The message's bytes, separator line included: a view of the input, not a copy.
  package let bytes: ArraySlice<UInt8>
  /// The quoting to remove to get the message that was mailed.
  let unquoting: Unquoting

  /// Makes a message out of bytes that hold one mail and nothing else, such as a maildir's file.
  ///
  /// - Parameters:
  ///   - bytes: The mail, taken as it is: no carriage return is removed.
  ///   - index: The message's place in the input, counted from 1.
  ///   - line: The line on which it begins, counted from 1.
  ///   - source: The name of the file.
  package init(bytes: ArraySlice<UInt8>, index: Int, line: Int = 1, source: String) {
    self.init(bytes: bytes, index: index, line: line, source: source, unquoting: Unquoting())
  }

  init(
    bytes: ArraySlice<UInt8>, index: Int, line: Int, source: String, unquoting: Unquoting
  ) {
    self.bytes = bytes
    self.index = index
    self.line = line
    self.source = source
    self.unquoting = unquoting
  }

  /// The file that `git mailsplit` would write for this message.
  ///
  /// A view of the input where nothing needs to change; complexity O(*n*).
  package var content: ArraySlice<UInt8> {
    unquoting.apply(to: bytes)
  }
}
