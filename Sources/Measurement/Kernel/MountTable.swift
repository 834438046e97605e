internal import Foundation

/// The mounts that this process sees, from `/proc/self/mountinfo` (proc_pid_mountinfo(5)).
enum MountTable {
  /// The type of the file system with a device number, such as `fuse.sshfs`; nil where no mount has
  /// it.
  static func type(ofDevice device: UInt64) -> String? {
    // The C library's encoding of a device number: 12 bits major, 8 and 12 bits minor.
    let major = device >> 8 & 0xFFF
    let minor = device & 0xFF | device >> 12 & 0xFFF00
    guard let table = try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8) else {
      return nil
    }
    for line in table.split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard fields.count > 2, fields[2] == "\(major):\(minor)",
        let separator = fields.firstIndex(of: "-"), separator + 1 < fields.count
      else { continue }
      return String(fields[separator + 1])
    }
    return nil
  }
}
