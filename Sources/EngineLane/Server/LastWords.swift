internal import CLinuxProcess
internal import Foundation
internal import FuseEngine
internal import Glibc
internal import Synchronization

/// The last lines that a server writes to its standard error, read on a thread of their own to the
/// end.
///
/// A server may leave a child behind that holds the pipe open; who asks waits for the end, but not for
/// long.
final class LastWords: Sendable {
  /// The end of the pipe that the server writes to; whoever starts the server closes it.
  let writeEnd: Int32
  private let lines = Mutex<[Substring]>([])
  private let isOver = DispatchSemaphore(value: 0)

  /// Lines that are kept, and bytes of a line that has no end.
  private static let most = (lines: 5, bytes: 4096)

  /// Opens the pipe and begins to read.
  init() throws(ErrorNumber) {
    var ends: [Int32] = [-1, -1]
    guard pipe2(&ends, O_CLOEXEC) == 0 else { throw ErrorNumber.current }
    writeEnd = ends[1]
    let readEnd = ends[0]
    Thread.detachNewThread { [self] in
      readAll(of: readEnd)
      close(readEnd)
      isOver.signal()
    }
  }

  private func readAll(of descriptor: Int32) {
    var chunk = [UInt8](repeating: 0, count: 4096)
    var pending: [UInt8] = []
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      pending += chunk[..<count]
      while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
        keep(pending[..<end])
        pending.removeSubrange(...end)
      }
      if pending.count > Self.most.bytes { pending.removeFirst(pending.count - Self.most.bytes) }
    }
    keep(pending[...])
  }

  private func keep(_ line: ArraySlice<UInt8>) {
    let text = String(decoding: line, as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    guard !text.isEmpty else { return }
    lines.withLock { lines in
      lines.append(text[...])
      if lines.count > Self.most.lines { lines.removeFirst() }
    }
  }

  /// The lines, once the server has ended.
  func text() -> String {
    _ = isOver.wait(timeout: .now() + .milliseconds(500))
    return lines.withLock { $0.joined(separator: " / ") }
  }
}
