internal import Foundation

/// The mounts that this process sees, from `/proc/self/mountinfo` (proc_pid_mountinfo(5)).
enum MountTable {
  /// One line of the table.
  private struct Entry {
    /// The device's number, as `major:minor`.
    let device: Substring
    let mountpoint: String
    /// The type of the file system, such as `fuse.sshfs`.
    let type: String
  }

  /// The type of the file system with a device number; nil where no mount has it.
  static func type(ofDevice device: UInt64) -> String? {
    let (major, minor) = parts(ofDevice: device)
    return entries().first { $0.device == "\(major):\(minor)" }?.type
  }

  /// The C library's encoding of a device number: 12 bits major, 8 and 12 bits minor.
  private static func parts(ofDevice device: UInt64) -> (major: UInt64, minor: UInt64) {
    (device >> 8 & 0xFFF, device & 0xFF | device >> 12 & 0xFFF00)
  }

  /// The number, under `/sys/fs/fuse/connections`, of a FUSE file system's connection: its device's
  /// number as the kernel writes it, with 20 bits for the minor one.
  static func connection(ofDevice device: UInt64) -> UInt64 {
    let (major, minor) = parts(ofDevice: device)
    return major << 20 | minor
  }

  /// The number of the FUSE connection that a path lies on; nil where it is on another file system.
  ///
  /// Asks no file system, since the one in question may not answer; so links are not followed.
  static func connection(of path: String) -> UInt64? {
    let path = absolute(path)
    let holder = entries().filter { entry in
      path == entry.mountpoint || entry.mountpoint == "/"
        || path.hasPrefix(entry.mountpoint + "/")
    }
    // Of mounts at the same place the last one is seen.
    .reduce(nil as Entry?) { best, entry in
      entry.mountpoint.utf8.count >= best?.mountpoint.utf8.count ?? 0 ? entry : best
    }
    guard let holder, holder.type.hasPrefix("fuse") else { return nil }
    let numbers = holder.device.split(separator: ":").compactMap { UInt64($0) }
    return numbers.count == 2 ? numbers[0] << 20 | numbers[1] : nil
  }

  /// Makes a path one from the root, without names that lead up or nowhere.
  ///
  /// Foundation's ways to do that ask the file system what lies there.
  private static func absolute(_ path: String) -> String {
    let whole =
      path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    var names: [Substring] = []
    for name in whole.split(separator: "/") where name != "." {
      if name == ".." { _ = names.popLast() } else { names.append(name) }
    }
    return "/" + names.joined(separator: "/")
  }

  private static func entries() -> [Entry] {
    guard let table = try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8) else {
      return []
    }
    return table.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ")
      guard fields.count > 4, let separator = fields.firstIndex(of: "-"),
        separator + 1 < fields.count
      else { return nil }
      return Entry(
        device: fields[2], mountpoint: unescaped(fields[4]), type: String(fields[separator + 1]))
    }
  }

  /// Undoes the octal escapes of space, tab, line feed and backslash.
  private static func unescaped(_ field: Substring) -> String {
    [("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")]
      .reduce(String(field)) { $0.replacing($1.0, with: $1.1) }
  }
}
