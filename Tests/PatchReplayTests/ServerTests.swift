import Foundation
import Testing

/// The bundled server as an ordinary FUSE program: through a real mount, and at its command line.
struct ServerTests {
  static var program: String {
    Tools.products.appendingPathComponent("patch-replay-fused").path
  }

  /// A mount in a namespace of its own needs /dev/fuse and the right to make one.
  static let canMount =
    FileManager.default.isReadableFile(atPath: "/dev/fuse")
    && (try? Tools.run("unshare", ["-m", "true"]).status) == 0

  @Test(.enabled(if: canMount, "no /dev/fuse here, or no right to make a mount namespace"))
  func `files live through a real mount`() throws {
    let scratch = try Scratch()
    let source = scratch.url.appendingPathComponent("source")
    let mount = scratch.url.appendingPathComponent("mount")
    for folder in [source, mount] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    let script = """
      set -eu
      '\(Self.program)' -f -o source='\(source.path)' '\(mount.path)' & server=$!
      trap 'kill $server; wait $server || true' EXIT
      for try in $(seq 100); do mountpoint -q '\(mount.path)' && break; sleep 0.05; done
      cd '\(mount.path)'
      head -c 300000 /dev/urandom > data
      cmp data '\(source.path)/data'
      dd if=data of=direct bs=4096 count=32 oflag=direct status=none
      cmp -n 131072 data direct
      mkdir folder
      mv data folder/moved
      cmp folder/moved '\(source.path)/folder/moved'
      ln -s folder/moved link
      test "$(readlink link)" = folder/moved
      truncate -s 10 direct
      test "$(stat -c %s direct)" = 10
      chmod 640 direct
      test "$(stat -c %a direct)" = 640
      test "$(ls | tr '\\n' ' ')" = 'direct folder link '
      rm -r folder link direct
      test -z "$(ls)"
      cd /
      """
    let finished = try Tools.run("unshare", ["-m", "sh", "-c", script])
    #expect(finished.status == 0, "\(finished.text)\(finished.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: source.path).isEmpty)
  }

  @Test(arguments: [
    (["-o", "source=/no/such/folder", "/tmp"], 66, "/no/such/folder"),
    ([String](), 64, "no mountpoint"), (["-o", "max_write=1", "/tmp"], 64, "max_write=1"),
  ])
  func `a wrong command line is told`(arguments: [String], status: Int32, says: String) throws {
    let finished = try Tools.run(Self.program, arguments)
    #expect(finished.status == status)
    #expect(finished.errors.contains(says))
  }

  @Test func `it ends with its client and leaves nothing behind`() throws {
    let folder = "/dev/shm"
    func ours() throws -> Set<String> {
      Set(
        try FileManager.default.contentsOfDirectory(atPath: folder).filter {
          $0.hasPrefix("patch-replay-")
        })
    }
    let before = try ours()
    let traced = try Tools.patchReplay(
      "trace", "--op", "write", "--segments", "0:4096,100:300", "--server",
      "'\(Self.program)' -f -s {}")
    #expect(traced.status == 0, "\(traced.errors)")
    #expect(traced.text.contains("\"result\":4396"))
    #expect(try ours().subtracting(before).isEmpty)
  }
}
