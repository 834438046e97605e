internal import CNcurses
internal import CTerminalGuard
package import Failures
internal import Glibc

/// Why the stepper cannot take the terminal over.
package enum ScreenError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Standard input or output is not a terminal.
  case noTerminal
  /// ncurses does not know the terminal, or the terminal cannot move its cursor.
  case unknownTerminal(String)
  /// The system refused.
  case system(Int32)

  /// One sentence for the user.
  package var description: String {
    switch self {
    case .noTerminal: "standard input and output are not both a terminal; use --plain"
    case .unknownTerminal(let name):
      "the terminal “\(name)” cannot show a full screen (TERM); use --plain"
    case .system(let number): "the terminal: \(String(cString: strerror(number)))"
    }
  }
}

/// The terminal while the stepper has it: ncurses paints frames and reads keys.
///
/// Its end restores the terminal; so does a crash.
struct CursesScreen: ~Copyable {
  private let screen: OpaquePointer
  private let window: UnsafeMutablePointer<WINDOW>
  private let hasColours: Bool
  /// What is painted.
  private var painted: Frame?

  /// Takes the terminal over.
  init() throws(ScreenError) {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw .noTerminal }
    let name = getenv("TERM").map { String(cString: $0) } ?? ""
    setlocale(LC_ALL, "")
    let guarded = terminal_guard_arm(STDIN_FILENO)
    guard guarded == 0 else { throw .system(guarded) }
    guard name != "dumb", let output = fdopen(dup(STDOUT_FILENO), "w"),
      let input = fdopen(dup(STDIN_FILENO), "r"), let screen = newterm(nil, output, input)
    else {
      terminal_guard_disarm()
      throw .unknownTerminal(name)
    }
    guard let window = newwin(0, 0, 0, 0) else {
      endwin()
      delscreen(screen)
      terminal_guard_disarm()
      throw .system(ENOMEM)
    }
    cbreak()
    noecho()
    nonl()
    set_escdelay(25)
    keypad(window, true)
    nodelay(window, true)
    let wantsNone = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
    hasColours = !wantsNone && Self.startColours()
    self.screen = screen
    self.window = window
  }

  deinit {
    delwin(window)
    endwin()
    delscreen(screen)
    terminal_guard_disarm()
  }

  /// Whether the locale's characters are UTF-8.
  static var isUTF8: Bool {
    setlocale(LC_ALL, "")
    return nl_langinfo(CInt(CODESET)).map { String(cString: $0) } == "UTF-8"
  }

  /// The terminal's present size in columns and rows.
  var size: (width: Int, height: Int) {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0
    else { return (80, 24) }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// Follows the terminal to another size.
  mutating func resize() {
    let size = size
    resizeterm(CInt(size.height), CInt(size.width))
    wresize(window, CInt(size.height), CInt(size.width))
    painted = nil
  }

  /// Shows a picture; only rows that differ from the last are written.
  mutating func paint(_ frame: Frame) {
    for (row, spans) in frame.rows.enumerated() {
      if let painted, painted.rows.indices.contains(row), painted.rows[row] == spans { continue }
      wmove(window, CInt(row), 0)
      wattr_set(window, terminal_plain, 0, nil)
      wclrtoeol(window)
      for span in spans {
        let (attributes, pair) = look(of: span.ink)
        wattr_set(window, attributes, pair, nil)
        waddnstr(window, span.text, -1)
      }
    }
    painted = frame
    curs_set(frame.cursor == nil ? 0 : 1)
    if let cursor = frame.cursor { wmove(window, CInt(cursor.row), CInt(cursor.column)) }
    wrefresh(window)
  }

  /// Gives the terminal to the shell until ``resume()``.
  mutating func suspend() {
    curs_set(1)
    endwin()
  }

  /// Takes the terminal again and paints all of it.
  mutating func resume() {
    resize()
    touchwin(window)
    wrefresh(window)
  }

  /// The next key that was pressed; nil where none waits.
  mutating func nextKey() -> Key? {
    while true {
      var code: wint_t = 0
      switch wget_wch(window, &code) {
      case OK: return Self.key(character: code)
      case CInt(KEY_CODE_YES):
        if let key = Self.key(code: CInt(code)) { return key }
      default: return nil
      }
    }
  }

  private static func key(character code: wint_t) -> Key {
    switch code {
    case 9: .tab
    case 10, 13: .enter
    case 27: .escape
    case 8, 127: .backspace
    default: .character(Unicode.Scalar(code).map(Character.init) ?? "\u{FFFD}")
    }
  }

  private static func key(code: CInt) -> Key? {
    switch code {
    case KEY_UP: .up
    case KEY_DOWN: .down
    case KEY_LEFT: .left
    case KEY_RIGHT: .right
    case KEY_PPAGE: .pageUp
    case KEY_NPAGE: .pageDown
    case KEY_HOME: .home
    case KEY_END: .end
    case KEY_BTAB: .backTab
    case KEY_ENTER: .enter
    case KEY_BACKSPACE, KEY_DC: .backspace
    default: nil
    }
  }
}

/// How each ink looks.
extension CursesScreen {
  private static func startColours() -> Bool {
    guard has_colors(), start_color() == OK, use_default_colors() == OK else { return false }
    for (index, colour) in colours.enumerated() {
      init_pair(CShort(index + 1), CShort(colour), -1)
    }
    return true
  }

  private static var colours: [Int32] {
    [COLOR_GREEN, COLOR_RED, COLOR_CYAN, COLOR_MAGENTA, COLOR_YELLOW, COLOR_BLUE]
  }

  /// Attributes, and the pair of colours where there are some.
  private func look(of ink: Ink) -> (attr_t, CShort) {
    let (attributes, colour): (attr_t, CShort) =
      switch ink {
      case .plain: (terminal_plain, 0)
      case .dim: (terminal_dim, 0)
      case .heading: (terminal_bold, 0)
      case .chosen: (terminal_reverse, 0)
      case .added: (terminal_plain, 1)
      case .removed: (terminal_plain, 2)
      case .hunk: (terminal_bold, 3)
      case .keyword: (terminal_bold, 0)
      case .comment: (terminal_dim, 0)
      case .literal: (terminal_plain, 4)
      case .good: (terminal_bold, 1)
      case .bad: (terminal_bold, 2)
      case .doubtful: (terminal_plain, 5)
      case .marked: (terminal_underline, 5)
      }
    return (attributes, hasColours ? colour : 0)
  }
}

extension ScreenError: UserFacingError {
  package var exitClass: ExitClass { .unavailable }
}
