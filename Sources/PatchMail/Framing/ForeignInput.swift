internal import Bytes

/// Files that users pass instead of mail, known by its first bytes.
package enum ForeignInput: Sendable {
  /// Compressed with gzip, as lore serves whole threads.
  case gzip
  /// A web page, as a browser saves one.
  case page
  /// A diff without a mail around it.
  case bareDiff

  /// Looks at the first bytes; nil where it may be mail.
  ///
  /// - Parameter bytes: The whole file.
  package init?(_ bytes: [UInt8]) {
    if bytes.starts(with: [0x1F, 0x8B]) {
      self = .gzip
      return
    }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let start = (bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]).trimmedLeft
    if Self.isPage(start) {
      self = .page
    } else if Self.isDiff(start) {
      self = .bareDiff
    } else {
      return nil
    }
  }

  /// Whether there is `<!DOCTYPE html` or `<html`, also behind comments or an XML declaration.
  private static func isPage(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.first == UInt8(ascii: "<") else { return false }
    let head = bytes.prefix(1000)
    return head.endOfFirst(caseInsensitive: "<html") != nil
      || head.endOfFirst(caseInsensitive: "<!doctype html") != nil
  }

  /// Whether the first lines are those of what git, diff and Subversion write.
  private static func isDiff(_ bytes: ArraySlice<UInt8>) -> Bool {
    if bytes.hasPrefix("diff -") { return true }
    let second = bytes.firstIndex(of: ASCII.lineFeed, from: bytes.startIndex).map {
      bytes[($0 + 1)...]
    }
    guard let second else { return false }
    return bytes.hasPrefix("--- ") && second.hasPrefix("+++ ")
      || bytes.hasPrefix("Index: ") && second.hasPrefix("=====")
  }
}
