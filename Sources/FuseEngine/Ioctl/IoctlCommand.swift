/// An ioctl's number: which way its data goes, how much there is, and what it asks.
///
/// The layout is that of `asm-generic/ioctl.h`: 8 bits number, 8 bits type, 14 bits size, 2 bits
/// direction as the caller sees it.
public struct IoctlCommand: RawRepresentable, Hashable, Sendable {
  /// The number on the wire.
  public let rawValue: UInt32

  /// Wraps a number.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Composes a number.
  ///
  /// - Parameters:
  ///   - type: The driver's letter.
  ///   - number: The command.
  ///   - byteCount: Bytes of data, at most ``mostBytes``.
  ///   - takesData: Whether data goes to the server.
  ///   - givesData: Whether data comes back.
  public init(type: UInt8, number: UInt8, byteCount: Int, takesData: Bool, givesData: Bool) {
    let size = UInt32(clamping: byteCount) & UInt32(Self.mostBytes)
    rawValue =
      UInt32(number) | UInt32(type) << 8 | size << 16
      | (takesData ? 1 << 30 : 0) | (givesData ? 1 << 31 : 0)
  }

  /// Bytes that a number can announce at most.
  public static let mostBytes = (1 << 14) - 1

  var inBytes: Int { rawValue >> 30 & 1 == 0 ? 0 : byteCount }
  var outBytes: Int { rawValue >> 31 & 1 == 0 ? 0 : byteCount }
  private var byteCount: Int { Int(rawValue >> 16 & UInt32(Self.mostBytes)) }
}

/// What the bundled server does when it is asked by ioctl, for workloads that need a server's help.
///
/// The letter is `p`. The same numbers are in the server's sources.
public enum ServerIoctl {
  /// Gives every byte back inverted.
  public static func invert(_ byteCount: Int) -> IoctlCommand {
    IoctlCommand(type: 0x70, number: 1, byteCount: byteCount, takesData: true, givesData: true)
  }

  /// Asks the client for cached data by NOTIFY_RETRIEVE; takes a ``Retrieval``.
  public static let retrieve = IoctlCommand(
    type: 0x70, number: 2, byteCount: MemoryLayout<Retrieval>.size, takesData: true,
    givesData: false)

  /// Tells what the last NOTIFY_REPLY brought: a ``Retrieved``.
  public static let retrieved = IoctlCommand(
    type: 0x70, number: 3, byteCount: MemoryLayout<Retrieved>.size, takesData: false,
    givesData: true)

  /// What the server is to retrieve.
  public struct Retrieval {
    /// The node, as the server numbers it.
    public var node: UInt64
    /// Where in the file, in bytes.
    public var offset: UInt64
    /// How much, in bytes.
    public var byteCount: UInt64

    /// Creates a question.
    public init(node: NodeID, offset: UInt64, byteCount: Int) {
      self.node = node.rawValue
      self.offset = offset
      self.byteCount = UInt64(byteCount)
    }
  }

  /// What a retrieval brought.
  public struct Retrieved: Equatable {
    /// Bytes that came.
    public var byteCount: UInt64 = 0
    /// Their checksum: 64-bit FNV-1a.
    public var checksum: UInt64 = 0

    /// Creates an answer of nothing.
    public init() {}

    /// The answer that these bytes would give.
    public init(of bytes: UnsafeRawBufferPointer) {
      byteCount = UInt64(bytes.count)
      checksum = bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
  }
}
