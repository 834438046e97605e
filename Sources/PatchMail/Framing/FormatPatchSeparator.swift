internal import Bytes

/// The separator line that `git format-patch` writes: a commit id and a date that never changes.
enum FormatPatchSeparator {
  static func matches(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.hasPrefix("From ") else { return false }
    let id = line.dropFirst(5).prefix(40)
    let isHex = id.allSatisfy { ASCII.hexValue($0) != nil && ASCII.lowercased($0) == $0 }
    return isHex && line.dropFirst(45).elementsEqual(" Mon Sep 17 00:00:00 2001\n".utf8)
  }
}
