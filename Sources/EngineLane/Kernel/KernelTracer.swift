package import Documents
package import FuseEngine
internal import Glibc
internal import PeerProtocol
internal import Rounds

/// Looks at the requests that the running kernel makes of direct-I/O calls, as the server saw them.
package enum KernelTracer {
  /// Makes each call on a sparse file of a mount, and asks the server what it was sent.
  ///
  /// - Parameters:
  ///   - shapes: The calls.
  ///   - byteCount: How far they reach.
  ///   - command: The server; it must keep a log, as the bundled one does.
  /// - Returns: A line for each call, without what only the engine counts.
  /// - Throws: ``MountError`` or ``TraceError``.
  package static func trace(
    _ shapes: [CallShape], byteCount: UInt64, against command: ServerCommand
  ) async throws -> [KernelTraceLine] {
    let mount = try DetachedMount()
    return try await ServerProcess.serve(command, on: mount.device, stop: StopToken()) { _ in
      await onThread {
        defer { mount.end() }
        let file = try TracedFile(adopting: mount.makeFile("trace"), byteCount: byteCount)
        return try shapes.map { try file.line(for: $0) }
      }
    }
  }
}

/// A file whose server keeps a log.
private final class TracedFile {
  private let descriptor: Int32
  private let pattern = Pattern()

  init(adopting descriptor: Int32, byteCount: UInt64) throws {
    self.descriptor = descriptor
    guard ftruncate(descriptor, off_t(clamping: byteCount)) == 0 else {
      throw TraceError("the file cannot be made \(byteCount) bytes long: \(ErrorNumber.current)")
    }
  }

  deinit { close(descriptor) }

  func line(for shape: CallShape) throws -> KernelTraceLine {
    guard ioctl(descriptor, UInt(ServerIoctl.startLog.rawValue)) == 0 else {
      throw TraceError("the server keeps no log of its requests: \(ErrorNumber.current)", .noLog)
    }
    let buffers = try SegmentBuffers(shape.segments, unmapped: shape.fault)
    let result = buffers.withVector { vector in
      switch shape.direction {
      case .read: return vector.read(from: descriptor, at: shape.offset)
      case .write:
        pattern.fill(vector, at: shape.offset)
        return vector.write(to: descriptor, at: shape.offset)
      }
    }
    return KernelTraceLine(
      op: CallOperation(shape.direction), offset: shape.offset, result: result,
      requests: try log().map {
        KernelTraceRequest(
          op: $0.isWrite == 1 ? .write : .read, offset: $0.offset, size: Int($0.size))
      })
  }

  /// What the server was sent since the log was started.
  private func log() throws -> [ServerIoctl.LoggedRequest] {
    var entries: [ServerIoctl.LoggedRequest] = []
    while true {
      var page = [ServerIoctl.LoggedRequest](repeating: .init(), count: ServerIoctl.logEntries)
      // The place to go on from comes first in the data.
      page[0].offset = UInt64(entries.count)
      guard ioctl(descriptor, UInt(ServerIoctl.readLog.rawValue), &page) == 0 else {
        throw TraceError("the server's log cannot be read: \(ErrorNumber.current)", .noLog)
      }
      let found = page.prefix { $0.size > 0 }
      entries += found
      if found.count < page.count { return entries }
    }
  }
}
