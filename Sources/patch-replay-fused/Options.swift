/// What the command line says beyond libfuse's own options.
struct Options {
  /// The directory to serve; a fresh one in memory where there is none.
  var source: String?
  /// Whether files are opened with FOPEN_DIRECT_IO.
  var usesDirectIO = false
  /// Bytes in one WRITE at most.
  var maxWrite: UInt32 = 131_072
  /// The arguments that are libfuse's.
  var rest: [String]

  static let help = """
    usage: patch-replay-fused [options] <mountpoint>

    Serves a directory as a FUSE file system. The mountpoint may be /dev/fd/N: then requests are
    read from that open descriptor, such as one end of a socket pair, and nothing is mounted.

        -o source=DIR          serve DIR (a fresh directory in memory unless told; removed at exit)
        -o direct_io           ask for direct I/O on every file
        -o max_write=N         take at most N bytes in a WRITE (131072, which is 32 pages)

    """

  /// Takes our own options out of the arguments.
  ///
  /// - Throws: ``UsageError`` where one of them has no sense.
  init(_ arguments: [String]) throws(UsageError) {
    rest = Array(arguments.prefix(1))
    var words = arguments.dropFirst()
    while let word = words.popFirst() {
      if word == "-o", let list = words.popFirst() {
        try take(list)
      } else if word.hasPrefix("-o"), word.count > 2 {
        try take(String(word.dropFirst(2)))
      } else {
        rest.append(word)
      }
    }
  }

  private mutating func take(_ list: String) throws(UsageError) {
    var others: [Substring] = []
    for option in list.split(separator: ",") {
      if option.hasPrefix("source=") {
        source = String(option.dropFirst("source=".count))
      } else if option == "direct_io" {
        usesDirectIO = true
      } else if option.hasPrefix("max_write=") {
        guard let bytes = UInt32(option.dropFirst("max_write=".count)), bytes >= 4096 else {
          throw UsageError(message: "\(option): at least 4096 bytes are needed")
        }
        maxWrite = bytes
      } else {
        others.append(option)
      }
    }
    if !others.isEmpty { rest += ["-o", others.joined(separator: ",")] }
  }
}

/// A command line that makes no sense.
struct UsageError: Error {
  let message: String
}
