import Foundation
import Testing

/// What `doctor` says of the kernel lane, tried as somebody who is not root.
@Suite(
  .enabled(
    if: KernelLane.obstacle == nil,
    "SKIPPED, mounts cannot be made here: \(KernelLane.obstacle ?? "")"))
struct MountAdviceTests {
  /// Runs a command as a user without rights, whose `/dev/fuse` is open to all as on most systems.
  ///
  /// The device is another node over the machine's own, in a mount namespace that ends with it.
  private static func asUser(
    _ command: String, mode: Int = 666, in scratch: borrowing Scratch
  ) throws -> Finished {
    let node = scratch.url.appendingPathComponent("fuse").path
    let script = """
      mknod \(node) c 10 229 && chmod \(mode) \(node) && mount --bind \(node) /dev/fuse || exit 99
      exec setpriv --reuid 65534 --regid 65534 --clear-groups \(command)
      """
    return try Tools.run("unshare", ["--mount", "--propagation", "private", "sh", "-c", script])
  }

  private static let program = Tools.products.appendingPathComponent("patch-replay").path

  /// Why nobody else can be played here; nil where that works.
  static let obstacle: String? = {
    guard let scratch = try? Scratch(),
      let trial = try? asUser("unshare -Urm \(program) --version", in: scratch)
    else { return "unshare or setpriv does not start" }
    return trial.status == 0 ? nil : trial.errors
  }()

  @Test func `where mounts are allowed doctor has made one, and left none`() throws {
    let finished = try Tools.patchReplay("doctor")
    #expect(finished.text.contains("kernel lane     ready: a mount was made and dropped"))
  }

  @Test(
    .enabled(
      if: obstacle == nil, "SKIPPED, another user cannot be played here: \(obstacle ?? "")"))
  func `a user is told what is missing, and the advice works`() throws {
    let scratch = try Scratch()
    let refused = try Self.asUser("\(Self.program) doctor", in: scratch)
    #expect(refused.status == 0, "\(refused.errors)")
    let lines = refused.text.split(separator: "\n")
    let place = try #require(lines.firstIndex { $0.hasPrefix("kernel lane") })
    #expect(lines[place].contains("a file system cannot be mounted: Operation not permitted"))
    let advice = try #require(lines[place + 1].components(separatedBy: "root: ").last)
    let command = advice.replacingOccurrences(of: "patch-replay …", with: "\(Self.program) ")
    try #require(command.hasPrefix("unshare "), "\(lines[place + 1])")

    let kernel = "kernel --rounds 1 --workload readv:2x4k"
    let bare = try Self.asUser("\(Self.program) \(kernel)", in: Scratch())
    #expect(bare.status == 69)
    #expect(bare.errors.contains(advice), "\(bare.errors)")
    let followed = try Self.asUser(command + kernel, in: Scratch())
    #expect(followed.status == 0, "\(followed.errors)")
    #expect(followed.text.contains("kernel: readv:2x4k"))
    let help = try Tools.patchReplay("help", "kernel")
    #expect(help.text.contains(advice.replacingOccurrences(of: " …", with: " kernel")))
  }

  @Test(
    .enabled(
      if: obstacle == nil, "SKIPPED, another user cannot be played here: \(obstacle ?? "")"))
  func `a device that is closed to the user is told as that`() throws {
    let finished = try Self.asUser("\(Self.program) doctor", mode: 600, in: Scratch())
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(finished.text.contains("/dev/fuse cannot be opened: Permission denied"))
  }
}
