import Foundation
import Measurement
import Testing

/// A server of libfuse's own examples, built from the documentation that libfuse3-dev installs.
final class LibfuseExample {
  static let sources = "/usr/share/doc/libfuse3-dev/examples"
  /// Why there are none on this machine; nil where there are.
  static let isMissing = !FileManager.default.fileExists(atPath: sources + "/hello.c")

  let folder: URL
  let program: String

  init(_ name: String) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    program = folder.appendingPathComponent(name).path
    // One of the examples includes the protocol's header by the name that it has in libfuse.
    try Data("#include <linux/fuse.h>\n".utf8).write(
      to: folder.appendingPathComponent("fuse_kernel.h"))
    let compiler = Process()
    compiler.executableURL = URL(fileURLWithPath: "/bin/sh")
    compiler.arguments = [
      "-c",
      "gcc -w -I'\(folder.path)' '\(Self.sources)/\(name).c' -o '\(program)' "
        + "$(pkg-config --cflags --libs fuse3)",
    ]
    try compiler.run()
    compiler.waitUntilExit()
    try #require(compiler.terminationStatus == 0, "\(name) does not build")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The server on one end of a socket pair.
  func place(_ options: String = "-f") -> ServerPlace {
    .command(ServerCommand("'\(program)' \(options) {}"))
  }
}
