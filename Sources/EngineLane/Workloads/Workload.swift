/// What is done over and over at a stage.
package struct Workload: Hashable, Sendable, CustomStringConvertible {
  /// The name as it was given, such as `writev:32x4k@512`.
  package let description: String
  /// The call that is made.
  package let call: WorkloadCall

  /// Bytes that one call moves; 0 where it moves none.
  package var byteCount: Int { call.byteCount }

  /// What throughput is told in: 10⁶ bytes a second, or calls where none are moved.
  package var unit: String { byteCount > 0 ? "MB/s" : "calls/s" }

  /// The kind of call, such as `writev`; claims are made of kinds.
  package var kind: String { String(description.prefix { $0 != ":" }) }

  /// Whether a program can ask the running kernel for it by a call of its own.
  package var isKernelCall: Bool { if case .direct = call { true } else { false } }

  /// The two of the cover letter of "fuse: optimize scatter-gather direct IO".
  package static let coverLetters = ["writev:32x4k", "readv:32x4k"]

  /// Reads a workload's name.
  ///
  /// `readv:NxS[@A]` and `writev:NxS[@A]` transfer N segments of S bytes, each starting at offset A
  /// in its page; `read:S` and `write:S` one buffer. `readpages:N` reads N pages ahead,
  /// `perform-write:S` writes S bytes through the page cache, `retrieve:S` lets the server take S
  /// cached bytes, `ioctl:S` sends S bytes and gets as many back, `metadata` opens and closes a
  /// file, `readdir` lists the root directory. `k` and `m` multiply by 1024 and 1024².
  ///
  /// - Parameter text: The name.
  /// - Throws: ``WorkloadError`` that says what is wrong with it.
  package init(_ text: String) throws(WorkloadError) {
    description = text
    call = try WorkloadCall(text)
  }
}
