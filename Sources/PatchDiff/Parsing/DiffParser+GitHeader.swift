internal import Bytes

extension DiffParser {
  /// The lines that may follow `diff --git`, in any order.
  private enum HeaderField: CaseIterable {
    case hunk, oldName, newName, oldMode, newMode, deleted, new, copyFrom, copyTo
    case renameOld, renameNew, renameFrom, renameTo, similarity, dissimilarity, index

    var prefix: StaticString {
      switch self {
      case .hunk: "@@ -"
      case .oldName: "--- "
      case .newName: "+++ "
      case .oldMode: "old mode "
      case .newMode: "new mode "
      case .deleted: "deleted file mode "
      case .new: "new file mode "
      case .copyFrom: "copy from "
      case .copyTo: "copy to "
      case .renameOld: "rename old "
      case .renameNew: "rename new "
      case .renameFrom: "rename from "
      case .renameTo: "rename to "
      case .similarity: "similarity index "
      case .dissimilarity: "dissimilarity index "
      case .index: "index "
      }
    }
  }

  /// Reads the header that a `diff --git` line opens; nil when the text ends on that line.
  mutating func parseGitHeader(
    _ first: ArraySlice<UInt8>
  ) throws(DiffError) -> FileHeader? {
    var header = FileHeader(line: line)
    header.isNew = false
    header.isDelete = false
    header.defaultName = PathName.repeatedName(inGitLine: first, stripLevel: stripLevel)
    advance(over: first)
    while position < bytes.count {
      let current = line(at: position)
      guard current.last == ASCII.lineFeed,
        let field = HeaderField.allCases.first(where: { current.hasPrefix($0.prefix) }),
        field != .hunk
      else { break }
      try read(field, current.dropFirst(field.prefix.utf8CodeUnitCount), into: &header)
      if header.extensionCount > 1 {
        throw error(.inconsistentHeader(otherLine: header.extensionLine ?? header.line))
      }
      if header.extensionCount == 1, header.extensionLine == nil { header.extensionLine = line }
      advance(over: current)
    }
    if header.oldName == nil, header.newName == nil {
      guard let name = header.defaultName else {
        throw DiffError(reason: .missingName, line: header.line)
      }
      header.oldName = name
      header.newName = name
    }
    let lacksNew = header.newName == nil && header.isDelete != true
    let lacksOld = header.oldName == nil && header.isNew != true
    if lacksNew || lacksOld { throw DiffError(reason: .missingName, line: header.line) }
    return header
  }

  private func read(
    _ field: HeaderField, _ value: ArraySlice<UInt8>, into header: inout FileHeader
  ) throws(DiffError) {
    switch field {
    case .hunk: break
    case .oldName:
      header.oldName = try verify(header.oldName, isNull: header.isNew == true, value)
    case .newName:
      header.newName = try verify(header.newName, isNull: header.isDelete == true, value)
    case .oldMode: header.oldMode = try mode(value)
    case .newMode: header.newMode = try mode(value)
    case .deleted:
      header.isDelete = true
      header.oldName = header.defaultName
      header.oldMode = try mode(value)
    case .new:
      header.isNew = true
      header.newName = header.defaultName
      header.newMode = try mode(value)
    case .copyFrom:
      header.isCopy = true
      header.oldName = PathName.extended(value, stripLevel: stripLevel)
    case .copyTo:
      header.isCopy = true
      header.newName = PathName.extended(value, stripLevel: stripLevel)
    case .renameOld, .renameFrom:
      header.isRename = true
      header.oldName = PathName.extended(value, stripLevel: stripLevel)
    case .renameNew, .renameTo:
      header.isRename = true
      header.newName = PathName.extended(value, stripLevel: stripLevel)
    case .similarity: header.similarity = percent(value)
    case .dissimilarity: header.dissimilarity = percent(value)
    case .index: try readIndex(value, into: &header)
    }
  }

  /// Checks a `---` or `+++` line against what is known of that side.
  private func verify(
    _ known: TreePath?, isNull: Bool, _ value: ArraySlice<UInt8>
  ) throws(DiffError) -> TreePath? {
    if let known {
      if isNull { throw error(.unexpectedName(known)) }
      let found = PathName.tabTerminated(value, stripLevel: stripLevel)
      if found != known { throw error(.inconsistentName(expected: known, found: found)) }
      return known
    }
    if isNull {
      if !PathName.isDevNull(value) { throw error(.expectedDevNull) }
      return nil
    }
    return PathName.tabTerminated(value, stripLevel: stripLevel)
  }

  private func mode(_ value: ArraySlice<UInt8>) throws(DiffError) -> FileMode {
    let digits = value.prefix { $0 >= 0x30 && $0 <= 0x37 }
    guard let end = value.dropFirst(digits.count).first, ASCII.isSpace(end),
      let bits = UInt32(String(decoding: digits, as: UTF8.self), radix: 8)
    else { throw error(.invalidMode) }
    return FileMode(bits: bits)
  }

  private func percent(_ value: ArraySlice<UInt8>) -> Int? {
    guard let number = Int(String(decoding: value.prefix(while: ASCII.isDigit), as: UTF8.self)),
      number <= 100
    else { return nil }
    return number
  }

  /// Reads `<old>..<new> [mode]`; a line of another shape is passed over, as git does.
  private func readIndex(
    _ value: ArraySlice<UInt8>, into header: inout FileHeader
  ) throws(DiffError) {
    let hexMaximum = 64
    guard let dot = value.firstIndex(of: ASCII.dot), dot - value.startIndex <= hexMaximum,
      value[dot...].hasPrefix("..")
    else { return }
    let rest = value[(dot + 2)...].withoutLineFeed
    let new = rest.prefix { $0 != ASCII.space }
    guard new.count <= hexMaximum else { return }
    header.oldOid = String(decoding: value[..<dot], as: UTF8.self)
    header.newOid = String(decoding: new, as: UTF8.self)
    if new.endIndex < rest.endIndex {
      header.oldMode = try mode(value[(new.endIndex + 1)...])
    }
  }
}
