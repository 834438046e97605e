internal import Bytes

extension TreePatcher {
  /// Applies a binary change; the result is what the source already has under the new id, or else
  /// what the patch's own data makes.
  ///
  /// As in git, both ids must be full, the preimage must be the one named, and so must the result;
  /// data that cannot be inflated, the way back included, spoils the patch.
  func applyBinary<Source: FileSource & ~Copyable>(
    _ change: BinaryChange, _ file: FileDiff, to before: FileImage, in source: inout Source
  ) throws(Refusal<Source.Failure>) -> FileImage {
    var forward: InflatedHunk?
    if case .patch(let hunk, let reverse) = change {
      do throws(BinaryFault) {
        forward = try InflatedHunk(hunk)
        if let reverse { _ = try InflatedHunk(reverse) }
      } catch {
        throw .reason(.binaryCorrupt(error))
      }
    }
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
    guard let forward else { throw .reason(.binaryWithoutContent) }
    let content: [UInt8]
    do throws(BinaryFault) {
      content = try forward.content(from: before.bytes)
    } catch {
      throw .reason(.binaryCorrupt(error))
    }
    let found = SHA1.blobOid(of: content)
    if found != new { throw .reason(.binaryResultDiffers(expected: new, found: found)) }
    return FileImage(content)
  }

  private static func isFull(_ oid: String) -> Bool {
    oid.utf8.count == 40 && oid.utf8.allSatisfy(ASCII.isHex)
  }
}

/// The text that stands for a submodule in diffs.
package enum Submodule {
  private static let prefix = Array("Subproject commit ".utf8)

  /// The line git shows for a submodule at the given commit.
  package static func content(oid: String) -> [UInt8] {
    prefix + Array(oid.utf8) + [ASCII.lineFeed]
  }

  /// The commit's id in hex, from such a line.
  package static func oid(in content: [UInt8]) -> String? {
    guard content.starts(with: prefix) else { return nil }
    let oid = content[prefix.count...].prefix(40)
    guard oid.count == 40, oid.allSatisfy(ASCII.isHex) else { return nil }
    return String(decoding: oid, as: UTF8.self)
  }
}
