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
    // The C library's encoding of a device number: 12 bits major, 8 and 12 bits minor.
    let major = device >> 8 & 0xFFF
    let minor = device & 0xFF | device >> 12 & 0xFFF00
    return entries().first { $0.device == "\(major):\(minor)" }?.type
  }

  /// The number, under `/sys/fs/fuse/connections`, of the FUSE connection that a path lies on: its
  /// device's minor number; nil where the path is on another file system.
  ///
  /// Asks no file system, since the one in question may not answer; so links are not followed.
  static func connection(of path: String) -> Int? {
    let path = URL(fileURLWithPath: path).standardized.path
    let holder = entries().filter { entry in
      path == entry.mountpoint || entry.mountpoint == "/"
        || path.hasPrefix(entry.mountpoint + "/")
    }
    // Of mounts at the same place the last one is seen.
    .reduce(nil as Entry?) { best, entry in
      entry.mountpoint.utf8.count >= best?.mountpoint.utf8.count ?? 0 ? entry : best
    }
    guard let holder, holder.type.hasPrefix("fuse") else { return nil }
    return holder.device.split(separator: ":").last.flatMap { Int($0) }
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
