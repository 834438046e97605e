import ArgumentParser
import Glibc
import Reports

/// How text for the user is laid out.
struct TextOptions: ParsableArguments {
  @Flag(
    help: """
      Use only ASCII in text (the default if LC_ALL, LC_CTYPE or LANG name another character set than \
      UTF-8).
      """)
  var ascii = false

  /// As wide as the terminal, in colour unless NO_COLOR is set; 100 columns without colour for a file
  /// or a pipe.
  var style: TextStyle {
    var size = winsize()
    guard isatty(STDOUT_FILENO) == 1,
      ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
    else { return TextStyle(isASCII: isPlain) }
    let wantsColours = getenv("NO_COLOR").map { $0.pointee == 0 } ?? true
    let isDumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? true
    return TextStyle(
      columns: Int(size.ws_col), isASCII: isPlain, hasColours: wantsColours && !isDumb)
  }

  /// Whether the locale has another character set than UTF-8; if no locale is set, as is usual in
  /// containers, UTF-8 is assumed.
  private var isPlain: Bool {
    let names: [String] = ["LC_ALL", "LC_CTYPE", "LANG"]
    let values = names.compactMap { getenv($0).map { String(cString: $0) } }
    let locale = values.first { !$0.isEmpty }
    guard !ascii, let locale else { return ascii }
    let parts = locale.split(separator: "@", maxSplits: 1)[0].split(separator: ".", maxSplits: 1)
    guard parts.count > 1 else { return ["C", "POSIX"].contains(locale) }
    return !["utf-8", "utf8"].contains(parts[1].lowercased())
  }
}
