import ArgumentParser
import Glibc
import Reports

/// How text for a person is laid out.
struct TextOptions: ParsableArguments {
  @Flag(help: "Use no characters above 127 in text.")
  var ascii = false

  /// As wide as the terminal, in colour unless NO_COLOR is set; 100 columns without colour for a file
  /// or a pipe.
  var style: TextStyle {
    var size = winsize()
    guard isatty(STDOUT_FILENO) == 1,
      ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
    else { return TextStyle(isASCII: ascii) }
    let wantsColours = getenv("NO_COLOR").map { $0.pointee == 0 } ?? true
    let isDumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? true
    return TextStyle(
      columns: Int(size.ws_col), isASCII: ascii, hasColours: wantsColours && !isDumb)
  }
}
