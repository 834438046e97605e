import CFuse3
import Glibc
import PeerProtocol

/// The options on the command line.
struct ServerOptions {
  /// How requests are answered.
  enum Threading {
    case single
    /// libfuse starts threads as requests arrive (default: all of them are kept).
    case multiple(clonesDescriptor: Bool, idleCount: UInt32?, maximumCount: UInt32)
  }

  /// The sizes of a WRITE that libfuse 3.14 can negotiate: from a page, the kernel's minimum, to 256
  /// pages.
  static let writeBytesRange = 4096...1_048_576
  /// 32 pages: the kernel's limit before it could be negotiated.
  static let writeBytesDefault = 131072

  var mountpoint: String?
  var source: String?
  var threading: Threading
  var staysInForeground: Bool
  var limits: PassthroughFileSystem.Limits
  /// Whether payload is copied directly between the peer's memory and the server's.
  var movesPagesByAddress: Bool
  var showsHelp: Bool
  var showsVersion: Bool

  /// Removes libfuse's command line and the server's own options from the arguments.
  ///
  /// - Throws: `usage`; libfuse has written the details to standard error.
  init(_ arguments: inout FuseArguments) throws(ServerError) {
    var common = fuse_cmdline_opts()
    guard arguments.withArguments({ fuse_parse_cmdline($0, &common) }) == 0 else {
      throw .usage("libfuse refused the command line")
    }
    defer { free(common.mountpoint) }
    mountpoint = common.mountpoint.map { String(cString: $0) }
    threading =
      common.singlethread != 0
      ? .single
      : .multiple(
        clonesDescriptor: common.clone_fd != 0,
        // An unsigned -1 is libfuse's default, which its setter does not accept.
        idleCount: common.max_idle_threads == .max ? nil : common.max_idle_threads,
        maximumCount: common.max_threads)
    staysInForeground = common.foreground != 0
    showsHelp = common.show_help != 0
    showsVersion = common.show_version != 0

    let own = try OwnOptions(&arguments)
    source = own.source
    limits = PassthroughFileSystem.Limits(
      writeBytesMaximum: try Self.number(
        own.maxWrite, option: "max_write", in: Self.writeBytesRange) ?? Self.writeBytesDefault,
      mountedReadBytesMaximum: UInt32(
        try Self.number(own.maxRead, option: "max_read", in: 0...Int(UInt32.max)) ?? 0),
      usesDirectIO: own.usesDirectIO, sendsDirectIOInTurn: own.sendsDirectIOInTurn)
    movesPagesByAddress = own.movesPagesByAddress
  }

  private static func number(
    _ text: String?, option: String, in range: ClosedRange<Int>
  ) throws(ServerError) -> Int? {
    guard let text else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw .usage(
        "\(option)=\(text) is not a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }
}

/// The options that are not libfuse's, as text.
private struct OwnOptions {
  /// The structure that libfuse writes the values to; text is allocated by `malloc`.
  private struct Raw {
    var source: UnsafeMutablePointer<CChar>?
    var maxWrite: UnsafeMutablePointer<CChar>?
    var maxRead: UnsafeMutablePointer<CChar>?
    var directIO: Int32 = 0
    var pagesByAddress: Int32 = 0
    var syncDIO: Int32 = 0
  }

  let source: String?
  let maxWrite: String?
  let maxRead: String?
  let usesDirectIO: Bool
  let movesPagesByAddress: Bool
  let sendsDirectIOInTurn: Bool

  init(_ arguments: inout FuseArguments) throws(ServerError) {
    var raw = Raw()
    defer {
      free(raw.source)
      free(raw.maxWrite)
      free(raw.maxRead)
    }
    let table = [
      fuse_opt("source=%s", MemoryLayout<Raw>.offset(of: \.source)),
      fuse_opt("max_write=%s", MemoryLayout<Raw>.offset(of: \.maxWrite)),
      fuse_opt("max_read=%s", MemoryLayout<Raw>.offset(of: \.maxRead)),
      // The kernel needs it as a mount option, too: libfuse must find it again.
      fuse_opt("max_read=", nil, value: FUSE_OPT_KEY_KEEP),
      fuse_opt("direct_io", MemoryLayout<Raw>.offset(of: \.directIO), value: 1),
      fuse_opt("sync_dio", MemoryLayout<Raw>.offset(of: \.syncDIO), value: 1),
      fuse_opt(
        ServerOption.pagesByAddress, MemoryLayout<Raw>.offset(of: \.pagesByAddress), value: 1),
      fuse_opt(),
    ]
    let status = arguments.withArguments { fuse_opt_parse($0, &raw, table, nil) }
    guard status == 0 else { throw .usage("libfuse refused the options") }
    source = raw.source.map { String(cString: $0) }
    maxWrite = raw.maxWrite.map { String(cString: $0) }
    maxRead = raw.maxRead.map { String(cString: $0) }
    usesDirectIO = raw.directIO != 0
    sendsDirectIOInTurn = raw.syncDIO != 0
    movesPagesByAddress = raw.pagesByAddress != 0
  }
}

extension fuse_opt {
  /// One line of an option table; without an offset, `value` is a key for the parser.
  fileprivate init(_ template: StaticString, _ offset: Int?, value: Int32 = 0) {
    self.init(
      templ: UnsafeRawPointer(template.utf8Start).assumingMemoryBound(to: CChar.self),
      // libfuse's FUSE_OPT_KEY stands for "no offset" with an unsigned -1.
      offset: offset.map(UInt.init) ?? UInt(UInt32.max),
      value: value)
  }
}
