extension TreePatcher {
  /// Applies a binary change as far as object ids alone allow: a deletion, or a result that the
  /// source already has.
  ///
  /// As in git, both ids must be full and the preimage must be the one named.
  func applyBinary<Source: FileSource & ~Copyable>(
    _ change: BinaryChange, _ file: FileDiff, to before: FileImage, in source: inout Source
  ) throws(Refusal<Source.Failure>) -> FileImage {
    guard let old = file.oldOid, let new = file.newOid, Self.isFull(old), Self.isFull(new) else {
      throw .reason(.binaryWithoutContent)
    }
    if file.oldPath != nil {
      let found = SHA1.blobOid(of: before.bytes)
      if found != old { throw .reason(.binaryPreimageDiffers(expected: old, found: found)) }
    }
    if new.allSatisfy({ $0 == "0" }) { return FileImage([]) }
    do throws(Source.Failure) {
      if let content = try source.blob(oid: new) { return FileImage(content) }
    } catch {
      throw .source(error)
    }
    throw .reason(change == .absent ? .binaryWithoutContent : .binaryUnsupported)
  }

  private static func isFull(_ oid: String) -> Bool {
    oid.utf8.count == 40 && oid.utf8.allSatisfy(Byte.isHex)
  }
}

/// The text that stands for a submodule in diffs.
public enum Submodule {
  private static let prefix = Array("Subproject commit ".utf8)

  /// The line git shows for a submodule at the given commit.
  public static func content(oid: String) -> [UInt8] {
    prefix + Array(oid.utf8) + [Byte.lineFeed]
  }

  /// The commit's id in hex, from such a line.
  public static func oid(in content: [UInt8]) -> String? {
    guard content.starts(with: prefix) else { return nil }
    let oid = content[prefix.count...].prefix(40)
    guard oid.count == 40, oid.allSatisfy(Byte.isHex) else { return nil }
    return String(decoding: oid, as: UTF8.self)
  }
}
