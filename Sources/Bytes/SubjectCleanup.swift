/// What `git am` takes off the front of a subject.
package enum SubjectCleanup {
  /// Removes `Re:`, every `[…]`, blanks and colons in front, then joins runs of white space.
  package static func clean(_ subject: ArraySlice<UInt8>) -> [UInt8] {
    var rest = subject
    while let byte = rest.first {
      if byte == ASCII.space || byte == ASCII.tab || byte == UInt8(ascii: ":") {
        rest.removeFirst()
      } else if rest.count > 3, rest.endOfPrefix(caseInsensitive: "re:") != nil {
        rest.removeFirst(3)
      } else if byte == UInt8(ascii: "["),
        let close = rest.firstIndex(of: UInt8(ascii: "]"), from: rest.startIndex)
      {
        rest = rest[(close + 1)...]
      } else {
        break
      }
    }
    return rest.trimmed.spacesCollapsed
  }
}
