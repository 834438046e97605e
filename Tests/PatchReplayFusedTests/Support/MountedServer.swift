import Foundation
import Glibc

/// A server with a real mount, in a mount namespace of its own: whatever a test does, the mount
/// goes with the process and nobody else sees it.
final class MountedServer {
  /// Why no mount can be made here, nil when one can.
  static let obstacle: String? = {
    guard access("/dev/fuse", R_OK | W_OK) == 0 else { return "/dev/fuse cannot be opened" }
    guard let trial = try? ChildProcess.run("unshare", "--mount", "true"), trial.status == 0
    else { return "no private mount namespace (unshare --mount), which takes root" }
    return nil
  }()

  let source: TemporaryDirectory
  let process: ChildProcess
  private let mountpoint: TemporaryDirectory

  init(_ options: String...) throws {
    source = try TemporaryDirectory()
    mountpoint = try TemporaryDirectory()
    process = try ChildProcess(
      ["unshare", "--mount", "--propagation", "private", ChildProcess.server, "-f"] + options
        + ["-o", "source=\(source.path)", mountpoint.path])
    for _ in 0..<3000 where !isMounted { usleep(10_000) }
    guard isMounted else {
      kill(process.processID, SIGKILL)
      throw ChildProcess.Failure(description: "no mount: \(try process.readOutput())")
    }
  }

  /// Whether the process's own mount table has the mount.
  var isMounted: Bool {
    let table = try? String(contentsOfFile: "/proc/\(process.processID)/mounts", encoding: .utf8)
    return table?.contains(" \(mountpoint.path) fuse.patch-replay-fused ") ?? false
  }

  /// A file behind the mount, reached through the namespace of the process.
  func path(_ name: String) -> String {
    "/proc/\(process.processID)/root\(mountpoint.path)/\(name)"
  }

  /// Ends the server; returns its exit status and, of one started with `-d`, its log.
  func stop() throws -> (status: Int32, log: String) {
    kill(process.processID, SIGTERM)
    let log = try process.readOutput()
    return (process.wait(), log)
  }
}
