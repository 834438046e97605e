import Failures
import Glibc
import Presentation

/// Standard output and standard error.
enum Terminal {
  /// Writes a line to standard error; unsafe characters are shown by their names.
  ///
  /// Text of several lines, such as the end of a command's log, becomes one.
  static func report(_ line: String) {
    let parts = line.split(whereSeparator: \.isNewline)
    write(Harmless.line(parts.joined(separator: " / ")) + "\n", to: STDERR_FILENO)
  }

  /// Writes several lines to standard error as they are laid out; unsafe characters are shown by their
  /// names.
  static func reportLines(_ text: String) {
    write(Harmless.lines(text) + "\n", to: STDERR_FILENO)
  }

  /// Writes a line to standard error, on a line of its own where a key or progress stands on this one.
  static func announce(_ line: String) {
    write("\n" + Harmless.line(line) + "\n", to: STDERR_FILENO)
  }

  /// Writes text to standard output as it is: whoever made it made foreign text in it harmless.
  ///
  /// - Throws: ``Failure`` where it cannot be written, such as to a full disk.
  static func print(_ text: String) throws(Failure) {
    guard write(text, to: STDOUT_FILENO) else {
      throw Failure(.inputOutput, "standard output: \(String(cString: strerror(errno)))")
    }
  }

  /// Shows a line of progress in place of the last one; only where standard error is a terminal.
  static func progress(_ line: String) {
    var size = winsize()
    let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 1
    // A line that wraps could not be drawn over.
    let harmless = Harmless.line(line)
    let shown = isKnown ? Columns.cut(harmless, Int(size.ws_col) - 1) : harmless
    write("\r\u{1B}[K" + shown, to: STDERR_FILENO)
  }

  static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  @discardableResult
  private static func write(_ text: String, to descriptor: Int32) -> Bool {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      bytes = bytes.dropFirst(count)
    }
    return true
  }
}
