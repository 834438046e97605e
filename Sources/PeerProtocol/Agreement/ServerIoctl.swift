/// The ioctls of the bundled server, for workloads that need a server's help.
///
/// A command is composed as in `asm-generic/ioctl.h`: the number in the lowest 8 bits, then the type.
package enum ServerIoctl {
  /// The type of all commands, the letter `p`.
  package static let type: UInt8 = 0x70
  /// Entries of the log that one ``Number/readLog`` returns.
  package static let logEntries = 512

  /// Which of the commands it is.
  package enum Number: UInt8, CaseIterable, Sendable {
    /// Returns every byte inverted; any size.
    case invert = 1
    /// Asks the client for cached data (NOTIFY_RETRIEVE); takes a ``Retrieval``.
    case retrieve = 2
    /// Returns what the last NOTIFY_REPLY brought: a ``Retrieved``.
    case retrieved = 3
    /// Returns how many READs and WRITEs the server was sent: a ``RequestCounts``.
    case requestCounts = 4
    /// Starts a log of READs and WRITEs.
    case startLog = 5
    /// Takes the index of an entry, 64 bits, and returns ``LoggedRequest``s from there on; behind the
    /// last one, zeros.
    case readLog = 6

    /// The number in a command; nil where the command is not one of these.
    package init?(command: UInt32) {
      guard UInt8(truncatingIfNeeded: command >> 8) == ServerIoctl.type else { return nil }
      self.init(rawValue: UInt8(truncatingIfNeeded: command))
    }
  }

  /// What the server is to retrieve.
  package struct Retrieval: WireStructure, Hashable {
    package static let wireByteCount = 24
    /// The node, as the server numbers it.
    package let node: UInt64
    /// Where in the file, in bytes.
    package let offset: UInt64
    /// How much, in bytes.
    package let byteCount: UInt64

    package init(node: UInt64, offset: UInt64, byteCount: UInt64) {
      self.node = node
      self.offset = offset
      self.byteCount = byteCount
    }
  }

  /// What a retrieval brought.
  package struct Retrieved: WireStructure, Hashable {
    package static let wireByteCount = 16
    /// Bytes that came.
    package private(set) var byteCount: UInt64 = 0
    /// Their checksum, 64-bit FNV-1a; 0 where nothing ever came.
    package private(set) var checksum: UInt64 = 0

    /// Creates the answer where nothing ever came.
    package init() {}

    /// Creates the answer for bytes that came.
    package init(of bytes: UnsafeRawBufferPointer) {
      byteCount = UInt64(bytes.count)
      checksum = bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
  }

  /// READs and WRITEs so far.
  package struct RequestCounts: WireStructure, Hashable {
    package static let wireByteCount = 16
    package var reads: UInt64 = 0
    package var writes: UInt64 = 0

    package init() {}
  }

  /// One READ or WRITE that the server was sent; an entry of no bytes is unused.
  package struct LoggedRequest: WireStructure, Hashable {
    package static let wireByteCount = 16
    /// Where in the file, in bytes.
    package var offset: UInt64 = 0
    /// Bytes asked for, or sent.
    package var size: UInt32 = 0
    /// 1 for a WRITE.
    package var isWrite: UInt32 = 0

    /// Creates an unused entry.
    package init() {}

    package init(offset: UInt64, size: UInt32, isWrite: Bool) {
      self.offset = offset
      self.size = size
      self.isWrite = isWrite ? 1 : 0
    }
  }
}
