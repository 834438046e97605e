/// What the bundled server does when it is asked by ioctl, for workloads that need a server's help.
///
/// The letter is `p`. The same numbers are in the server's sources.
package enum ServerIoctl {
  /// Gives every byte back inverted.
  package static func invert(_ byteCount: Int) -> IoctlCommand {
    IoctlCommand(type: 0x70, number: 1, byteCount: byteCount, takesData: true, givesData: true)
  }

  /// Asks the client for cached data by NOTIFY_RETRIEVE; takes a ``Retrieval``.
  package static let retrieve = IoctlCommand(
    type: 0x70, number: 2, byteCount: MemoryLayout<Retrieval>.size, takesData: true,
    givesData: false)

  /// Tells what the last NOTIFY_REPLY brought: a ``Retrieved``.
  package static let retrieved = IoctlCommand(
    type: 0x70, number: 3, byteCount: MemoryLayout<Retrieved>.size, takesData: false,
    givesData: true)

  /// Tells how many READs and WRITEs the server was sent: a ``RequestCounts``.
  package static let requestCounts = IoctlCommand(
    type: 0x70, number: 4, byteCount: MemoryLayout<RequestCounts>.size, takesData: false,
    givesData: true)

  /// Starts a log of READs and WRITEs.
  package static let startLog = IoctlCommand(
    type: 0x70, number: 5, byteCount: 0, takesData: false, givesData: false)

  /// Tells ``logEntries`` entries of the log, from the place on that comes first in the data.
  package static let readLog = IoctlCommand(
    type: 0x70, number: 6, byteCount: logEntries * MemoryLayout<LoggedRequest>.stride,
    takesData: true, givesData: true)

  /// Entries of the log that one ioctl tells.
  package static let logEntries = 512

  /// READs and WRITEs so far.
  package struct RequestCounts {
    /// READs.
    package var reads: UInt64 = 0
    /// WRITEs.
    package var writes: UInt64 = 0

    /// Creates counts of zero.
    package init() {}
  }

  /// One READ or WRITE that the server was sent; one of no bytes is none.
  package struct LoggedRequest: Hashable, Sendable {
    /// Where in the file, in bytes.
    package var offset: UInt64 = 0
    /// Bytes asked for, or sent.
    package var size: UInt32 = 0
    /// 1 for a WRITE.
    package var isWrite: UInt32 = 0

    /// Creates an entry that is none.
    package init() {}
  }

  /// What the server is to retrieve.
  package struct Retrieval {
    /// The node, as the server numbers it.
    package var node: UInt64
    /// Where in the file, in bytes.
    package var offset: UInt64
    /// How much, in bytes.
    package var byteCount: UInt64

    /// Creates a question.
    package init(node: NodeID, offset: UInt64, byteCount: Int) {
      self.node = node.rawValue
      self.offset = offset
      self.byteCount = UInt64(byteCount)
    }
  }

  /// What a retrieval brought.
  package struct Retrieved: Equatable {
    /// Bytes that came.
    package var byteCount: UInt64 = 0
    /// Their checksum: 64-bit FNV-1a.
    package var checksum: UInt64 = 0

    /// Creates an answer of nothing.
    package init() {}

    /// The answer that these bytes would give.
    package init(of bytes: UnsafeRawBufferPointer) {
      byteCount = UInt64(bytes.count)
      checksum = bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
  }
}
