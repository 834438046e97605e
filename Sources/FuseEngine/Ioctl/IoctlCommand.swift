/// The number of an ioctl: the direction and size of its data, its type and its command.
///
/// The layout is that of `asm-generic/ioctl.h`: 8 bits number, 8 bits type, 14 bits size, 2 bits
/// direction from the caller's view.
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
  ///   - givesData: Whether data is returned.
  package init(type: UInt8, number: UInt8, byteCount: Int, takesData: Bool, givesData: Bool) {
    precondition(0...Self.mostBytes ~= byteCount, "the size of an ioctl's data has 14 bits")
    let size = UInt32(byteCount)
    rawValue =
      UInt32(number) | UInt32(type) << 8 | size << 16
      | (takesData ? 1 << 30 : 0) | (givesData ? 1 << 31 : 0)
  }

  /// The most bytes of data that a number can state.
  package static let mostBytes = (1 << 14) - 1

  var inBytes: Int { rawValue >> 30 & 1 == 0 ? 0 : byteCount }
  var outBytes: Int { rawValue >> 31 & 1 == 0 ? 0 : byteCount }
  private var byteCount: Int { Int(rawValue >> 16 & UInt32(Self.mostBytes)) }
}
