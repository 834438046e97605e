/// An ioctl's number: which way its data goes, how much there is, and what it asks.
///
/// The layout is that of `asm-generic/ioctl.h`: 8 bits number, 8 bits type, 14 bits size, 2 bits
/// direction as the caller sees it.
package struct IoctlCommand: RawRepresentable, Hashable, Sendable {
  /// The number on the wire.
  package let rawValue: UInt32

  /// Wraps a number.
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Composes a number.
  ///
  /// - Parameters:
  ///   - type: The driver's letter.
  ///   - number: The command.
  ///   - byteCount: Bytes of data, at most ``mostBytes``.
  ///   - takesData: Whether data goes to the server.
  ///   - givesData: Whether data comes back.
  package init(type: UInt8, number: UInt8, byteCount: Int, takesData: Bool, givesData: Bool) {
    let size = UInt32(clamping: byteCount) & UInt32(Self.mostBytes)
    rawValue =
      UInt32(number) | UInt32(type) << 8 | size << 16
      | (takesData ? 1 << 30 : 0) | (givesData ? 1 << 31 : 0)
  }

  /// Bytes that a number can announce at most.
  package static let mostBytes = (1 << 14) - 1

  var inBytes: Int { rawValue >> 30 & 1 == 0 ? 0 : byteCount }
  var outBytes: Int { rawValue >> 31 & 1 == 0 ? 0 : byteCount }
  private var byteCount: Int { Int(rawValue >> 16 & UInt32(Self.mostBytes)) }
}
