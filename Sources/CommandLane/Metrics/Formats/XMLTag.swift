/// An element's beginning in XML that a test program printed, with its attributes.
struct XMLTag: Hashable, Sendable {
  let name: String
  let attributes: [String: String]

  /// The tags of some names, in order; each stands on one line, as the programs that are read here write it.
  static func all(in lines: [OutputLine], named names: Set<String>) -> [XMLTag] {
    lines.flatMap { line -> [XMLTag] in
      guard line.bytes.contains(UInt8(ascii: "<")) else { return [] }
      return line.bytes.split(separator: UInt8(ascii: "<")).dropFirst(
        line.bytes.first == UInt8(ascii: "<") ? 0 : 1
      )
      .compactMap { XMLTag($0, named: names) }
    }
  }

  private init?(_ bytes: ArraySlice<UInt8>, named names: Set<String>) {
    let head = bytes.prefix {
      !OutputLine.isBlank($0) && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/")
    }
    name = String(decoding: head, as: UTF8.self)
    guard names.contains(name) else { return nil }
    var attributes: [String: String] = [:]
    var rest = bytes[head.endIndex...]
    while let equals = rest.firstIndex(of: UInt8(ascii: "=")), equals + 1 < rest.endIndex {
      let quote = rest[equals + 1]
      guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
        let end = rest[(equals + 2)...].firstIndex(of: quote)
      else { break }
      attributes[OutputLine.trimmed(rest[..<equals])] = Self.plain(rest[(equals + 2)..<end])
      rest = rest[(end + 1)...]
    }
    self.attributes = attributes
  }

  private static func plain(_ bytes: ArraySlice<UInt8>) -> String {
    var text = String(decoding: bytes, as: UTF8.self)
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    for (entity, character) in [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&"),
    ] {
      text.replace(entity, with: character)
    }
    return text
  }
}
