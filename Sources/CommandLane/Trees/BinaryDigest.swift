internal import Bytes
internal import Foundation

/// One digest over the programs and libraries in a tree, to see whether a patch changed any.
enum BinaryDigest {
  /// Returns the digest of all ELF programs and shared libraries; nil where there are none.
  static func of(_ folder: String) -> String? {
    let parts = programs(in: folder).compactMap { name in
      FileManager.default.contents(atPath: folder + "/" + name).map {
        name + " " + CacheKey.hex(SHA1.digest(of: $0))
      }
    }
    return parts.isEmpty ? nil : CacheKey.digest(parts.sorted())
  }

  /// The paths of all ELF programs and shared libraries.
  static func programs(in folder: String) -> [String] {
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return names.filter { isProgram(folder + "/" + $0) }
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
