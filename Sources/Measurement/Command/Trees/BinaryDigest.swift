internal import Foundation
internal import PatchDiff

/// One digest over the programs and libraries in a tree, to see whether a patch changed any.
enum BinaryDigest {
  /// Returns the digest of all ELF programs and shared libraries; nil where there are none.
  static func of(_ folder: String) -> String? {
    guard let names = FileManager.default.enumerator(atPath: folder) else { return nil }
    var parts: [String] = []
    for case let name as String in names {
      let path = folder + "/" + name
      guard isProgram(path), let data = FileManager.default.contents(atPath: path) else {
        continue
      }
      parts.append(name + " " + CacheKey.hex(SHA1.digest(of: data)))
    }
    return parts.isEmpty ? nil : CacheKey.digest(parts.sorted())
  }

  /// Whether the file is an ELF executable or shared object (elf.h: `e_type` 2 or 3).
  private static func isProgram(_ path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path),
      let type = try? FileManager.default.attributesOfItem(atPath: path)[.type]
        as? FileAttributeType, type == .typeRegular
    else { return false }
    defer { try? file.close() }
    guard let head = try? file.read(upToCount: 18), head.count == 18,
      head.prefix(4).elementsEqual([0x7F, 0x45, 0x4C, 0x46])
    else { return false }
    return [2, 3].contains(max(head[16], head[17]))
  }
}
