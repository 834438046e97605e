package import Foundation

/// A server of libfuse's own examples, built from the documentation that libfuse3-dev installs.
package final class LibfuseExample {
  package static let sources = "/usr/share/doc/libfuse3-dev/examples"
  /// Why there are none on this machine; nil where there are.
  package static let isMissing = !FileManager.default.fileExists(atPath: sources + "/hello.c")

  package let folder: URL
  package let program: String

  package init(_ name: String) throws {
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
    guard compiler.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }
}
