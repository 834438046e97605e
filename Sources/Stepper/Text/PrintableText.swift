internal import Presentation

/// Text of a mail made safe for a terminal, cut to a window of columns.
///
/// The one way by which foreign bytes come to a ``Span``: unsafe characters are shown by the names that
/// `Harmless` has for them, bytes that are not UTF-8 as U+FFFD, and tabs as spaces up to the next
/// multiple of eight. Only as much of a line is read as the window shows.
struct PrintableText {
  /// The first column shown, and how many.
  let window: Range<Int>
  /// Whether only characters below 128 may come out.
  let isASCII: Bool
  private(set) var spans: [Span] = []
  /// The column that comes next, counted from the start of the line.
  private(set) var column = 0
  /// Whether there was more than the window shows.
  private var isCut = false

  init(columns: Int, from first: Int = 0, isASCII: Bool) {
    window = first..<(first + max(0, columns))
    self.isASCII = isASCII
  }

  /// Columns of the window that are filled.
  var width: Int { max(0, min(column, window.upperBound) - window.lowerBound) }

  /// Whether nothing more can be seen.
  var isFull: Bool { column >= window.upperBound }

  /// Adds text of the program's own.
  mutating func add(_ text: String, _ ink: Ink = .plain) {
    for scalar in text.unicodeScalars {
      if isFull {
        guard scalar != " ", scalar.columns > 0 else { continue }
        isCut = true
        return
      }
      add(scalar, ink)
    }
  }

  /// Adds bytes of a mail.
  mutating func add(_ bytes: ArraySlice<UInt8>, _ ink: Ink = .plain) {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    while !isFull {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): add(scalar, ink)
      case .error: add("\u{FFFD}", ink)
      case .emptyInput: return
      }
    }
    if let next = iterator.next(), next != 10 { isCut = true }
  }

  /// Puts a sign into the last column where something is cut off, so that no figure is taken for
  /// whole.
  mutating func markCut() {
    guard isCut || column > window.upperBound, let last = spans.last else { return }
    var columns = 0
    while columns == 0, let character = spans[spans.count - 1].text.popLast() {
      columns = String(character).columns
    }
    if spans[spans.count - 1].text.isEmpty { spans.removeLast() }
    append(String(repeating: " ", count: max(0, columns - 1)) + (isASCII ? ">" : "…"), last.ink)
  }

  /// Fills the window with spaces.
  mutating func fill(_ ink: Ink = .plain) {
    while !isFull { put(" ", columns: 1, ink) }
  }

  private mutating func add(_ scalar: Unicode.Scalar, _ ink: Ink) {
    if scalar == "\t" {
      repeat { put(" ", columns: 1, ink) } while column % 8 != 0
    } else if let name = Harmless.name(of: scalar) {
      for character in name { put(String(character), columns: 1, ink) }
    } else {
      put(isASCII ? PlainSigns.of(scalar) : String(scalar), columns: scalar.columns, ink)
    }
  }

  /// Puts one character where the window shows it; half a wide one is a space.
  private mutating func put(_ text: String, columns: Int, _ ink: Ink) {
    let place = column..<(column + columns)
    column += columns
    if columns == 0 {
      guard window.contains(column), !spans.isEmpty, !isASCII else { return }
      return append(text, ink)
    }
    if place.lowerBound >= window.lowerBound, place.upperBound <= window.upperBound {
      append(isASCII && columns == 2 ? text + " " : text, ink)
    } else if place.overlaps(window) {
      append(" ", ink)
    }
  }

  private mutating func append(_ text: String, _ ink: Ink) {
    if let last = spans.indices.last, spans[last].ink == ink {
      spans[last].text += text
    } else {
      spans.append(Span(text, ink))
    }
  }
}
